"""Disks without room, and disks that may only be read, under the database (SQLite) and the files of a portal."""

import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image

from tests.federation.people.details import told
from tests.ports import free_port
from tests.running import Portal, environment_of

from .report import Result
from .visitors import Answer, Visitor
from .world import World

ROOM = 200  # Megabytes of each disk while all is well.
NO_ROOM = 507  # Insufficient Storage: the page says in words what it is.
LASTS = 30  # Seconds, whatever a fault's length.
DISKS = {"media": "media", "private": "private", "database": "database"}  # Name and folder in VAR_DIR.


class Disk:
    """A file system of its own in memory. Only root can mount one."""

    def __init__(self, folder: Path, megabytes: int = ROOM) -> None:
        self.folder, self.megabytes = folder, megabytes

    def __enter__(self) -> "Disk":
        self.folder.mkdir(parents=True)
        subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={self.megabytes}m", "tmpfs", self.folder], check=True
        )
        return self

    def __exit__(self, *_error: object) -> None:
        subprocess.run(["umount", "--lazy", self.folder], check=False)

    def fill(self) -> None:
        """Leaves no room for another byte."""
        for log in self.folder.glob("*-wal"):  # What SQLite has set aside for later writes is room too.
            with sqlite3.connect(str(log).removesuffix("-wal")) as connection:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        filler = self.folder / "filler"
        with filler.open("wb", buffering=0) as file:
            try:
                while True:
                    file.write(bytes(4096))
            except OSError:
                pass

    def empty(self) -> None:
        (self.folder / "filler").unlink()

    def close(self) -> None:
        """Lets it only be read."""
        self._remount("ro")

    def open(self) -> None:
        self._remount("rw")

    def _remount(self, how: str) -> None:
        subprocess.run(["mount", "-o", f"remount,{how}", self.folder], check=True)


def picture(number: int) -> bytes:
    """A small picture that no other is equal to."""
    target = BytesIO()
    Image.effect_noise((300 + number, 200), 60).convert("RGB").save(target, "PNG")
    return target.getvalue()


class People:
    """Those who upload, write and sign in while something is wrong; signed in before."""

    def __init__(self, portal: Portal) -> None:
        self.portal, self.number = portal, 0
        self.editor, self.librarian = Visitor(portal.url), Visitor(portal.url)
        self.editor.sign_in("secretariat", portal.password)
        self.librarian.sign_in("librarian", portal.password)

    def all(self) -> dict[str, Callable[[], Answer]]:
        """What they do, by the name that the table gives it."""
        return {
            "picture": self.uploads_picture,
            "document": self.uploads_document,
            "details": self.saves_details,
            "sign-in": self.signs_in,
            "password": self.forgets_password,
            "page": lambda: Visitor(self.portal.url).get("/ru/news/"),
        }

    def uploads_picture(self) -> Answer:
        self.number += 1
        fields = {"title": f"Disk {self.number}", "alt_kk": "Сурет", "alt_ru": "Рисунок", "alt_en": "Picture"}
        file = ("file", f"disk-{self.number}.png", picture(self.number))
        return self.editor.post("/admin/images/add/", fields, file)

    def uploads_document(self) -> Answer:
        self.number += 1
        file = ("file", f"disk-{self.number}.txt", b"Words. " * 5000)
        return self.editor.post("/admin/documents/add/", {"title": f"Disk {self.number}"}, file)

    def saves_details(self) -> Answer:
        self.number += 1
        return self.librarian.post("/kk/account/details/", told(f"Name {self.number}", "Long"))

    def signs_in(self) -> Answer:
        return Visitor(self.portal.url).sign_in("trainer", self.portal.password)

    def forgets_password(self) -> Answer:
        return Visitor(self.portal.url).post(
            "/ru/account/password/reset/", {"email": "contributor@example.org"}
        )


@dataclass(frozen=True)
class Scenario:
    """A disk, and what is wrong with it."""

    disk: str
    way: str

    @property
    def name(self) -> str:
        return f"{self.disk}-{self.way}"

    def lasts(self, _length: float) -> float:
        return LASTS

    @contextmanager
    def happening(self, disk: Disk) -> Iterator[None]:
        take, give = {"full": ("fill", "empty"), "read-only": ("close", "open")}[self.way]
        getattr(disk, take)()
        try:
            yield
        finally:
            getattr(disk, give)()


def scenarios() -> list[Scenario]:
    """The database read-only is no scenario: SQLite alone knows it, and nothing would work."""
    full = [Scenario(disk, "full") for disk in DISKS]
    return [*full, Scenario("media", "read-only"), Scenario("private", "read-only")]


def tried(
    chosen: list[Scenario], folder: Path, run: Callable[[str, Callable[[], Result]], Result]
) -> list[Result]:
    """Builds a portal on disks of its own and tries the chosen ones."""
    if not chosen:
        return []
    if not can_mount(folder):
        return [
            run(one.name, lambda one=one: Result(one.name, skipped="only root may mount")) for one in chosen
        ]
    with ExitStack() as stack:
        disks = {name: stack.enter_context(Disk(folder / "var" / place)) for name, place in DISKS.items()}
        port = free_port()
        database = f"sqlite:///{disks['database'].folder}/portal.sqlite3"
        more = {"TRUSTED_PROXY_COUNT": "1", "PYTHONUNBUFFERED": "1"}
        environment = environment_of(folder / "var", port, database) | more
        portal = Portal(f"http://127.0.0.1:{port}", folder / "var", environment)
        portal.manage("start_demo")
        world = World(portal, {})
        with world.running():
            people = People(portal)
            return [
                run(one.name, lambda one=one: without_room(world, people, one, disks[one.disk]))
                for one in chosen
            ]


def can_mount(folder: Path) -> bool:
    """Whether this user may mount a disk here."""
    try:
        with Disk(folder / "try"):
            return True
    except (subprocess.CalledProcessError, OSError):
        return False
    finally:
        shutil.rmtree(folder / "try", ignore_errors=True)


def without_room(world: World, people: People, scenario: Scenario, disk: Disk) -> Result:
    """Everybody does their thing while the disk is full or closed, and again when it is not."""
    result = Result(scenario.name)
    before = set(world.inside("files").splitlines())
    with scenario.happening(disk):
        during = {name: do() for name, do in people.all().items()}
        health = Visitor(world.portal.url).get("/health/all/")
    after = {name: do() for name, do in people.all().items()}
    halves = set(world.inside("files").splitlines()) - before
    result.figures["answers"] = _statuses(during)
    result.figures["afterwards"] = _statuses(after)
    result.figures["/health/all/"] = str(health.status)
    result.figures["half written"] = str(len(halves))
    for name, answer in during.items():
        is_true = answer.status in (200, 302, NO_ROOM) or answer.is_honest
        result.demand(is_true, f"{name}: {answer.status}")
        # A form that comes back with 200 was not accepted, and says something else than that there is no room.
        result.demand(answer.status != 200 or name == "page", f"{name}: came back without the true reason")
    for name, answer in after.items():
        result.demand(
            answer.status == (200 if name == "page" else 302), f"{name} afterwards: {answer.status}"
        )
    result.demand(health.status == 503, f"/health/all/ says {health.status}")
    result.demand(not halves, "; ".join(sorted(halves)[:3]))
    return result


def _statuses(answers: dict[str, Answer]) -> str:
    return ", ".join(f"{name} {answer.status}" for name, answer in answers.items())
