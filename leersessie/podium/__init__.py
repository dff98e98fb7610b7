"""Het podium: een stand en een publiek worden een beeld. De enige kamer die van een sessie HTML maakt.

`draw` gives regions by name; the same Toneel and Publiek always give the same bytes. A picture holds nothing
personal: no token, no form key, no name. Knows no sockets.
"""

from leersessie.podium.teken import draw, draw_bord_telefoon, draw_invoervelden
from leersessie.podium.toneel import Aanwezige, Publiek, Toneel, Zaal

__all__ = ["Aanwezige", "Publiek", "Toneel", "Zaal", "draw", "draw_bord_telefoon", "draw_invoervelden"]
