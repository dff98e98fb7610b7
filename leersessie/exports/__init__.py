"""De uitvoer: hetzelfde verslag in een andere vorm. Een bestand per vorm; gegevens erin, tekst eruit, niets bewaard."""
