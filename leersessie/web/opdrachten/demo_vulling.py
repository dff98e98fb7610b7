"""De inhoud van de demo: een bedachte organisatie, haar mensen, en lessen uit eerdere sessies. Alles is verzonnen.

Only data, in Dutch as a region would have it; how it gets into the database is for `demo_spelen`.
"""

from __future__ import annotations

from dataclasses import dataclass

WERKVORM = "methodische-leerbijeenkomst"
ORGANISATIE = "Leernetwerk Waterland"
WIE_ONTBRAK = "de leerplichtambtenaar en iemand van de kinderopvang"


@dataclass(frozen=True, slots=True)
class Mens:
    """One account of the demo. `rol` is what the printed list calls it."""

    rol: str
    naam: str
    email: str
    rollen: tuple[str, ...]


BEHEERDER = Mens("beheerder", "Beheer van de demo", "beheer@demo.example", ("gespreksleider", "trainer", "beheerder"))
MENSEN = (
    Mens("gespreksleider", "Gespreksleider van de demo", "gespreksleider@demo.example", ("gespreksleider",)),
    Mens("trainer", "Trainer van de demo", "trainer@demo.example", ("gespreksleider", "trainer")),
    Mens("lezer", "Tweede lezer van de demo", "lezer@demo.example", ("trainer",)),
)


@dataclass(frozen=True, slots=True)
class Gepland:
    """A prepared session. `over_dagen`: planned so many days from now; `open`: its door is open at once."""

    naam: str
    casus: str
    vraag: str
    modus: str = "zaal"
    over_dagen: int = 0
    open: bool = False


GEPLAND = (
    Gepland(
        naam="Leerbijeenkomst wijkteam en school",
        casus="het-plan-in-de-la",
        vraag="Hoe blijft veiligheid op tafel als de hulp over geld gaat?",
        open=True,
    ),
    Gepland(
        naam="Leerbijeenkomst regio, half online",
        casus="",
        vraag="Wanneer is het veilig genoeg om hulp af te sluiten?",
        modus="gemengd",
        over_dagen=7,
    ),
)
GESPEELD = Gepland(
    naam="Leerbijeenkomst huiselijk geweld in gezinnen",
    casus="het-plan-in-de-la",
    vraag="Hoe praat je over veiligheid als het over iets anders gaat?",
)
GESPEELD_DAGEN = 3
"""The finished session was so many days ago: the days for reacting still run."""
FUNCTIES = (
    "wijkcoach",
    "wijkcoach",
    "leerkracht",
    "jeugdbeschermer",
    "medewerker Veilig Thuis",
    "huisarts",
    "jeugdverpleegkundige",
    "maatschappelijk werker",
)
REACTIE = "Goed verwoord. Bij ons op school werkt het vaste moment op maandag ook."


@dataclass(frozen=True, slots=True)
class Les:
    """A les as people rewrote it, and the sentence from the room it began with."""

    zin: str
    titel: str
    soort: str
    situatie: str
    wat: str
    waarom: str
    grenzen: str
    vraag: str
    themas: tuple[str, ...]
    ernst: str = "middelzwaar"


@dataclass(frozen=True, slots=True)
class Eerder:
    """An earlier session, long enough ago to be erased by now, and what it left behind."""

    naam: str
    dagen: int
    sectoren: tuple[str, ...]
    lessen: tuple[Les, ...]


WACHT = Les(
    zin="Ik zet het gesprek over veiligheid nu als vast punt bovenaan, ook als we voor iets anders komen.",
    titel="Veiligheid krijgt een vaste plek in elk gesprek",
    soort="werkafspraak",
    situatie="De hulp in een gezin gaat over geld. Een ouder plan over veiligheid verdwijnt uit beeld.",
    wat="Begin elk gesprek met dezelfde twee vragen over veiligheid. Schrijf de antwoorden kort op.",
    waarom="Een vraag die altijd komt, voelt niet als verdenking. Je ziet het ook sneller als er iets verandert.",
    grenzen="Vraag het niet waar iemand bij is die de ander onder druk kan zetten.",
    vraag="Wie in jouw team merkt het als de vraag een keer wegvalt?",
    themas=("zicht_op_veiligheid", "gesprek_met_ouders"),
)
"""Offered in the demo and waiting for its keys, so that a reader has something to read."""

