"""De tabel van de rechten: wie krijgt wat van elk adres en van elke gebeurtenis. Een nieuwe deur hoort hier bij.

Outcomes: ja (the door does its work, or says what is wrong with the form), deur (log in or join first),
nee (403), weg (404: as if it were not there). Visitors: see hulp/rechten.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

ACCOUNTS = frozenset("leider collega lezer beheerder vreemde vreemde_beheerder".split())
LEIDT = frozenset("leider collega lezer vreemde".split())
TRAINERS = frozenset(("lezer", "vreemde"))
BEHEER = frozenset(("beheerder", "vreemde_beheerder"))
VREEMD = frozenset(("vreemde", "vreemde_beheerder"))
EIGEN = frozenset(("leider", "beheerder"))
"""Who may lead this session by account: its maker, and a beheerder of its organisation."""
COLLEGAS = frozenset(("collega", "lezer"))
TELEFOONS = frozenset("gast schrijver inbrenger co_gespreksleider".split())
LEIDING = EIGEN | {"console", "co_gespreksleider"}
BIJ = EIGEN | TELEFOONS | {"console", "reactie"}
"""Who was there or led it: the readers of its verslag."""


@dataclass(frozen=True, slots=True)
class Regel:
    """What everybody gets at one door. Whoever is not named gets `rest`."""

    pad: str
    ja: frozenset[str] = frozenset()
    nee: frozenset[str] = frozenset()
    weg: frozenset[str] = frozenset()
    deur: frozenset[str] = frozenset()
    rest: str = "nee"
    wereld: str = "bezig"
    velden: Mapping[str, str] = field(default_factory=dict)
    json: bool = False

    def find(self, wie: str) -> str:
        """The outcome for one visitor."""
        for uitkomst in ("ja", "nee", "weg", "deur"):
            if wie in getattr(self, uitkomst):
                return uitkomst
        return self.rest


def iedereen(pad: str, **anders: object) -> Regel:
    """Open to all."""
    return Regel(pad, rest="ja", **anders)  # type: ignore[arg-type]


def account(pad: str, ja: frozenset[str] = ACCOUNTS, **anders: object) -> Regel:
    """For accounts with some role; the others of them hear no, everybody else is sent to the log-in."""
    return Regel(pad, ja=ja, nee=ACCOUNTS - ja, rest="deur", **anders)  # type: ignore[arg-type]


def sessieblad(pad: str, **anders: object) -> Regel:
    """A page of the gespreksleider about an own session; another organisation does not learn that it exists."""
    return Regel(pad, ja=EIGEN, nee=COLLEGAS, weg=VREEMD, rest="deur", **anders)  # type: ignore[arg-type]


def sessiedeur(pad: str, **anders: object) -> Regel:
    """The same rights, asked by a script: no page to log in on."""
    return Regel(pad, ja=EIGEN, weg=VREEMD, **anders)  # type: ignore[arg-type]


def verslag(pad: str, ja: frozenset[str] = BIJ, **velden: str) -> Regel:
    """Around a verslag: who was not there finds nothing."""
    return Regel(pad, ja=ja, nee=BIJ - ja, rest="weg", wereld="reactie", velden=velden)


def concept(pad: str, ja: frozenset[str] = frozenset(("leider", "collega", "lezer")), **velden: str) -> Regel:
    """A les on its way: for the leaders and trainers of its organisation."""
    binnen = frozenset(("leider", "collega", "lezer"))
    nee = (binnen - ja) | BEHEER
    return Regel(pad, ja=ja, nee=nee, weg=frozenset(("vreemde",)), rest="deur", wereld="na", velden=velden)


def eigen(daad: str, **velden: str) -> Regel:
    """A werkvorm of the organisation itself: whoever leads there; another organisation finds nothing."""
    return Regel(
        f"/werkvormen/eigen/{{werkvorm}}{daad}",
        ja=frozenset("leider collega lezer".split()),
        nee=BEHEER,
        weg=frozenset(("vreemde",)),
        rest="deur",
        velden=velden,
    )


def intrekken() -> Regel:
    """Only a trainer of the organisation takes a les out of the archive."""
    return Regel(
        "/lessen/{les}/intrekken",
        ja=frozenset(("lezer",)),
        nee=frozenset("leider collega beheerder".split()),
        weg=VREEMD,
        rest="deur",
        wereld="na",
    )


def geen_draad(pad: str, wie: frozenset[str], **anders: object) -> Regel:
    """A pattern that is not there: only whoever may ask learns that."""
    return Regel(pad, weg=wie, nee=ACCOUNTS - wie, rest="deur", **anders)  # type: ignore[arg-type]


BEDIENING = frozenset(("console", "co_gespreksleider"))
"""Who steers: the console, and a phone that was made second gespreksleider."""
ROUTES: dict[str, Regel] = {
    # open to all
    "GET /": iedereen("/"),
    "GET /.well-known/security.txt": iedereen("/.well-known/security.txt"),
    "GET /privacy": iedereen("/privacy"),
    "GET /static/stijl/<doek>.css": iedereen("/static/stijl/telefoon.css"),
    "GET /static/<path:naam>": iedereen("/static/css/tokens.css"),
    "GET /casussen": iedereen("/casussen"),
    "GET /casussen/<slug>": iedereen("/casussen/het-plan-in-de-la"),
    "GET /werkvormen": iedereen("/werkvormen"),
    "GET /werkvormen/<slug>": iedereen("/werkvormen/methodische-leerbijeenkomst"),
    "GET /werkvormen/vergelijk": iedereen("/werkvormen/vergelijk"),
    "GET /lessen": iedereen("/lessen"),
    "GET /mee": iedereen("/mee"),
    "GET /beamer": iedereen("/beamer"),
    "GET /afstand": iedereen("/afstand"),
    "GET /reactie": iedereen("/reactie"),
    "GET /rol": iedereen("/rol"),
    "GET /code": iedereen("/code"),
    "GET /opstelling": iedereen("/opstelling"),
    "GET /welkom": iedereen("/welkom"),
    "GET /inloggen": Regel("/inloggen", deur=frozenset(("half",)), rest="ja"),
    # a secret opens these, not a visitor
    "POST /mee": iedereen("/mee", velden={"code": "{code}"}),
    "POST /toegang": Regel("/toegang", rest="weg", velden={"geheim": "verzonnen"}, json=True),
    "POST /code": iedereen("/code", wereld="na", velden={"code": "{woorden}"}),
    "POST /code/sleutel": iedereen("/code/sleutel", wereld="na", velden={"code": "{woorden}", "les": "{concept}"}),
    "POST /code/terug": iedereen("/code/terug", wereld="na", velden={"code": "{woorden}", "wat": "casus", "welke": ""}),
    "POST /opstelling": iedereen("/opstelling"),
    "POST /welkom": iedereen("/welkom"),
    "POST /inloggen": Regel("/inloggen", rest="deur", velden={"email": "anna@voorbeeld.nl", "wachtwoord": "mis"}),
    # the own account
    "POST /uitloggen": Regel("/uitloggen", rest="deur"),
    "GET /tweede-factor": Regel("/tweede-factor", ja=ACCOUNTS | {"half"}, rest="deur"),
    "POST /tweede-factor": Regel("/tweede-factor", weg=ACCOUNTS | {"half"}, rest="deur"),
    "GET /account": account("/account"),
    "POST /account/wachtwoord": account("/account/wachtwoord"),
    "POST /account/overal-uit": Regel("/account/overal-uit", rest="deur"),
    # preparing
    "GET /sessies": account("/sessies"),
    "GET /sessies/nieuw": account("/sessies/nieuw", LEIDT),
    "POST /sessies/nieuw": account(
        "/sessies/nieuw", LEIDT, velden={"werkvorm": "methodische-leerbijeenkomst", "doe": "reken"}
    ),
    "POST /sessies/nu": account("/sessies/nu", LEIDT),
    # werkvormen of the organisation itself
    "GET /werkvormen/eigen": account("/werkvormen/eigen", LEIDT),
    "POST /werkvormen/<slug>/kopieer": account("/werkvormen/moreel-beraad/kopieer", LEIDT),
    "GET /werkvormen/eigen/<werkvorm>": eigen(""),
    "POST /werkvormen/eigen/<werkvorm>": eigen("", doe="tekst", toml="x", stempel="oud"),
    "POST /werkvormen/eigen/<werkvorm>/kijk": eigen("/kijk", toml="x"),
    "POST /werkvormen/eigen/<werkvorm>/stand": eigen("/stand", doe="publiceer", stempel="oud"),
    "POST /werkvormen/eigen/<werkvorm>/proef": eigen("/proef"),
    "GET /casussen/<slug>/leergids": account("/casussen/het-plan-in-de-la/leergids", LEIDT),
    "GET /sessies/<sessie>": sessieblad("/sessies/{sessie}"),
    "GET /sessies/<sessie>/plan": sessieblad("/sessies/{sessie}/plan"),
    "POST /sessies/<sessie>/plan": sessieblad("/sessies/{sessie}/plan"),
    "GET /sessies/<sessie>/wijzig": sessieblad("/sessies/{sessie}/wijzig", wereld="gepland"),
    "POST /sessies/<sessie>/wijzig": sessieblad("/sessies/{sessie}/wijzig", wereld="gepland"),
    "POST /sessies/<sessie>/verwijder": sessieblad("/sessies/{sessie}/verwijder", wereld="gepland"),
    "POST /sessies/<sessie>/code": sessieblad("/sessies/{sessie}/code"),
    "POST /sessies/<sessie>/rollink": sessieblad("/sessies/{sessie}/rollink", velden={"rol": "jurist"}),
    # the meeting itself
    "GET /sessies/<sessie>/console": sessiedeur("/sessies/{sessie}/console"),
    "GET /sessies/<sessie>/papier": sessiedeur("/sessies/{sessie}/papier"),
    "POST /sessies/<sessie>/beamerlink": sessiedeur("/sessies/{sessie}/beamerlink"),
    "POST /sessies/<sessie>/afstandslink": sessiedeur("/sessies/{sessie}/afstandslink"),
    "GET /beamer/<sessie>": Regel("/beamer/{sessie}", ja=frozenset(("beamer",))),
    "GET /sessies/<sessie>/afstand": Regel("/sessies/{sessie}/afstand", ja=BEDIENING),
    "GET /sessies/<sessie>/dicht": Regel("/sessies/{sessie}/dicht", ja=BEDIENING),
    "GET /sessies/<sessie>/invoervelden": Regel("/sessies/{sessie}/invoervelden", ja=BEDIENING),
    "GET /sessies/<sessie>/groepslijst": Regel("/sessies/{sessie}/groepslijst", ja=BEDIENING),
    "GET /sessies/<sessie>/rustpunten": Regel("/sessies/{sessie}/rustpunten?kaart={kaart}", ja=BEDIENING),
    "GET /sessies/<sessie>/draaiboek.json": Regel("/sessies/{sessie}/draaiboek.json", ja=BEDIENING),
    "GET /telefoon/<sessie>": Regel("/telefoon/{sessie}", ja=TELEFOONS, rest="deur"),
    "GET /telefoon/<sessie>/bord": Regel("/telefoon/{sessie}/bord", ja=TELEFOONS, wereld="online"),
    "POST /sessies/<sessie>/bijdrage": Regel(
        "/sessies/{sessie}/bijdrage", ja=TELEFOONS, velden={"stap": "s10", "tekst": "een les"}
    ),
    "POST /sessies/<sessie>/sluit": Regel(
        "/sessies/{sessie}/sluit", ja=EIGEN | {"console"}, nee=TELEFOONS | {"reactie"}, rest="weg"
    ),
    # after the meeting
    "GET /sessies/<sessie>/verslag": verslag("/sessies/{sessie}/verslag"),
    "GET /sessies/<sessie>/verslag.md": verslag("/sessies/{sessie}/verslag.md"),
    "POST /sessies/<sessie>/verslag/regel": verslag("/sessies/{sessie}/verslag/regel", LEIDING, regel="r1", doe="weg"),
    "POST /sessies/<sessie>/verslag/bezwaar": verslag(
        "/sessies/{sessie}/verslag/bezwaar", LEIDING, bezwaar="{bezwaar}"
    ),
    "POST /sessies/<sessie>/verslag/reactie": verslag("/sessies/{sessie}/verslag/reactie", regel="heel", tekst="ja"),
    "POST /sessies/<sessie>/verslag/reactie-weg": verslag(
        "/sessies/{sessie}/verslag/reactie-weg", LEIDING, reactie="{reactie}"
    ),
    "POST /sessies/<sessie>/verslag/reactie-door": verslag(
        "/sessies/{sessie}/verslag/reactie-door", LEIDING, reactie="{reactie}"
    ),
    "POST /sessies/<sessie>/verslag/toon": replace(
        verslag("/sessies/{sessie}/verslag/toon", LEIDING | {"inbrenger"}), wereld="na"
    ),
    "POST /sessies/<sessie>/verslag/blader": verslag("/sessies/{sessie}/verslag/blader", LEIDING),
    "POST /sessies/<sessie>/verslag/open": verslag("/sessies/{sessie}/verslag/open", LEIDING),
    "POST /sessies/<sessie>/verslag/link": verslag("/sessies/{sessie}/verslag/link", LEIDING),
    "POST /sessies/<sessie>/verslag/woorden": verslag("/sessies/{sessie}/verslag/woorden", frozenset(("inbrenger",))),
    # from verslag to les
    "GET /lessen/nieuw": Regel(
        "/lessen/nieuw?sessie={sessie}",
        ja=frozenset(("leider",)),
        nee=COLLEGAS | BEHEER,
        weg=frozenset(("vreemde",)),
        rest="deur",
        wereld="na",
    ),
    "POST /lessen/nieuw": Regel(
        "/lessen/nieuw",
        ja=frozenset(("leider",)),
        nee=COLLEGAS | BEHEER,
        weg=frozenset(("vreemde",)),
        rest="deur",
        wereld="na",
        velden={"sessie": "{sessie}"},
    ),
    "GET /lessen/onderweg": account("/lessen/onderweg", LEIDT),
    "GET /lessen/concept/<les>": concept("/lessen/concept/{concept}"),
    "POST /lessen/concept/<les>": concept("/lessen/concept/{concept}"),
    "POST /lessen/concept/<les>/aanbieden": concept("/lessen/concept/{concept}/aanbieden"),
    "POST /lessen/concept/<les>/weggooien": concept("/lessen/concept/{concept}/weggooien"),
    "GET /lessen/concept/<les>/delen": concept("/lessen/concept/{concept}/delen"),
    "POST /lessen/concept/<les>/delen": concept("/lessen/concept/{concept}/delen"),
    "GET /lessen/concept/<les>/nalezen": concept("/lessen/concept/{concept}/nalezen"),
    "POST /lessen/concept/<les>/plek": concept("/lessen/concept/{concept}/plek", doe="alles"),
    "GET /lessen/concept/<les>/lezen": concept("/lessen/concept/{concept}/lezen"),
    "POST /lessen/concept/<les>/lezen": concept("/lessen/concept/{concept}/lezen"),
    "POST /lessen/concept/<les>/kijk": concept("/lessen/concept/{concept}/kijk"),
    # taking a session along, and erasing it now
    "GET /sessies/<sessie>/wissen": sessieblad("/sessies/{sessie}/wissen"),
    "POST /sessies/<sessie>/wissen": sessieblad("/sessies/{sessie}/wissen"),
    "GET /sessies/<sessie>/alles.zip": sessieblad("/sessies/{sessie}/alles.zip"),
    # the archive
    "GET /lessen/<les>": Regel("/lessen/{les}", ja=ACCOUNTS - VREEMD, rest="weg", wereld="na"),
    "GET /lessen/<les>/intrekken": intrekken(),
    "POST /lessen/<les>/proberen": Regel(
        "/lessen/{les}/proberen", ja=LEIDT - VREEMD, nee=BEHEER, weg=frozenset(("vreemde",)), rest="deur", wereld="na"
    ),
    "POST /lessen/<les>/proef": account("/lessen/{les}/proef", LEIDT, wereld="na"),
    "POST /lessen/<les>/zorg": Regel(
        "/lessen/{les}/zorg",
        ja=frozenset(("lezer",)),
        nee=frozenset(("leider", "collega")) | BEHEER,
        weg=frozenset(("vreemde",)),
        rest="deur",
        wereld="na",
    ),
    "POST /lessen/<les>/draad": geen_draad("/lessen/{les}/draad", TRAINERS, wereld="na"),
    "GET /lessen/draden": account("/lessen/draden", LEIDT),
    "GET /lessen/draden/nieuw": account("/lessen/draden/nieuw", TRAINERS),
    "POST /lessen/draden/nieuw": account("/lessen/draden/nieuw", TRAINERS),
    "GET /lessen/draden/<draad>": geen_draad("/lessen/draden/bestaatniet", LEIDT),
    "GET /lessen/draden/<draad>/wijzig": geen_draad("/lessen/draden/bestaatniet/wijzig", TRAINERS),
    "POST /lessen/draden/<draad>/wijzig": geen_draad(
        "/lessen/draden/bestaatniet/wijzig", TRAINERS, velden={"soort": "drempel", "naam": "iedereen wacht"}
    ),
    "POST /lessen/draden/<draad>/weg": geen_draad("/lessen/draden/bestaatniet/weg", TRAINERS),
    "GET /lessen/feed.atom": iedereen("/lessen/feed.atom"),
    "GET /lessen/alles.zip": iedereen("/lessen/alles.zip"),
    # asked by form the role comes first: a beheerder hears no, whatever the les
    "POST /lessen/<les>/intrekken": replace(
        intrekken(), nee=frozenset("leider collega beheerder vreemde_beheerder".split()), weg=frozenset(("vreemde",))
    ),
    # running the house
    "GET /beheer": account("/beheer", BEHEER),
    "GET /beheer/organisatie": account("/beheer/organisatie", BEHEER),
    "GET /beheer/afwegingskader": account("/beheer/afwegingskader", BEHEER),
    "POST /beheer/afwegingskader": account(
        "/beheer/afwegingskader", BEHEER, velden={"sector": "onderwijs", "tekst": ""}
    ),
    "GET /beheer/inhoud": account("/beheer/inhoud", BEHEER),
    "GET /beheer/logboek": account("/beheer/logboek", BEHEER),
    "GET /beheer/gezondheid": account("/beheer/gezondheid", BEHEER),
    "POST /beheer/accounts": account("/beheer/accounts", BEHEER),
    "POST /beheer/organisatie": account("/beheer/organisatie", BEHEER),
    "GET /beheer/accounts/<account>": Regel(
        "/beheer/accounts/{account}",
        ja=frozenset(("beheerder",)),
        nee=LEIDT,
        weg=frozenset(("vreemde_beheerder",)),
        rest="deur",
    ),
    "POST /beheer/accounts/<account>": Regel(
        "/beheer/accounts/{account}",
        ja=frozenset(("beheerder",)),
        nee=LEIDT,
        weg=frozenset(("vreemde_beheerder",)),
        rest="deur",
    ),
}


# ---- the live line -----------------------------------------------------------------------------------------

VRIJ = frozenset(("kijk_na", "ik", "beeld_graag", "tijd"))
"""Events that change nothing and tell nobody anything new: whoever is on a line may ask them."""
GEBEURTENISSEN: dict[str, str] = {
    "bijdrage": "bijdrage",
    "wijzig": "wijzig",
    "intrekken": "intrekken",
    "klaar": "klaar",
    "hand": "hand",
    "noodrem": "noodrem",
    "vraag_rol": "vraag_rol",
    "kies_groep": "kies_groep",
    "groep zet": "groepen",
    "stuur_graag": "stap_graag",
    "berichten": "lees_bericht",
    "trek_casus_in": "trek_casus",
    "zaal": "beamer",
    "deelnemer geef_rol": "geef_rol",
    "deelnemer neem_rol": "geef_rol",
    "deelnemer verwijder": "verwijder",
    "deelnemer laat_binnen": "verwijder",
}
"""Event (and what it does) -> the act of verloop.rechten.TABEL it needs. `stuur` follows from regie.sturen.DADEN."""
BLADDADEN = frozenset("sluit verzegel toon_verslag neem_regel_weg geef_regel_vrij reageer".split())
"""Acts that are done on a page and not on the line; `verzegel` is a bijdrage before the door opens."""
