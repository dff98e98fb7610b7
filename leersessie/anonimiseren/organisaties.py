"""Laag: een bepaalde school, praktijk, club, winkel. Een soortwoord en een naam, in welke volgorde ook.

General roles (Veilig Thuis, GGD) are on the list of what may stay; this layer does not touch them.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from leersessie.anonimiseren.cues import WERKWOORDEN, find_na, find_voor, is_los, is_werkwoord
from leersessie.anonimiseren.lijsten import read_regels, read_woorden
from leersessie.anonimiseren.model import MASK, REVIEW, Vondst
from leersessie.anonimiseren.plat import fold
from leersessie.anonimiseren.tabel import read_tabel
from leersessie.anonimiseren.tokens import WOORD, Token, make_variants

ORG = frozenset(read_woorden("organisatiesoorten.txt"))
_LIDWOORD = frozenset(("de", "het", "'t", "t", "al", "el", "sint", "st", "van", "den", "der", "ter", "op"))
_VAAG = frozenset(
    "school opvang kerk winkel bedrijf praktijk club stichting instelling gemeente  kliniek "
    "ziekenhuis college supermarkt boerderij vereniging academie".split()
)
"""Kinds that stand in small letters before other things too: 'op school de juf'."""
_STAART = (
    "school", "college", "lyceum", "kliniek", "praktijk", "kerk", "moskee", "gasthuis", "ziekenhuis", "gymnasium",
    "mavo", "stichting", "hoeve", "huis",
)  # fmt: skip
_BV = frozenset(("bv", "nv", "vof", "b.v", "n.v", "v.o.f"))
_STOP = frozenset(
    "en of maar dat die waar heeft is was in op bij met van voor naar te om niet ook als toen want omdat dus".split()
)
_GROOT_HUIS = frozenset(
    "ziekenhuis kliniek moskee kerk school college lyceum gymnasium opvang asielzoekerscentrum".split()
)
_PLEK = frozenset("stage kamer plek geplaatst werkt werkte behandeling opname cliënt client vrijwilliger".split())
_IEMAND = frozenset(
    "collega juf meester mentor begeleider begeleidster leidster coach behandelaar trainer leerkracht".split()
)
_HULP = frozenset(
    "logopedie fysio fysiotherapie therapie speltherapie ergotherapie dagbesteding training traint turnt danst zwemt "
    "werkt werkte stage".split()
)
"""What people do at a place whose name is one made-up word: 'logopedie bij spraaksaam'."""
_AFGEKORT = frozenset("vv sv fc sc rkvv kv hc tc avv zvv mhc ltc cbs obs rkbs ikc kdv psz".split())
"""Kinds of club and school in short, which belong to the name: 'VV Steenwijk', 'cbs de rank'."""
_BEELD = (
    "nest", "boom", "bloem", "wijzer", "plank", "toren", "vlinder", "vogel", "burcht", "hut", "ster", "zwaluw", "beer",
    "schelp", "kasteel", "eiland", "parel", "molentje", "boot", "vlieger", "steen", "klaver", "hoorn", "egel", "duin",
)  # fmt: skip
"""Last parts of names that schools and day care often have: 'bij de klimboom'."""
_GEWONE_BEELDEN = frozenset(
    "boom bloem toren hut ster eiland boot steen meester minister kerstboom woonboot reddingsboot stamboom "
    "schiereiland venster rooster klooster register theater kantoortoren grafsteen baksteen steunsteen kuur fenster "
    "beslisboom bouwsteen obstakel struikelsteen mijlsteen bladsteen leisteen drempelsteen edelsteen".split()
)
Claim = tuple[int, int, Vondst]


@cache
def _bekend() -> dict[str, tuple[tuple[tuple[str, ...], bool], ...]]:
    """First word -> names of organisations that begin with it; False when it is a word too ('~' in the list)."""
    per_eerste: dict[str, list[tuple[tuple[str, ...], bool]]] = {}
    for regel in read_regels("organisaties.txt"):
        groep = tuple(fold(hit.group()) for hit in WOORD.finditer(regel))
        per_eerste.setdefault(groep[0], []).append((groep, not regel.startswith("~")))
    return {eerste: tuple(sorted(g, key=lambda p: -len(p[0]))) for eerste, g in per_eerste.items()}


def find_organisaties(tekst: str, tokens: list[Token], bezet: list[bool]) -> Iterator[Claim]:
    """Every specific organisation; yields the tokens it takes and the finding."""
    i = 0
    while i < len(tokens):
        verhaal = i > 0 and tokens[i].hoofd and tokens[i - 1].plat in ORG  # 'psz Pinokkio'
        vrij = tokens[i].vrij and not verhaal and not _starts_bekend(tokens, i)
        claim = None if vrij else _find_one(tokens, i)
        if claim is not None:
            yield claim
        i = claim[1] if claim is not None else i + 1


def _find_one(tokens: list[Token], i: int) -> Claim | None:
    return (
        _find_bekend(tokens, i)
        or _find_na_soort(tokens, i)
        or _find_lidwoord(tokens, i)
        or _find_staart(tokens, i)
        or _find_schoolnaam(tokens, i)
        or _find_na_plek(tokens, i)
        or _find_leus(tokens, i)
    )


def _starts_bekend(tokens: list[Token], i: int) -> bool:
    return tokens[i].plat in _bekend()


def _to_claim(tokens: list[Token], begin: int, eind: int, tier: str, reden: str) -> Claim:
    return begin, eind, Vondst(tokens[begin].start, tokens[eind - 1].end, "ORGANISATIE", tier, reden)


def _find_bekend(tokens: list[Token], i: int) -> Claim | None:
    """A name of the list; one that is a word too needs a capital inside the sentence."""
    for groep, zeker in _bekend().get(tokens[i].plat, ()):
        eind = i + len(groep)
        if tuple(t.plat for t in tokens[i:eind]) != groep:
            continue
        if zeker or (tokens[i].hoofd and not tokens[i].begin_zin):
            return _to_claim(tokens, i, eind, MASK if zeker else REVIEW, "organisatie")
    return None


def _find_na_soort(tokens: list[Token], i: int) -> Claim | None:
    """'basisschool De Wegwijzer', 'moskee al noor', 'huisartsenpraktijk de linde'."""
    soort = tokens[i - 1] if i else None
    if soort is None or soort.plat not in ORG or tokens[i].begin_zin or tokens[i].voor not in (" ", ": ", ' "', " '"):
        return None
    plek = i
    while plek < len(tokens) and plek - i < 3 and tokens[plek].plat in _LIDWOORD and is_los(tokens[plek].voor or " "):
        plek += 1
    if plek >= len(tokens) or tokens[plek].begin_zin or (plek > i and not is_los(tokens[plek].voor)):
        return None
    kern = tokens[plek]
    arabisch = plek > i and tokens[i].plat in ("al", "el")
    verhaal = kern.hoofd and soort.plat not in _VAAG  # 'psz Pinokkio'
    mag_blijven = (
        (kern.vrij and not arabisch and not verhaal) or (is_werkwoord(kern) and plek == i) or kern.plat in _STOP
    )
    if soort.plat == "gemeente" or mag_blijven:
        return None
    na = find_na(tokens, plek)
    gewoon = not kern.hoofd and kern.has("w") and not kern.has("t")
    if gewoon and na is not None and na.has("vsEp") and not na.has("w"):
        return _to_claim(tokens, i, plek + 2, MASK, "na_organisatie")
    onbekend = kern.soort == "u" or (kern.has("vxsyEpq") and not kern.has("w"))
    van = plek > i and tokens[i].plat == "van" and kern.has("s")
    if kern.hoofd or onbekend or van:
        begin = i - 1 if soort.plat in _AFGEKORT and is_los(tokens[i].voor) else i
        return _to_claim(tokens, begin, _end_of_name(tokens, plek), MASK, "na_organisatie")
    los = plek == i and (na is None or na.plat in _STOP) and not kern.has("t") and not kern.hoofd
    ervoor = find_voor(tokens, i - 1)
    if los and soort.plat not in _VAAG and ervoor is not None and ervoor.plat in ("bij", "van", "naar", "op", "in"):
        kort = soort.plat in _AFGEKORT  # 'bij vv vooruit'; 'bij kapsalon stijl' is a doubt
        return _to_claim(tokens, i - kort, i + 1, MASK if kort else REVIEW, "na_organisatie")
    paar = plek == i and na is not None and is_los(na.voor) and not kern.hoofd and not is_werkwoord(kern)
    if paar and na is not None and kern.soort in ("f", "F") and soort.plat not in _VAAG and not is_werkwoord(na):
        return _to_claim(tokens, i, i + 2, REVIEW, "na_organisatie")  # 'peuterspeelzaal dikkie dik'
    return _judge_lidwoord(tokens, i, plek, arabisch)


def _judge_lidwoord(tokens: list[Token], i: int, plek: int, arabisch: bool) -> Claim | None:
    """Small letters only: 'bso de bengels', 'garage de wit', 'moskee el islam', 'zorgboerderij de groene weide'."""
    if plek == i or tokens[i].plat not in ("de", "het", "'t", "t", "al", "el", "sint", "st"):
        return None
    soort, kern, na = tokens[i - 1], tokens[plek], find_na(tokens, plek)
    voor = tokens[i - 2].plat if i > 1 and not soort.begin_zin else ""
    if arabisch:
        return _to_claim(tokens, i, plek + 1, MASK, "na_organisatie")
    if soort.plat in _VAAG:
        naam = voor in ("bij", "van", "naar", "in") and kern.has("s") and not kern.has("v")
        return _to_claim(tokens, i, plek + 1, REVIEW, "na_organisatie") if naam else None
    if voor in ("de", "het", "een", "deze", "die", "onze", "haar", "zijn"):
        return None
    twee = kern.plat.endswith("e") and na is not None and na.has("w") and not na.has("t") and na.plat not in WERKWOORDEN
    return _to_claim(tokens, i, plek + 1 + twee, REVIEW if kern.has("t") else MASK, "na_organisatie")


def _end_of_name(tokens: list[Token], plek: int) -> int:
    """Take the words with a capital, or the strange ones, that follow."""
    eind = plek + 1
    while eind < len(tokens) and eind - plek < 5 and is_los(tokens[eind].voor) and not tokens[eind].begin_zin:
        token = tokens[eind]
        groot = token.hoofd and not token.vrij
        vreemd = not token.hoofd and (token.soort == "u" or (token.has("sy") and not token.has("w")))
        if not (groot or (vreemd and not tokens[plek].hoofd)):
            break
        eind += 1
    return eind


def _find_lidwoord(tokens: list[Token], i: int) -> Claim | None:
    """'naar De Wegwijzer': an article with a capital inside a sentence, before a word with one."""
    token, na = tokens[i], find_na(tokens, i)
    if token.begin_zin or not token.hoofd or token.plat not in ("de", "het", "'t", "t") or na is None or not na.hoofd:
        return None
    voor = find_voor(tokens, i)
    if na.vrij or voor is None or voor.hoofd or (na.has("sy") and not na.has("w") and not na.has("E")):
        return None
    if voor.plat in ("mevrouw", "meneer", "mw", "dhr", "mevr", "heer", "familie", "fam", "juf", "meester", "dokter"):
        return None
    return _to_claim(tokens, i, _end_of_name(tokens, i + 1), MASK, "lidwoord_hoofdletter")


def _find_staart(tokens: list[Token], i: int) -> Claim | None:
    """'Stedelijk College', 'julianaschool', 'bakkerij jansen bv': the kind of organisation at the end."""
    token = tokens[i]
    na = find_na(tokens, i)
    if na is not None and na.plat in _GROOT_HUIS and token.has("p") and not token.has("w"):
        return _to_claim(tokens, i, i + 2, MASK, "organisatie")  # 'deventer ziekenhuis'
    if na is not None and not token.has("t") and na.plat in _BV:
        return _to_claim(tokens, i, i + 2, MASK, "organisatie")
    if na is not None and na.hoofd and na.plat in ORG and token.hoofd and not token.has("t") and not token.begin_zin:
        return _to_claim(tokens, i, i + 2, MASK, "organisatie")
    if (
        na is not None
        and na.plat in ("college", "lyceum", "gymnasium", "mavo")
        and not token.hoofd
        and not token.has("w")
    ):
        return _to_claim(tokens, i, i + 2, MASK, "organisatie")
    staart = next((s for s in _STAART if token.plat.endswith(s) and len(token.plat) >= len(s) + 4), "")
    if not staart or token.has("wvs") or token.soort not in ("u", "f", "c", "E"):
        return None
    return _judge_staart(tokens, i, staart)


def _judge_staart(tokens: list[Token], i: int, staart: str) -> Claim | None:
    kop = tokens[i].plat.removesuffix(staart).rstrip("-")
    letters = read_tabel().look(kop) or read_tabel().look(kop.removesuffix("s"))
    naam = bool(set(letters) & set("vsEpM")) and "w" not in letters
    if naam or (not letters and staart not in ("huis", "stichting", "praktijk") and tokens[i].soort == "u"):
        return _to_claim(tokens, i, i + 1, MASK, "organisatie")
    return None


def _find_leus(tokens: list[Token], i: int) -> Claim | None:
    """'van Sterk in Werk': plain words with capitals inside a sentence, around a preposition."""
    rij = tokens[i : i + 3]
    if len(rij) < 3 or rij[0].begin_zin or rij[1].plat not in ("in", "op", "aan", "voor", "met"):
        return None
    groot = all(t.hoofd and not t.vrij and t.has("w") and not t.has("vsp") for t in (rij[0], rij[2]))
    los = all(t.voor == " " and not t.begin_zin for t in rij[1:])
    return _to_claim(tokens, i, i + 3, REVIEW, "organisatie") if groot and los else None


def _find_na_plek(tokens: list[Token], i: int) -> Claim | None:
    """'stage bij het kopland', 'collega tamar van de klimop', 'het alfa college': somebody has a place there."""
    token, na = tokens[i], find_na(tokens, i)
    if i > 1 and tokens[i - 1].plat == "bij" and tokens[i - 2].plat in _HULP and token.soort in ("c", "u"):
        return _to_claim(tokens, i, i + 1, REVIEW, "schoolnaam")
    if i < 3 or token.hoofd or token.has("t") or token.plat in ORG or not (token.has("w") or token.soort in ("c", "F")):
        return None
    if tokens[i - 1].plat not in ("de", "het"):
        return None
    if na is not None and na.plat in ("college", "lyceum", "gymnasium"):
        return _to_claim(tokens, i, i + 2, REVIEW, "organisatie")
    persoon = tokens[i - 4].plat in _IEMAND and not tokens[i - 3].has("w") if i > 3 else False
    werkt = tokens[i - 3].plat in _PLEK and tokens[i - 2].plat == "bij"
    if werkt or (persoon and tokens[i - 2].plat in ("van", "bij")):
        return _to_claim(tokens, i, i + 1, REVIEW, "schoolnaam")
    return None


def is_plekwoord(plat: str) -> bool:
    """True for a word around which a plain word can be a school or a home: 'stage bij het …', 'op de regenboog'."""
    return plat in _PLEK or plat in _IEMAND or plat in _schoolnamen() or plat.endswith(_BEELD)


@cache
def _schoolnamen() -> frozenset[str]:
    return frozenset(fold(w) for w in read_woorden("schoolnamen.txt"))


@cache
def _bijna_schoolnamen() -> frozenset[str]:
    """Names of schools and what is left of them without one letter: 'de wegwijser', 'de regenbog'."""
    return frozenset(variant for naam in _schoolnamen() if len(naam) >= 6 for variant in make_variants(naam))


def _is_bijna_schoolnaam(token: Token) -> bool:
    return token.soort == "F" and not _bijna_schoolnamen().isdisjoint(make_variants(token.plat))


def _find_schoolnaam(tokens: list[Token], i: int) -> Claim | None:
    """'zit op de regenboog': a name that schools and homes often have, behind 'op de' or 'van de'."""
    token, voor = tokens[i], find_voor(tokens, i)
    bekend = token.plat in _schoolnamen() or (token.plat.endswith(_BEELD) and token.soort in ("c", "u", "w"))
    bekend = bekend or _is_bijna_schoolnaam(token)
    if not bekend or voor is None or voor.plat not in ("de", "het", "'t") or i < 2:
        return None
    if tokens[i - 2].plat not in ("op", "naar", "bij", "van", "vanuit") or token.plat in _GEWONE_BEELDEN:
        return None
    return _to_claim(tokens, i - 1, i + 1, REVIEW, "schoolnaam")
