"""Van een gesloten sessie naar een les in het archief: verslag, controle, twee sleutels, publiceren, zoeken, wissen.

Refuses to know who wrote a sentence. Opens transactions through the store; writes no SQL and no pages itself.
"""
