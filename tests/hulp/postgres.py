"""Een eigen PostgreSQL voor tests: een cluster in een tijdelijke map, op een vrije poort, alleen voor deze run.

Needs the programs of Debian's postgresql package; says "niet uitgevoerd" without them, and fails when CI=true.
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

GEBRUIKER = "postgres"
INSTELLINGEN = """
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
fsync = off
shared_buffers = 16MB
max_connections = 60
autovacuum = off
"""


def find_programma(naam: str) -> str | None:
    """Where a program of PostgreSQL is, on the path or in Debian's own folder; the newest version wins."""
    plekken = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{naam}"), key=lambda p: int(p.parts[-3]), reverse=True)
    return str(plekken[0]) if plekken else shutil.which(naam)


def find_gebruiker() -> pwd.struct_passwd | None:
    """As whom the cluster runs: PostgreSQL refuses root. None is whoever runs the tests."""
    return pwd.getpwnam(GEBRUIKER) if os.geteuid() == 0 else None


def _run(map_: Path, naam: str, *woorden: str) -> None:
    programma, eigen = find_programma(naam), find_gebruiker()
    assert programma
    als = {"user": eigen.pw_uid, "group": eigen.pw_gid, "extra_groups": []} if eigen else {}
    uit = subprocess.run(
        [programma, *woorden],
        cwd=map_,
        env={"PATH": os.environ["PATH"], "LC_ALL": "C", "HOME": str(map_)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        timeout=60,
        check=False,
        **als,
    )
    if uit.returncode:
        raise RuntimeError(f"{naam} lukte niet: {uit.stderr[-500:]}")


def _find_port() -> int:
    with socket.socket() as deur:
        deur.bind(("127.0.0.1", 0))
        return int(deur.getsockname()[1])


@contextmanager
def run_cluster() -> Iterator[str]:
    """A running cluster; gives the URL of its maintenance database, and takes everything away at the end."""
    map_ = Path(tempfile.mkdtemp(prefix="leersessie-pg-"))
    data, port, eigen = map_ / "data", _find_port(), find_gebruiker()
    if eigen:
        os.chown(map_, eigen.pw_uid, eigen.pw_gid)
    try:
        _run(map_, "initdb", "-D", str(data), "-U", GEBRUIKER, "-A", "trust", "-E", "UTF8", "--no-sync")
        with (data / "postgresql.conf").open("a") as bestand:
            bestand.write(f"{INSTELLINGEN}port = {port}\n")
        _run(map_, "pg_ctl", "-D", str(data), "-l", str(map_ / "log"), "-w", "start")
        try:
            yield f"postgresql://{GEBRUIKER}@127.0.0.1:{port}/postgres"
        finally:
            _run(map_, "pg_ctl", "-D", str(data), "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(map_)


def new_database(beheer: str, naam: str) -> str:
    """An empty database in this cluster; returns its URL."""
    with psycopg.connect(beheer, autocommit=True) as verbinding:
        verbinding.execute(f'CREATE DATABASE "{naam}"'.encode())
    return beheer.rpartition("/")[0] + f"/{naam}"


@pytest.fixture(scope="session")
def postgres() -> Iterator[str | None]:
    """The URL of a cluster, or None when this machine has no PostgreSQL; with CI=true that is a failure."""
    if find_programma("initdb") is None or find_programma("pg_ctl") is None:
        assert os.environ.get("CI") != "true", "PostgreSQL ontbreekt; zonder mag deze test hier niet voorbijgaan"
        yield None
        return
    with run_cluster() as url:
        yield url


@pytest.fixture
def postgres_url(postgres: str | None, request: pytest.FixtureRequest) -> str | None:
    """A fresh database of its own, or None (with a line in the report) when there is no PostgreSQL."""
    if postgres is None:
        request.node.user_properties.append(("niet uitgevoerd", "PostgreSQL ontbreekt"))
        verslag = request.config.pluginmanager.get_plugin("terminalreporter")
        if verslag is not None:
            verslag.write_line(f"niet uitgevoerd: {request.node.nodeid} (PostgreSQL ontbreekt)")
        return None
    nummer = abs(hash(request.node.nodeid)) % 10**12
    return new_database(postgres, f"proef{nummer}")
