"""The portal as `make run` starts it, for tests in a real browser: server, worker, clock, letters, demo content."""

import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest

from tests import services
from tests.clean_database import copy_sqlite
from tests.once import one_after_another, shared_folder
from tests.ports import free_port

ROOT = Path(__file__).resolve().parents[1]
BETWEEN_LETTERS = b"-" * 79  # What Django writes between two letters of one file.
PASSWORD = "journeys-through-the-portal"
# What `make run` keeps running; where the web server listens, the environment says.
PROCESSES = {
    "web": "gunicorn portal.wsgi",
    "worker": "python manage.py worker",
    "clock": "python manage.py tick --every 5",
}
SOONER = {"worker": "--interval 0.3", "clock": "--every 2"}  # So that no test waits for long.
DESKTOP = {"width": 1280, "height": 900}


@dataclass
class Portal:
    """A running portal."""

    url: str
    folder: Path
    environment: dict[str, str]
    password: str = PASSWORD

    def manage(self, *arguments: str) -> str:
        """Runs a management command on the running portal's data."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout

    def letters_to(self, address: str) -> list[EmailMessage]:
        """The letters that went to an address, as they lie on disk, oldest first."""
        files = sorted((self.folder / "mail").glob("*.log"), key=lambda file: file.stat().st_mtime)
        texts = [text for file in files for text in file.read_bytes().split(BETWEEN_LETTERS)]
        wanted = [text for text in texts if f"\nTo: {address}\n".encode() in text]
        return [message_from_bytes(text.lstrip(), policy=policy.default) for text in wanted]


def environment_of(folder: Path, port: int, database: str = "") -> dict[str, str]:
    """The variables of a portal that keeps its data in a folder and listens at a port of this machine."""
    others = {"DATABASE_URL": database} if database else {}
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "CACHE_URL")}
    return kept | {
        "VAR_DIR": str(folder),
        "PORT": str(port),
        "DEMO_PASSWORD": PASSWORD,
        "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
        **others,
    }


def _database_beside(name: str, template: str = "template1") -> str:
    """The address of a new database beside the one that tests use, a copy of another; "" when that is SQLite."""
    url = services.postgresql()
    if not url:
        return ""
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name}")
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


@dataclass
class Loaded:
    """The demonstration's data at rest: a folder, and a database where that is none of its files."""

    folder: Path
    database: str

    @property
    def source(self) -> str:
        """What another database can be made a copy of."""
        return self.database if services.postgresql() else str(self.folder / "portal.sqlite3")

    def load(self, migrated: str = "") -> None:
        """Loads it as `make run` does, which takes a minute; less with a database that is migrated already."""
        database = _database_beside(self.database, migrated or "template1")
        self.folder.mkdir(exist_ok=True)
        if migrated and not database:
            copy_sqlite(migrated, self.source)
        portal = Portal("", self.folder, environment_of(self.folder, free_port(), database))
        portal.manage("start_demo")
        portal.manage("read_files")  # The worker does so too, but pages are looked at before it is done.

    def copy(self, folder: Path) -> Portal:
        """A portal of its own with the same data."""
        shutil.copytree(self.folder, folder)
        database = _database_beside(f"copy_{os.getpid()}_{folder.name}", self.database)
        port = free_port()
        return Portal(f"http://127.0.0.1:{port}", folder, environment_of(folder, port, database))


def loaded_once(shared: Path, migrated: str = "") -> Loaded:
    """The data that the first process that needs them loads, for all that have this folder."""
    loaded = Loaded(shared / "loaded", f"loaded_{shared.name.replace('-', '_')}")
    with one_after_another(shared, "loaded") as is_first:
        if is_first:
            loaded.load(migrated)
    return loaded


@pytest.fixture(scope="session")
def loaded_portal(tmp_path_factory, clean_database, django_db_setup) -> Loaded:
    """The demonstration's data at rest, the same for all processes of a run."""
    return loaded_once(shared_folder(tmp_path_factory), clean_database.copy)


@pytest.fixture(scope="session")
def portal(tmp_path_factory, request) -> Iterator[Portal]:
    services.needs(services.chromium(), "Chromium")
    at_rest = request.getfixturevalue("loaded_portal")
    with started(at_rest.copy(tmp_path_factory.getbasetemp() / "portal")) as running:
        yield running


def command_of(process: str, more: str = "") -> list[str]:
    """How a process of `make run` is started by the Python that runs the tests, with more options."""
    program, *arguments = f"{PROCESSES[process]} {more}".split()
    return [str(Path(sys.executable).with_name(program)), *arguments]


@contextmanager
def started(running: Portal, parts: Iterable[str] = PROCESSES, first: str = "/en/") -> Iterator[Portal]:
    """Runs a portal, or some of its processes, while the block runs; begins when the first page has come.

    Raises RuntimeError, with what was logged, when a process ends before.
    """
    log = running.folder / "server.log"
    with log.open("w") as output:
        options = {"cwd": ROOT, "env": running.environment, "stdout": output, "stderr": output}
        processes = [subprocess.Popen(command_of(name, SOONER.get(name, "")), **options) for name in parts]

    def check_that_none_ended() -> None:
        if any(process.poll() is not None for process in processes):
            raise RuntimeError(log.read_text())

    try:
        wait_until_it_answers(f"{running.url}{first}", check_that_none_ended)
        yield running
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait(20)


def wait_until_it_answers(url: str, check: Callable[[], None] = lambda: None) -> None:
    """Waits for a server that was just started; raises TimeoutError after half a minute without any answer.

    `check` is called after each attempt in vain; what it raises ends the waiting.
    """
    for _attempt in range(150):
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except OSError:
            check()
            time.sleep(0.2)
    raise TimeoutError(f"{url} does not answer")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args) -> dict:
    return {
        **browser_type_launch_args,
        "executable_path": services.chromium(),
        "args": ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"],
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args) -> dict:
    return {**browser_context_args, "viewport": DESKTOP, "timezone_id": "Asia/Almaty"}
