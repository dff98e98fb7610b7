"""Een werkvorm met subgroepen, om in te proeven: praten, schrijven, een galerij, en nieuwe groepen."""

from __future__ import annotations

from werkvormproef import make_kop

GROEPEN = (
    make_kop(
        "Groepenproef",
        "Group trial",
        "gespreksleider deelnemer schrijver verslaglegger inbrenger",
        groep='min = 4, max = 24, ideaal = "12"',
        minuten=60,
        casus="geen",
    )
    + """groepen = { kies = "zelf", themas = [
  { id = "meldcode", nl = "Meldcode", en = "Code" },
  { id = "school", nl = "School", en = "School" },
  { id = "ouders", nl = "Ouders", en = "Parents" },
] }

[[stap]]
stap = "welkom"
titel = { nl = "Welkom", en = "Welcome" }
wie = "allen"
typt = "niemand"
soort = "geen"
minuten = 5
vraag = ["Hoe zit je erbij?"]

[[stap]]
stap = "werk"
titel = { nl = "In de groep", en = "In the group" }
wie = "subgroep"
typt = "schrijver"
soort = "kolommen"
minuten = 20
vraag = [{ nl = "Wat speelt er?", en = "What is going on?" }]
vraag_groep = [{ thema = "school", nl = "Wat ziet de school?", en = "What does the school see?" }]
kolommen = ["Feiten", "Ideeën"]
hoogstens = 3
verslag = "alles"
les = "kern"
zwijgt = ["inbrenger"]

[[stap]]
stap = "eigen"
titel = { nl = "Eigen gedachte", en = "Own thought" }
wie = "subgroep"
typt = "ieder"
soort = "kaarten"
minuten = 5
vraag = [{ nl = "Wat denk jij?", en = "What do you think?" }]
verslag = "alles"

[[stap]]
stap = "samen"
titel = { nl = "Een tekst samen", en = "One text together" }
wie = "subgroep"
typt = "schrijver"
soort = "tekst"
minuten = 10
vraag = [{ nl = "Wat is ons advies?", en = "What is our advice?" }]
punten = ["Advies"]
verslag = "alles"

[[stap]]
stap = "galerij"
titel = { nl = "Terug in de zaal", en = "Back in the room" }
wie = "allen"
typt = "niemand"
soort = "geen"
minuten = 10
vraag = [{ nl = "Noem drie punten.", en = "Name three points." }]
toont = ["werk", "samen"]
galerij = true

[[stap]]
stap = "anders"
titel = { nl = "Andere groepen", en = "Other groups" }
wie = "subgroep"
typt = "ieder"
soort = "kaarten"
minuten = 10
vraag = [{ nl = "Wat doe je morgen?", en = "What do you do tomorrow?" }]
verborgen = "nee"
wissel = true
themas_wissel = ["Zorg", "Recht"]
verslag = "alles"
"""
)

TIJDLIJNEN = (
    GROEPEN.replace('soort = "kolommen"', 'soort = "tijdlijn"')
    .replace('kolommen = ["Feiten", "Ideeën"]\nhoogstens = 3', 'kolommen = ["Gezin", "Hulp"]')
    .replace('toont = ["werk", "samen"]', 'toont = ["werk"]')
)
"""The same, in which every group makes a timeline."""
