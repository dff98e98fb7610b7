"""De bladzijden, per deur een module met een Blueprint. BLADEN is de hele plattegrond."""

from leersessie.web.paginas import doek, mee, vast

BLADEN = (vast.blad, mee.blad, doek.blad)
