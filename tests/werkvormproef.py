"""Een kleine goede werkvorm voor tests, om in een test één ding aan te veranderen; en de kop voor elke andere."""

from __future__ import annotations

from leersessie.werkvormen import check_werkvorm


def make_kop(
    naam: str = "Proef",
    en: str = "Trial",
    rollen: str = "gespreksleider deelnemer schrijver",
    *,
    groep: str = 'min = 3, max = 8, ideaal = "5"',
    minuten: int = 30,
    casus: str = "mag",
) -> str:
    """Everything of a werkvorm before its first step; it is named after its Dutch name."""
    lijst = ", ".join(f'"{rol}"' for rol in rollen.split())
    return f"""werkvorm = "{naam.lower()}"
versie = 2
naam = {{ nl = "{naam}", en = "{en}" }}
doel = "Doel"
kies_als = ["Als"]
kies_niet_als = ["Niet als"]
groep = {{ {groep} }}
minuten = {minuten}
rollen = [{lijst}]
casus = "{casus}"
bron = "Bron"
zekerheid = "Zeker"
"""


KOP = make_kop()
S1 = """
[[stap]]
stap = "s1"
titel = "Feiten"
wie = "allen"
typt = "schrijver"
soort = "kolommen"
minuten = 20
vraag = ["Wat is gezien?"]
typen = true
kolommen = ["Zorgen", { id = "goed", nl = "Wat gaat goed", en = "What goes well" }]
poort = { soort = "kolom_gevuld", kolom = "goed", zin = "Vraag wat goed gaat." }
voorbeelden = ["Los", { nl = "Hij lacht", en = "He laughs", bij = "goed", typ = "feit" }]
[stap.draaiboek]
zeg = ["Wie zag dit?"]
"""
S2 = """
[[stap]]
stap = "s2"
titel = "Weging"
wie = "deelnemers"
typt = "ieder"
soort = "schaal"
minuten = 10
vraag = ["Geef een cijfer."]
punten = ["Hoe veilig?"]
verwijst = ["s1"]
"""
GOED = KOP + S1 + S2


def find_gebreken(oud: str, nieuw: str, tekst: str = GOED) -> list[tuple[str, str]]:
    """Change one thing in a good file; returns (place, what) of every finding."""
    assert tekst.count(oud) == 1, f"{oud!r} staat er {tekst.count(oud)} keer"
    return [(g.plek, g.wat) for g in check_werkvorm(tekst.replace(oud, nieuw), "proef.toml")]
