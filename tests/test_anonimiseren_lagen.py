"""De lagen van de controle: wat gevonden moet worden, in welke vorm ook, en wat moet blijven staan."""

from __future__ import annotations

import pytest

from leersessie.anonimiseren import analyse

MASK = [
    ("mail naar jan.de-vries+werk@ziggo.nl graag", "EMAIL", "jan.de-vries+werk@ziggo.nl"),
    ("jan (at) ziggo (punt) nl", "EMAIL", "jan (at) ziggo (punt) nl"),
    ("bereikbaar: tiny apenstaartje kpn punt nl.", "EMAIL", "tiny apenstaartje kpn punt nl"),
    ("zie www.basisschooldester.nl/groep5", "URL", "www.basisschooldester.nl/groep5"),
    ("zie facebook.com/anja.bakker", "URL", "facebook.com/anja.bakker"),
    ("ze heet @sanne.x op insta", "ACCOUNT", "@sanne.x"),
    ("snap: lief_meisje12", "ACCOUNT", "lief_meisje12"),
    ("rekening NL91 ABNA 0417 1643 00 en dan", "IBAN", "NL91 ABNA 0417 1643 00"),
    ("nl91abna0417164300", "IBAN", "nl91abna0417164300"),
    ("NL91ABNA0417164301", "IBAN", "NL91ABNA0417164301"),
    ("DE89 3704 0044 0532 0130 00", "IBAN", "DE89 3704 0044 0532 0130 00"),
    ("rekeningnummer 41.71.64.300", "IBAN", "41.71.64.300"),
    ("nummer 111222333 staat erin", "BSN", "111222333"),
    ("nummer 111 222 333 staat erin", "BSN", "111 222 333"),
    ("nummer 11-12-22-333 staat erin", "BSN", "11-12-22-333"),
    ("bsn 123456781", "BSN", "123456781"),
    ("BSN: 1234 56 78", "BSN", "1234 56 78"),
    ("sofinummer is 123.456.789", "BSN", "123.456.789"),
    ("bel 06 12 34 56 78", "TELEFOON", "06 12 34 56 78"),
    ("bel 06-12345678.", "TELEFOON", "06-12345678"),
    ("tel. (038) 421 22 33", "TELEFOON", "(038) 421 22 33"),
    ("+31 6 1234 5678", "TELEFOON", "+31 6 1234 5678"),
    ("0031612345678", "TELEFOON", "0031612345678"),
    ("+48 601 234 567", "TELEFOON", "+48 601 234 567"),
    ("nul zes een twee drie vier vijf zes zeven acht", "TELEFOON", "nul zes een twee drie vier vijf zes zeven acht"),
    ("auto met GH-456-J", "KENTEKEN", "GH-456-J"),
    ("kenteken gh456j", "KENTEKEN", "gh456j"),
    ("de auto, 12-abc-3, stond er", "KENTEKEN", "12-abc-3"),
    ("dossier 2024-009988", "DOSSIERNUMMER", "2024-009988"),
    ("cliëntnummer 88123", "DOSSIERNUMMER", "88123"),
    ("SKJ-registratie 110012345", "DOSSIERNUMMER", "110012345"),
    ("zaak C/16/512345 / JE RK 23-1234", "DOSSIERNUMMER", "C/16/512345 / JE RK 23-1234"),
    ("pv PL0900-2023123456", "DOSSIERNUMMER", "PL0900-2023123456"),
    ("ECLI:NL:RBMNE:2023:1234", "DOSSIERNUMMER", "ECLI:NL:RBMNE:2023:1234"),
    ("V-nummer 2801234567", "DOSSIERNUMMER", "2801234567"),
    ("woont op 8011 CD", "POSTCODE", "8011 CD"),
    ("woont op 8011cd", "POSTCODE", "8011cd"),
    ("in de Havenstraat 7-2 boven", "ADRES", "Havenstraat 7-2"),
    ("op de Prins Hendrikkade", "ADRES", "Prins Hendrikkade"),
    ("kerkstraat 12a", "ADRES", "kerkstraat 12a"),
    ("postbus 1234", "ADRES", "postbus 1234"),
    ("op 4-2-2015 geboren", "DATUM", "4-2-2015"),
    ("op 04.02.15", "DATUM", "04.02.15"),
    ("op 2015-02-04", "DATUM", "2015-02-04"),
    ("op 12 maart 2026 belde", "DATUM", "12 maart 2026"),
    ("op 3 mrt belde", "DATUM", "3 mrt"),
    ("de twaalfde maart", "DATUM", "twaalfde maart"),
    ("geboren in 1987", "DATUM", "1987"),
    ("geb. 04022015", "DATUM", "04022015"),
    ("uit '87", "DATUM", "'87"),
    ("on March 12, 2026", "DATUM", "March 12, 2026"),
    ("haar zoon van 7 sliep", "LEEFTIJD", "7"),
    ("haar dochter is zeven.", "LEEFTIJD", "zeven"),
    ("een 7-jarige jongen", "LEEFTIJD", "7"),
    ("een baby van 3 maanden", "LEEFTIJD", "3"),
    ("twee kinderen van 4 en 6 jaar", "LEEFTIJD", "4 en 6"),
    ("de jongste (5)", "LEEFTIJD", "5"),
    ("hij is drieëntwintig jaar oud", "LEEFTIJD", "drieëntwintig"),
    ("an 8-year-old girl", "LEEFTIJD", "8"),
    ("mevrouw De Bruin belde", "PERSOON", "De Bruin"),
    ("juf Sanne belde", "PERSOON", "Sanne"),
    ("haar zoon Anas slaapt", "PERSOON", "Anas"),
    ("dhr. J.P. van der Berg", "PERSOON", "J.P. van der Berg"),
    ("op basisschool De Wegwijzer", "ORGANISATIE", "De Wegwijzer"),
    ("in de gemeente Veldhoek", "PLAATS", "Veldhoek"),
    ("we zagen Samira daar", "PERSOON", "Samira"),
    ("het wijkteam in Snakkerdam", "PLAATS", "Snakkerdam"),
    ("ik sprak met Van der Meer vandaag", "PERSOON", "Van der Meer"),
    ("Samira Haddou belt ons", "PERSOON", "Samira Haddou"),
    ("wij spraken samira haddou", "PERSOON", "samira haddou"),
    ("roos was boos op haar", "PERSOON", "roos"),
    ("mw bakker belde", "PERSOON", "bakker"),
]


