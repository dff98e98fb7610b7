"""Een datamap met sessies die al lopen, voordat de server start; gemaakt met dezelfde daden als in het echt."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

from leersessie.config import Config, content_dir
from leersessie.regie.sturen import steer
from leersessie.regie.voorbereiden import Voorbereiding, prepare
from leersessie.regie.wie import GESPREKSLEIDER, Wie
from leersessie.store import Store, open_store
from leersessie.toegang.accounts import ensure_opstelling, set_up
from leersessie.toegang.bewijzen import give_bewijs
from leersessie.werkvormen import read_werkvorm

WERKVORM = Path(__file__).with_name("werkvorm.toml")
STAP = "vrij"
UUR_MS = 3_600_000


@dataclass(frozen=True, slots=True)
class Meetsessie:
    """One session for the load: its id, its code, and the token of its beamer."""

    sessie: str
    code: str
    beamer: str

    def to_dict(self) -> dict[str, str]:
        """For the load generator."""
        return asdict(self)


def prepare_data(data: Path, sessies: int) -> list[Meetsessie]:
    """Fill an empty data folder with sessions that stand in the step where everybody types."""
    config = Config(data=data)
    store = open_store(config)
    try:
        account = _set_up(store, config)
        return [_open_sessie(store, config, account) for _ in range(sessies)]
    finally:
        store.close()


@dataclass(frozen=True, slots=True)
class Zitting:
    """One prepared session that nobody opened yet: its code, and the token of a console."""

    code: str
    console: str


def prepare_zitting(data: Path) -> Zitting:
    """Fill an empty data folder with one methodische leerbijeenkomst."""
    config = Config(data=data)
    store = open_store(config)
    try:
        account = _set_up(store, config)
        toml = (content_dir("werkvormen") / "methodische-leerbijeenkomst.toml").read_text("utf-8")
        werkvorm, wensen = read_werkvorm(toml, "meting"), Voorbereiding(naam="Meting")
        nieuw = prepare(store, config, organisatie=1, account=account, werkvorm=werkvorm, toml=toml, wensen=wensen)
        geldig = 12 * UUR_MS
        token = store.transact(lambda v: give_bewijs(v, config, nieuw.id, "console", geldig_ms=geldig, account=account))
        return Zitting(nieuw.code, token)
    finally:
        store.close()


def _set_up(store: Store, config: Config) -> int:
    geheim = ensure_opstelling(store, config) or ""
    wie = {"naam": "Meter", "email": "meter@voorbeeld.nl", "wachtwoord": "kiezel lantaarn veer 7"}
    return set_up(store, config, geheim, organisatie="Meting", **wie)


def _open_sessie(store: Store, config: Config, account: int) -> Meetsessie:
    toml = WERKVORM.read_text("utf-8")
    nieuw = prepare(
        store,
        config,
        organisatie=1,
        account=account,
        werkvorm=read_werkvorm(toml, "meting"),
        toml=toml,
        wensen=Voorbereiding(naam="Meting"),
    )
    wie = Wie(GESPREKSLEIDER, account=account)
    for daad in ("open", "begin"):
        gezien = store.load(nieuw.id).stand.stuurseq
        steer(store, config, nieuw.id, wie, daad, {}, gezien)
    beamer = store.transact(lambda v: give_bewijs(v, config, nieuw.id, "beamer", geldig_ms=12 * UUR_MS))
    return Meetsessie(nieuw.id, nieuw.code, beamer)
