"""De verbouwingen, van oud naar nieuw."""