@pytest.mark.parametrize(("tekst", "soort", "plek"), MASK)
def test_dit_wordt_voorgesteld_om_te_vervangen(tekst: str, soort: str, plek: str) -> None:
    """Exactly this place, with this type, and nothing else in the sentence is masked."""
    gevonden = [(s.type, tekst[s.start : s.end]) for s in analyse(tekst) if s.tier == "mask"]
    assert gevonden == [(soort, plek)]


REVIEW = [
    ("we praten over Onderbreking daar", "NAAM", "Onderbreking"),
    ("dat is een yorrith voor haar", "PERSOON", "yorrith"),
    ("het wijkteam in Veldhoek", "PLAATS", "Veldhoek"),
    ("hij zit op de regenboog", "ORGANISATIE", "de regenboog"),
    ("dat was in maart 2015", "DATUM", "maart 2015"),
    ("we hadden 54321 op papier", "DOSSIERNUMMER", "54321"),
]


@pytest.mark.parametrize(("tekst", "soort", "plek"), REVIEW)
def test_hier_moet_iemand_kijken(tekst: str, soort: str, plek: str) -> None:
    """A capital of which we do not know what it names is shown, not replaced."""
    assert [(s.type, s.tier, tekst[s.start : s.end]) for s in analyse(tekst)] == [(soort, "review", plek)]


VRIJ = [
    "Heb je Veilig Thuis om advies gevraagd? Ook de Raad voor de Kinderbescherming en de GGD?",
    "Een roos op tafel en verder stilte.",
    "Kind A en kind B wonen bij moeder; ouder B niet.",
    "Voor kinderen van 4 tot 6 jaar, 0-4 jarigen en 12+.",
    "Na 3 weken belden we weer. Dat duurde twee jaar. Al 5 jaar lang.",
    "Bel 112, of 0800-2000, of 14 030.",
    "De schuld was € 125.000 en later 30000 euro.",
    "In 2019 is het misgegaan. Artikel 1:255 BW.",
    "Kijk op www.veiligthuis.nl of https://www.nji.nl/meldcode.",
    "Zij zei: ‘Als het moet, bel ik.’ Daarna bleef het stil.",
    "1. Eerst de feiten.\n2. Dan de weging.\n- Wat weten we niet?",
    "Ervaring 2 en antwoord 3 gaan over de snelweg 2 keer.",
    "We gebruikten Signs of Safety en de Eisenhower-matrix in Nederland.",
    "Het plan voor 2015-2018 lag in een la.",
    "The child lives with mother. I asked: what do you need?",
]


@pytest.mark.parametrize("tekst", VRIJ)
def test_dit_blijft_staan(tekst: str) -> None:
    """General roles, methods, durations, money, help lines: no flag at all."""
    assert [(s.type, tekst[s.start : s.end]) for s in analyse(tekst)] == []


@pytest.mark.parametrize("iban", ["NL02ABNA0123456789", "BE68539007547034", "GB29NWBK60161331926819"])
def test_iban_van_meer_landen(iban: str) -> None:
    """With spaces in fours and in small letters too."""
    for vorm in (iban, iban.lower(), " ".join(iban[i : i + 4] for i in range(0, len(iban), 4))):
        assert [(s.type, vorm[s.start : s.end]) for s in analyse(vorm)] == [("IBAN", vorm)]


SIDECODES = (
    "AB-12-34 12-34-AB 12-AB-34 AB-12-CD AB-CD-12 12-AB-CD 12-ABC-3 1-ABC-23 AB-123-C A-123-BC "
    "ABC-12-D A-12-BCD 1-AB-234 123-AB-4 "
)


@pytest.mark.parametrize("kenteken", SIDECODES.split())
def test_alle_veertien_kentekens(kenteken: str) -> None:
    """In capitals and small letters."""
    for vorm in (kenteken, kenteken.lower()):
        assert [(s.type, s.tier) for s in analyse(f"de auto {vorm} stond er")] == [("KENTEKEN", "mask")]
