"""Journeys run against the portal as `make run` starts it: real server, worker, clock, letters, demo content."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from playwright.sync_api import Page, expect

from tests import services

from .accounts import LIBRARIANS, sign_up
from .keyboard import PHONE as SMALL_PHONE
from .keyboard import Keyboard, signs_in

ROOT = Path(__file__).resolve().parents[2]
BETWEEN_LETTERS = b"-" * 79  # What Django writes between two letters of one file.
PASSWORD = "journeys-through-the-portal"
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
PATIENCE = 60_000  # Milliseconds: a machine with two busy cores is slow now and then, and that is no failure.
expect.set_options(timeout=PATIENCE / 3)


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
        wanted = [text for text in texts if f"To: {address}\n".encode() in text]
        return [message_from_bytes(text.lstrip(), policy=policy.default) for text in wanted]


def _own_database(folder: Path) -> str:
    """The address of an empty database beside the one that tests use."""
    url = services.postgresql()
    if not url:
        return ""
    import psycopg

    name = f"journeys_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name}")
        connection.execute(f"CREATE DATABASE {name}")
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="session")
def portal(tmp_path_factory) -> Iterator[Portal]:
    services.needs(services.chromium(), "Chromium")
    folder = tmp_path_factory.mktemp("portal")
    port = _free_port()
    environment = {
        name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "CACHE_URL")
    }
    environment |= {
        "VAR_DIR": str(folder),
        "PORT": str(port),
        "DEMO_PASSWORD": PASSWORD,
        "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
    }
    if database := _own_database(folder):
        environment["DATABASE_URL"] = database
    running = Portal(f"http://127.0.0.1:{port}", folder, environment)
    running.manage("start_demo")
    commands = (
        [sys.executable, "-m", "gunicorn", "portal.wsgi", "--bind", f"127.0.0.1:{port}", "--workers", "2"]
        + ["--threads", "4", "--log-level", "warning"],
        [
            sys.executable,
            "manage.py",
            "db_worker",
            "--queue-name",
            "*",
            "--interval",
            "0.3",
            "--no-startup-delay",
        ],
        [sys.executable, "manage.py", "tick", "--every", "2"],
    )
    with (folder / "server.log").open("w") as log:
        options = {"cwd": ROOT, "env": environment, "stdout": log, "stderr": log}
        processes = [subprocess.Popen(command, **options) for command in commands]
    try:
        _wait_until_it_answers(running.url)
        yield running
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait(20)


def _wait_until_it_answers(url: str) -> None:
    for _attempt in range(150):
        try:
            urllib.request.urlopen(f"{url}/en/", timeout=5).close()
            return
        except OSError:
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


@pytest.fixture
def sign_in(portal):
    """Signs a demo account in at the portal's own door, in a given language."""

    def do(page, name: str, language: str = "en") -> None:
        page.goto(f"{portal.url}/{language}/account/login/")
        page.locator("input[name=login]").fill(f"{name}@example.org")
        page.locator("input[name=password]").fill(portal.password)
        page.locator("input[name=password]").press("Enter")
        page.wait_for_url("**/desk/**")

    return do


@pytest.fixture(scope="session")
def kept_sessions() -> dict:
    """The session of each account that was signed in once, so that not every story begins at the door."""
    return {}


@pytest.fixture
def door(browser, sign_in, kept_sessions) -> Iterator[Callable[..., Page]]:
    """Opens a window of its own for an account: `door("manager")`, and browser options if wanted."""
    windows = []

    def do(name: str, **options) -> Page:
        context = browser.new_context(
            viewport=DESKTOP, storage_state=kept_sessions.get(name), timezone_id="Asia/Almaty", **options
        )
        context.set_default_timeout(PATIENCE)
        windows.append(context)
        page = context.new_page()
        if name not in kept_sessions:
            sign_in(page, name)
            kept_sessions[name] = context.storage_state()
        return page

    yield do
    for context in windows:
        context.close()


@pytest.fixture(scope="session")
def librarians(portal, browser, kept_sessions) -> dict[str, tuple[str, str]]:
    """The accounts of two librarians for the journey of each language; those who have none sign up."""
    for language in ("ru", "en"):
        context = browser.new_context(viewport=PHONE)
        context.set_default_timeout(PATIENCE)
        sign_up(portal, context.new_page(), f"journey-{language}", language)
        kept_sessions[f"journey-{language}"] = context.storage_state()
        context.close()
    return LIBRARIANS


@pytest.fixture
def sit_down(portal, browser, kept_sessions) -> Iterator[Callable[..., Keyboard]]:
    """Somebody sits down at a keyboard: a stranger, or a demo account that is already signed in."""
    windows = []

    def do(language: str, account: str = "") -> Keyboard:
        context = browser.new_context(
            viewport=SMALL_PHONE,
            java_script_enabled=False,
            locale="en-GB",  # The browser's own language must not matter.
            storage_state=kept_sessions.get(account),
        )
        context.set_default_timeout(PATIENCE)
        windows.append(context)
        keys = Keyboard(context.new_page(), language)
        if account and account not in kept_sessions:
            signs_in(portal, keys, f"{account}@example.org", portal.password)
            kept_sessions[account] = context.storage_state()
        return keys

    yield do
    for context in windows:
        context.close()
