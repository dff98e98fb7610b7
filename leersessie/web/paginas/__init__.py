"""De bladzijden, per deur een module met een Blueprint. BLADEN is de hele plattegrond."""

from leersessie.web.paginas import (
    account,
    beheer,
    bibliotheek,
    code,
    doek,
    inloggen,
    les,
    lessen,
    mee,
    nalezen,
    nieuw,
    plan,
    sessies,
    uitleg,
    vast,
    verslag,
)

BLADEN = (
    vast.blad,
    mee.blad,
    doek.blad,
    inloggen.blad,
    account.blad,
    sessies.blad,
    nieuw.blad,
    plan.blad,
    bibliotheek.blad,
    beheer.blad,
    uitleg.blad,
    verslag.blad,
    lessen.blad,
    les.blad,
    nalezen.blad,
    code.blad,
)
