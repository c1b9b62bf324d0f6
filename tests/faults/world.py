"""The portal with servers of its own: PostgreSQL, Redis, a mail server and, where there is one, Elasticsearch."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.ports import free_port
from tests.running import (
    PROCESSES,
    Portal,
    command_of,
    environment_of,
    wait_until_it_answers,
)

from .kept import Kept
from .servers import PostgreSQL, Redis
from .smtp import MailServer

SCRIPTS = Path(
    os.environ.get("SEARCH_SERVER_SCRIPTS", Path(__file__).parents[3] / "shared" / "elasticsearch")
)
SEARCH_PORT = 9229


class Elasticsearch:
    """A server that the scripts of SEARCH_SERVER_SCRIPTS start and stop."""

    url = f"http://127.0.0.1:{SEARCH_PORT}"

    def start(self, keep: bool = True) -> None:
        """Starts it with the data that it had, or empty."""
        more = {"ES_KEEP": "1"} if keep else {}
        environment = {"ES_HEAP": "256m", **os.environ, **more}
        subprocess.run(
            [SCRIPTS / "start", str(SEARCH_PORT)], env=environment, check=True, stdout=subprocess.DEVNULL
        )

    def stop(self) -> None:
        """Ends it as a crash would; its data stay."""
        self._signal(signal.SIGKILL)

    def hang(self) -> None:
        self._signal(signal.SIGSTOP)

    def go_on(self) -> None:
        self._signal(signal.SIGCONT)

    def remove(self) -> None:
        """Ends it and forgets its data."""
        subprocess.run([SCRIPTS / "stop", str(SEARCH_PORT)], check=False)

    def _signal(self, number: int) -> None:
        os.kill(int(Path(f"/var/tmp/portal-elasticsearch-{SEARCH_PORT}/pid").read_text()), number)


class World:
    """Everything that runs, by the name that faults and tables give it."""

    def __init__(self, portal: Portal, servers: dict[str, object]) -> None:
        self.portal, self.servers = portal, servers
        log = portal.folder / "portal.log"
        self.processes = {name: Kept(name, command_of(name), portal.environment, log) for name in PROCESSES}

    def __getitem__(self, name: str):
        """A server or a process: with `stop`, `start`, `hang` and `go_on`."""
        return self.servers.get(name) or self.processes[name]

    def __contains__(self, name: str) -> bool:
        return name in self.servers or name in self.processes

    def inside(self, *arguments: str) -> str:
        """Runs a command of tests.faults.inside, which knows the portal's models."""
        done = subprocess.run(
            [sys.executable, "-m", "tests.faults.inside", *arguments],
            env=self.portal.environment,
            cwd=Path(__file__).parents[2],
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        return done.stdout

    def psql(self, query: str) -> list[tuple]:
        """The rows that a query of the portal's database finds."""
        import psycopg

        with psycopg.connect(self.portal.environment["DATABASE_URL"], autocommit=True) as connection:
            return connection.execute(query).fetchall()

    @contextmanager
    def running(self) -> Iterator["World"]:
        """Runs web, worker and clock."""
        for process in self.processes.values():
            process.start()
        try:
            wait_until_it_answers(f"{self.portal.url}/en/")
            yield self
        finally:
            for process in self.processes.values():
                process.stop()


@contextmanager
def built(folder: Path, with_search: bool = True) -> Iterator[World]:
    """Starts the servers and loads the demonstration, which takes a minute."""
    with ExitStack() as stack:
        servers: dict[str, object] = {
            "postgresql": stack.enter_context(PostgreSQL()),
            "redis": stack.enter_context(Redis()),
            "smtp": stack.enter_context(MailServer()),
        }
        if with_search and (SCRIPTS / "start").exists():
            servers["elasticsearch"] = Elasticsearch()
            stack.callback(servers["elasticsearch"].remove)
            servers["elasticsearch"].start(keep=False)
        port = free_port()
        portal = Portal(f"http://127.0.0.1:{port}", folder, environment(folder, port, servers))
        started = time.monotonic()
        portal.manage("start_demo")
        if "elasticsearch" in servers:
            portal.manage("rebuild_search", "--index-only")
        print(f"The demonstration is loaded ({time.monotonic() - started:.0f} s).", flush=True)
        yield World(portal, servers)


def environment(folder: Path, port: int, servers: dict[str, object]) -> dict[str, str]:
    """Settings of `make run`, with every service on a server of its own."""
    more = {
        "CACHE_URL": servers["redis"].url,
        "EMAIL_URL": servers["smtp"].url,
        "TRUSTED_PROXY_COUNT": "1",
        "PYTHONUNBUFFERED": "1",
    }
    if "elasticsearch" in servers:
        more["SEARCH_URL"] = servers["elasticsearch"].url
    return environment_of(folder, port, servers["postgresql"].url) | more


def keep_log(portal: Portal, name: str) -> None:
    """Puts what the processes said so far aside, under a name."""
    log = portal.folder / "portal.log"
    if log.exists():
        shutil.move(log, portal.folder / f"{name}.log")
