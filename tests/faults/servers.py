"""Servers of a test's own, on free loopback ports, that can be stopped, started and hung: PostgreSQL and Redis."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Self

from tests.ports import free_port

POSTGRESQL_BINARIES = Path("/usr/lib/postgresql/15/bin")


def postgresql_binaries() -> Path | None:
    """The folder of initdb and postgres, or None on a machine without PostgreSQL's server."""
    return POSTGRESQL_BINARIES if (POSTGRESQL_BINARIES / "initdb").exists() else None


def redis_binary() -> str | None:
    """The path of redis-server, or None."""
    return shutil.which("redis-server")


def wait_until(ready: Callable[[], bool], seconds: float = 30) -> None:
    """Returns when `ready` says yes; raises TimeoutError after so many seconds."""
    deadline = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > deadline:
            raise TimeoutError(f"Not ready after {seconds} s")
        time.sleep(0.05)


def family(pid: int) -> Iterator[int]:
    """A process and all that it started."""
    yield pid
    with suppress(OSError):
        for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
            yield from family(int(child))


class Server:
    """A server process in a temporary folder; it begins with the block and is gone with it."""

    def __init__(self) -> None:
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.folder = Path(tempfile.mkdtemp(prefix="portal-server-", dir="/var/tmp"))
        try:
            self.prepare()
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *exception: object) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def prepare(self) -> None:
        """Makes what the server needs before its first start."""

    def command(self) -> list[str]:
        """The command that runs the server in the foreground."""
        raise NotImplementedError

    def answers(self) -> bool:
        """True when the server does its work."""
        raise NotImplementedError

    def start(self) -> None:
        """Starts the server, on the same port and data as before, and waits until it answers."""
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                self.command(), stdout=log, stderr=log, cwd=self.folder, **self.as_user()
            )
        wait_until(self.answers)

    def stop(self) -> None:
        """Ends the server at once, as a crash would; clients' connections are closed."""
        if self.process and self.process.poll() is None:
            self.go_on()
            self.process.send_signal(self.stop_signal)
            self.process.wait(timeout=30)

    stop_signal = signal.SIGTERM

    def hang(self) -> None:
        """Halts all processes of the server: it accepts connections and says nothing."""
        self._signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """Lets a server that hung go on."""
        self._signal(signal.SIGCONT)

    def _signal(self, number: int) -> None:
        assert self.process
        for pid in list(family(self.process.pid)):
            with suppress(ProcessLookupError):
                os.kill(pid, number)

    def as_user(self) -> dict[str, str]:
        """Arguments of Popen: the user that the server runs as."""
        return {}


class PostgreSQL(Server):
    """A PostgreSQL of a test's own, without a password and without fsync; `url` is for DATABASE_URL."""

    stop_signal = signal.SIGQUIT  # "Immediate": as after a power cut.

    @property
    def url(self) -> str:
        return f"postgres://portal@127.0.0.1:{self.port}/portal"

    def as_user(self) -> dict[str, str]:
        return {"user": "postgres", "group": "postgres"} if os.geteuid() == 0 else {}

    def run(self, program: str, *arguments: str) -> None:
        """Runs one of PostgreSQL's programs, such as `createdb`."""
        subprocess.run(
            [POSTGRESQL_BINARIES / program, *arguments],
            check=True,
            capture_output=True,
            cwd=self.folder,
            **self.as_user(),
        )

    def prepare(self) -> None:
        self.folder.chmod(0o755)
        (self.folder / "data").mkdir()
        if os.geteuid() == 0:
            shutil.chown(self.folder / "data", "postgres", "postgres")
        self.run(
            "initdb",
            *("-D", f"{self.folder}/data", "--auth=trust", "--username=portal", "--encoding=UTF8"),
            *("--locale=C.UTF-8", "--no-sync"),
        )

    def command(self) -> list[str]:
        return [
            str(POSTGRESQL_BINARIES / "postgres"),
            *("-D", f"{self.folder}/data", "-h", "127.0.0.1", "-p", str(self.port), "-k", ""),
            *("-c", "fsync=off", "-c", "max_connections=200"),
        ]

    def start(self) -> None:
        super().start()
        with suppress(subprocess.CalledProcessError):  # It is there from the second start on.
            self.run("createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", "portal", "portal")

    def answers(self) -> bool:
        assert self.process and self.process.poll() is None, (self.folder / "log").read_text()
        found = subprocess.run(
            [POSTGRESQL_BINARIES / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port)], check=False
        )
        return found.returncode == 0


class Redis(Server):
    """A Redis of a test's own that keeps nothing on disk; `url` is for CACHE_URL."""

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def command(self) -> list[str]:
        binary = redis_binary()
        assert binary, "No redis-server on this machine"
        return [
            binary,
            "--port",
            str(self.port),
            "--bind",
            "127.0.0.1",
            "--save",
            "",
            "--dir",
            str(self.folder),
        ]

    def answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1) as connection:
                connection.sendall(b"PING\r\n")
                return connection.recv(16).startswith(b"+PONG")
        except OSError:
            return False


@contextmanager
def hung(server: Server) -> Iterator[None]:
    """The server says nothing while the block runs."""
    server.hang()
    try:
        yield
    finally:
        server.go_on()
