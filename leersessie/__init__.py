"""leersessie: methodisch leren van casussen, live, met de les in een gedeeld archief."""

__version__ = "0.1.0"
