"""De verbouwingen van de database, van de eerste tabel af. Elke stap kan vooruit en terug."""
