"""De ontwikkelset van de anonimiseerder: kaarten met plekken, uit eigen sjablonen en verzonnen namen."""
