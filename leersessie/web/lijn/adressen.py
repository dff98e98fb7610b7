"""De adressen van deze machine: waar mensen binnen mogen komen, en vanaf welke bladzijde een lijn open mag.

Only explicit addresses of our own: a header that a visitor or a foreign page can set changes nothing.
"""

from __future__ import annotations

import contextlib
import fcntl
import ipaddress
import socket
import struct
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from urllib.parse import urlsplit

from leersessie.config import Config

VERS_S = 10.0
"""A laptop that joins the Wi-Fi after the start gets a new address; look again at most this often."""
THUIS = ("localhost", "127.0.0.1", "::1")
SIOCGIFADDR = 0x8915
STANDAARD = {"http": 80, "https": 443}


def list_adressen() -> tuple[str, ...]:
    """Every name and IP address of this machine, loopback first. Asks no other machine."""
    naam = socket.gethostname().lower()
    gevonden = [*THUIS, naam, f"{naam.partition('.')[0]}.local", *_list_ipv4(), *_list_ipv6()]
    with contextlib.suppress(OSError):
        gevonden += [str(rij[4][0]).partition("%")[0] for rij in socket.getaddrinfo(naam, None)]
    return tuple(dict.fromkeys(adres for adres in gevonden if adres))


def _list_ipv4() -> list[str]:
    adressen = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sok:
        for _, kaart in socket.if_nameindex():
            with contextlib.suppress(OSError):
                vraag = struct.pack("256s", kaart.encode()[:15])
                adressen.append(socket.inet_ntoa(fcntl.ioctl(sok.fileno(), SIOCGIFADDR, vraag)[20:24]))
    return adressen


def _list_ipv6() -> list[str]:
    adressen = []
    with contextlib.suppress(OSError, ValueError):
        for regel in Path("/proc/net/if_inet6").read_text("ascii").splitlines():
            adres = ipaddress.IPv6Address(int(regel.split()[0], 16))
            if not adres.is_link_local:
                adressen.append(str(adres))
    return adressen


def to_origin(schema: str, naam: str, port: int) -> str:
    """An origin as a browser writes it: brackets around IPv6, no port when it is the usual one."""
    naam = f"[{naam}]" if ":" in naam else naam
    return f"{schema}://{naam}" if STANDAARD.get(schema) == port else f"{schema}://{naam}:{port}"


def allowed_origins(config: Config, host: str, port: int, adressen: Iterable[str] | None = None) -> frozenset[str]:
    """The origins a page may have to open a line here: this machine on this port, and LEERSESSIE_ADRES."""
    namen = list(list_adressen() if adressen is None else adressen)
    if not _is_everywhere(host):
        namen.append(host.lower())
    origins = {to_origin("http", naam, port) for naam in namen}
    if config.adres:
        delen = urlsplit(config.adres)
        if delen.hostname:
            origins.add(to_origin(delen.scheme, delen.hostname, delen.port or STANDAARD[delen.scheme]))
    return frozenset(origins)


def _is_everywhere(host: str) -> bool:
    return host in ("", "0.0.0.0", "::")  # noqa: S104 - recognised here, not opened


class Herkomst:
    """Says whether an Origin or Host is one of ours; looks again at the machine when a new one comes by."""

    def __init__(
        self,
        config: Config,
        host: str = "127.0.0.1",
        port: int = 8000,
        *,
        adressen: Callable[[], tuple[str, ...]] = list_adressen,
    ) -> None:
        self._config = config
        self._host = host
        self._port = port
        self._list = adressen
        self._gekeken = 0.0
        self._origins: frozenset[str] = frozenset()
        self._hosts: frozenset[str] = frozenset()
        self._adressen: tuple[str, ...] = ()
        self._refresh()

    def allows_origin(self, origin: str | None, _: object = None) -> bool:
        """For python-engineio's `cors_allowed_origins`: True only for an exact origin of our own."""
        return self._look(lambda: origin in self._origins)

    def allows_host(self, host: str | None) -> bool:
        """True when this Host header names us, on any port: a proxy may listen elsewhere."""
        naam = split_host(host or "")
        return bool(naam) and self._look(lambda: naam in self._hosts)

    def list_adressen(self) -> list[str]:
        """The addresses to show to people: what is configured, else every address others can reach."""
        if self._config.adres:
            return [self._config.adres.rstrip("/")]
        if not _is_everywhere(self._host):
            return [to_origin("http", self._host, self._port)]
        buren = [adres for adres in self._adressen if is_reachable(adres)]
        return [to_origin("http", adres, self._port) for adres in [*buren, "localhost"]]

    def find_adres(self) -> str:
        """The best of `list_adressen`. Pictures ask often, so the machine is looked at every ten seconds at most."""
        if time.monotonic() - self._gekeken >= VERS_S:
            self._refresh()
        return self.list_adressen()[0]

    def _look(self, vraag: Callable[[], bool]) -> bool:
        if vraag():
            return True
        if time.monotonic() - self._gekeken < VERS_S:
            return False
        self._refresh()
        return vraag()

    def _refresh(self) -> None:
        self._gekeken = time.monotonic()
        self._adressen = self._list()
        self._origins = allowed_origins(self._config, self._host, self._port, self._adressen)
        self._hosts = frozenset(split_host(origin.partition("://")[2]) for origin in self._origins)


def split_host(host: str) -> str:
    """The name in a Host header, without port and brackets; '' when it is not a plain host."""
    if any(teken in host for teken in "/@\\?# ,"):
        return ""
    try:
        return (urlsplit(f"//{host}").hostname or "").lower()
    except ValueError:
        return ""


def is_reachable(adres: str) -> bool:
    """True for an IPv4 address that phones on the same network can type in."""
    try:
        ip = ipaddress.ip_address(adres)
    except ValueError:
        return False
    return ip.version == 4 and not ip.is_loopback and not ip.is_link_local
