"""Een werkvorm met alles wat een stap zeldzaam kan: een zegel, rondes, takken, meer opties, een grens, een radar."""

from __future__ import annotations

from werkvormproef import make_kop

STAPPEN = (
    make_kop(
        "Stappenproef",
        "Step trial",
        "gespreksleider deelnemer schrijver inbrenger jurist",
        groep='min = 4, max = 24, ideaal = "12"',
        minuten=61,
        casus="oefen",
    )
    + """
[[stap]]
stap = "vragen"
titel = { nl = "Vragen", en = "Questions" }
wie = "deelnemers"
typt = "ieder"
soort = "vragen"
verborgen = "nee"
minuten = 5
herhaal = 3
vraag = ["Wat wil je weten?"]
zwijgt = ["inbrenger"]
hoogstens = 1
verslag = "alles"

[[stap]]
stap = "terugkijken"
titel = { nl = "Terugkijken", en = "Looking back" }
wie = "allen"
typt = "niemand"
soort = "geen"
minuten = 5
vraag = ["Welke vraag hielp?"]
verwijst = ["vragen"]
waardeer = ["Bracht me verder", "Minder"]

[[stap]]
stap = "gebeurd"
titel = { nl = "Wat gebeurde er", en = "What happened" }
wie = "allen"
typt = "schrijver"
soort = "tijdlijn"
minuten = 5
vraag = ["Wat gebeurde er?"]
kolommen = ["Wij", "Anderen"]

[[stap]]
stap = "patroon"
titel = { nl = "Patronen", en = "Patterns" }
wie = "allen"
typt = "schrijver"
soort = "kaarten"
minuten = 5
vraag = ["Wat komt terug?"]
verwijst = ["gebeurd"]
minstens_verwijst = 2

[[stap]]
stap = "keuze"
titel = { nl = "Klopt dit?", en = "Is this right?" }
wie = "deelnemers"
typt = "ieder"
soort = "keuze"
minuten = 5
vraag = ["Klopt dit?"]
opties = [{ id = "ja", nl = "Ja", en = "Yes" }, { id = "nee", nl = "Nee", en = "No" }]
verslag = "tellingen"
tak = [
  { stap = "keuze", optie = "nee", naar = "gebeurd", zin = "Kijk nog eens naar wat er gebeurde.", minstens = 2 },
  { stap = "keuze", optie = "ja", naar = "kop", zin = "Sla de rest over.", meeste = true },
]

[[stap]]
stap = "meer"
titel = { nl = "Waaraan werken we", en = "What we work on" }
wie = "deelnemers"
typt = "ieder"
soort = "keuze"
uit_lijst = "kwaliteitsstandaard"
meerdere = 2
minuten = 5
vraag = ["Welke standaarden?"]
verslag = "tellingen"

[[stap]]
stap = "cijfer"
titel = { nl = "Ons cijfer", en = "Our number" }
wie = "deelnemers"
typt = "ieder"
soort = "schaal"
uit_lijst = "kwaliteitsstandaard"
beeld = "radar"
grens = 6
minuten = 5
vraag = ["Hoe sterk?"]

[[stap]]
stap = "woord"
titel = { nl = "Woordenwissel", en = "Swapping words" }
wie = "deelnemers"
typt = "ieder"
soort = "kaarten"
onthul_per = "sector"
minuten = 5
vraag = ["Veilig genoeg betekent bij ons …"]
les = "kern"

[[stap]]
stap = "kop"
titel = { nl = "Wat ik deed", en = "What I did" }
wie = "inbrenger"
typt = "inbrenger"
soort = "kaarten"
verborgen = "verzegeld"
minuten = 11
vraag = ["Wat deed je toen?"]
"""
)