EERDER = (
    Eerder(
        naam="Leerbijeenkomst over zicht houden en delen",
        dagen=72,
        sectoren=("sociaal", "onderwijs", "zorg"),
        lessen=(
            Les(
                zin="Omdat het in het dossier rustig was, vroeg niemand van ons nog door.",
                titel="Rust op papier is nog geen veiligheid",
                soort="inzicht",
                situatie="In een gezin kwam een half jaar geen melding binnen. De betrokken mensen werden rustiger.",
                wat="Vraag bij stilte wie het gezin echt heeft gezien, wanneer en waar.",
                waarom="Stilte kan ook betekenen dat niemand meer kijkt of dat een kind niets meer zegt.",
                grenzen="Stilte is ook geen bewijs dat het misgaat. Het is een reden om te vragen.",
                vraag="Op welk feit steunt jouw gevoel dat het goed gaat?",
                themas=("zicht_op_veiligheid", "patronen_zien"),
            ),
            Les(
                zin="Wij spraken over de jongste alsof we haar kenden, maar niemand was ooit met haar alleen geweest.",
                titel="Wie sprak het kind alleen?",
                soort="inzicht",
                situatie="Er waren zes mensen betrokken bij een gezin. Iedereen dacht dat een ander het kind sprak.",
                wat="Schrijf achter elk kind wie het alleen sprak en wanneer. Staat er niets, spreek dan iemand af.",
                waarom="Zonder die vraag vullen volwassenen voor het kind in hoe het gaat.",
                grenzen="Een kind hoeft niets te vertellen. Een gewone dag samen is ook een gesprek.",
                vraag="Van welk kind in jouw werk weet je alleen wat anderen zeggen?",
                themas=("kind_horen", "zicht_op_veiligheid"),
            ),
            Les(
                zin="Door op maandag even te kijken hoe ze binnenkomt, zie ik meer dan met tien vragen.",
                titel="Een vast moment in de week om te kijken",
                soort="werkafspraak",
                situatie="",
                wat="Kies een vast moment in de week waarop iemand kijkt hoe het kind binnenkomt. Schrijf een zin op.",
                waarom="Een reeks kleine waarnemingen laat een patroon zien dat een los gesprek mist.",
                grenzen="Schrijf op wat je zag en hoorde. Geen oordeel over ouders.",
                vraag="Welk moment in jouw week zou dit kunnen zijn?",
                themas=("zicht_op_veiligheid", "kind_horen"),
                ernst="licht",
            ),
            Les(
                zin="We durfden elkaar niet te bellen omdat we dachten dat het niet mocht.",
                titel="Overleg zonder naam kan vandaag al",
                soort="werkafspraak",
                situatie="",
                wat="Twijfel je of je mag delen? Leg de vraag eerst voor zonder naam, bij iemand met andere ogen.",
                waarom="De meeste vragen gaan over wat je ziet. Daar is vaak geen naam voor nodig.",
                grenzen="Is er nu gevaar, volg dan de meldcode. Dan wacht je niet op overleg.",
                vraag="Met wie kun jij deze week zonder naam sparren?",
                themas=("informatie_delen", "samenwerken"),
                ernst="licht",
            ),
            Les(
                zin="Toen ik aan moeder vertelde met wie ik wilde praten, zei ze dat ze daar zelf ook bij wilde zijn.",
                titel="Vertel eerst met wie je gaat praten",
                soort="zo_zeg_je_het",
                situatie="",
                wat="Zeg: ik maak me zorgen en wil hierover met school praten. Wat is goed om te vertellen?",
                waarom="Ouders die weten wat er gebeurt, praten vaker mee. Wat achter hun rug gaat, kost vertrouwen.",
                grenzen="Doe het niet als het vertellen zelf gevaar geeft voor een kind of een ouder.",
                vraag="Welke zin past bij jou als het spannend wordt?",
                themas=("gesprek_met_ouders", "informatie_delen"),
            ),
        ),
    ),
    Eerder(
        naam="Leerbijeenkomst over wegen en kiezen",
        dagen=58,
        sectoren=("sociaal", "veiligheid"),
        lessen=(
            Les(
                zin="De een gaf een drie en de ander een acht, en toen bleek dat we naar andere weken keken.",
                titel="Een verschil in cijfers is het begin van het gesprek",
                soort="inzicht",
                situatie="Een groep gaf cijfers voor veiligheid. De cijfers lagen ver uit elkaar.",
                wat="Vraag bij elk uiterste wat iemand ziet die dit cijfer geeft. Zoek geen gemiddelde.",
                waarom="Achter een ander cijfer zit vaak een ander feit of een andere week.",
                grenzen="Vraag niet wie welk cijfer gaf. Met weinig mensen kun je het beter hardop doen.",
                vraag="Welk feit zou jouw cijfer een punt lager maken?",
                themas=("patronen_zien", "samenwerken"),
            ),
            Les(
                zin="We hadden het over goed genoeg, maar niemand kon zeggen waaraan je dat zou zien.",
                titel="Maak goed genoeg zo klein dat je het kunt zien",
                soort="werkafspraak",
                situatie="",
                wat="Spreek af wat je ziet als het goed genoeg is, wie daarnaar kijkt en tot wanneer het geldt.",
                waarom="Een doel dat je kunt zien, houdt iedereen bij hetzelfde. Een groot woord doet dat niet.",
                grenzen="Een afspraak vervangt geen oordeel over acuut gevaar.",
                vraag="Waaraan ziet een kind dat het veiliger is?",
                themas=("zicht_op_veiligheid", "hulp_op_maat"),
            ),
            Les(
                zin="Ik zei hardop dat ik het niet wist, en daarna durfden drie anderen dat ook.",
                titel="Zeg hardop wat je niet weet",
                soort="zo_zeg_je_het",
                situatie="",
                wat="Zeg: dit weten we niet. Wie kan het vragen, en hoe?",
                waarom="Een lege plek die je benoemt, wordt een vraag. Een lege plek die je vult, wordt een aanname.",
                grenzen="Niet weten is geen reden om te wachten als er gevaar is.",
                vraag="Welke vraag durft in jouw overleg niemand te stellen?",
                themas=("eigen_rol", "samenwerken"),
                ernst="licht",
            ),
        ),
    ),
    Eerder(
        naam="Leerbijeenkomst over wat werkt in het netwerk",
        dagen=52,
        sectoren=("sociaal", "onderwijs", "zorg"),
        lessen=(
            Les(
                zin="Oma stond in het plan, maar toen we haar belden wist ze daar niets meer van.",
                titel="Bel het netwerk voordat je afsluit",
                soort="werkafspraak",
                situatie="",
                wat="Bel iedereen die in een plan staat voordat de hulp stopt. Vraag wat die nog doet.",
                waarom="Een netwerk verandert. Wat op papier steun is, kan al maanden stil zijn.",
                grenzen="Vraag de ouders of je mag bellen, als dat veilig kan.",
                vraag="Wie in jouw plannen heb je langer dan een half jaar niet gesproken?",
                themas=("netwerk", "overdracht"),
            ),
            Les(
                zin="Bij de overdracht schreef ik alles op, behalve waar ik zelf nog over twijfelde.",
                titel="Draag ook je twijfel over",
                soort="inzicht",
                situatie="Een gezin ging van de ene organisatie naar de andere. De feiten gingen mee, de twijfel niet.",
                wat="Schrijf bij een overdracht drie dingen op: wat we weten, wat we denken en wat we niet weten.",
                waarom="Twijfel is vaak het begin van iets zien. Zonder twijfel begint de ander weer bij nul.",
                grenzen="Noem een gevoel een gevoel. Het mag mee, als het geen feit wordt.",
                vraag="Wat zou je opvolger willen weten dat nu nergens staat?",
                themas=("overdracht", "samenwerken"),
            ),
            Les(
                zin="Het werkte omdat we met zijn tweeën gingen: een praatte, de ander keek naar de kinderen.",
                titel="Ga met zijn tweeën: een praat, de ander kijkt",
                soort="succes",
                situatie="Een eerste gesprek over veiligheid was spannend. Twee mensen gingen samen langs.",
                wat="Verdeel vooraf wie praat en wie kijkt. Neem daarna tien minuten om te delen wat je zag.",
                waarom="Wie praat, mist wat er verder gebeurt. Samen zie je het hele gesprek.",
                grenzen="Vertel bij de deur waarom jullie met meer zijn.",
                vraag="Bij welk gesprek zou jij iemand mee willen nemen?",
                themas=("gesprek_met_ouders", "zicht_op_veiligheid"),
            ),
            Les(
                zin="We vroegen het kind niet naar ruzie maar naar een gewone zaterdag, en toen kwam alles.",
                titel="Vraag een kind naar een gewone dag",
                soort="succes",
                situatie="Een kind wilde niet over thuis praten. Over een gewone zaterdag vertelde het veel.",
                wat="Vraag: hoe gaat een zaterdag bij jullie? Wie is er, wat doen jullie, wanneer is het stil?",
                waarom="Een gewone dag is geen geheim. Het kind kiest zelf hoe ver het gaat.",
                grenzen="Beloof geen geheim. Zeg wat je doet met wat je hoort.",
                vraag="Welke gewone vraag kun jij deze week stellen?",
                themas=("kind_horen", "gesprek_met_ouders"),
            ),
        ),
    ),
)
