"""Which addresses take a file, told by what their views do when something is sent, and something good to send to
each.
"""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from html import unescape
from pathlib import Path
from typing import Any
from unittest.mock import patch

from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.sessions.backends.cache import SessionStore
from django.core.exceptions import PermissionDenied
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.handlers.wsgi import WSGIRequest
from django.db import connection, models, transaction
from django.forms import BaseForm, FileField
from django.forms.formsets import BaseFormSet
from django.http import Http404
from django.template.backends.django import Template
from django.test import Client, RequestFactory
from django.urls import resolve
from django.utils.datastructures import MultiValueDict, MultiValueDictKeyError
from django.utils.safestring import SafeString
from django.utils.translation import gettext, override

from portal.accounts.models import User
from portal.language import LANGUAGES
from portal.web import disk_space
from portal.web.files import file_fields
from tests.resources.factories import PDF

from .asking import Answer, is_written
from .bodies import body_of, own_form
from .routes import addresses
from .table import Row
from .world import World

SCRIPT = {"x-requested-with": "XMLHttpRequest"}
STORED = "<uploaded_file_id>"  # A part of addresses that take a file which came earlier.
# Read while the request lasts, from memory where it is small: no file is kept of it.
KEPT_NOWHERE = {"admin/snippets/directory/organisation/import/"}
WHO_IS_THERE = '"wagtailadmin_editingsession"'  # Noted whenever a form is shown.
CONFIRMED = ('name="table"', 'name="import_file_name"')
TABLES = {
    "admin/snippets/directory/organisation/import/": "slug,city_kk\nown,Алматы\n",
    "admin/redirects/import/": "/kitap,https://example.org/\n",
}
TAKE_NOTHING = {
    "styleguide/",  # Shows what forms look like.
    "admin/api/main/pages/<pk>/action/<action_name>/",  # REST framework looks for files whatever is asked.
}


def that_take_files(table: dict[str, Row], world: World) -> dict[str, str]:
    """Those addresses, by the names of their routes, whose views look for a file in what is sent."""
    found = {}
    for name, row in table.items():
        address = addresses(name, world)[0]
        is_asked = row.post and row.passes == "opens" and name not in TAKE_NOTHING
        takes_stored = STORED in name and "create" in name
        if takes_stored or (is_asked and _looks_for_files(address, world.users.get(sender(row)))):
            found[name] = address
    return found


def _looks_for_files(address: str, user: User | None) -> bool:
    """Sends nothing to a view, without all that stands around it, and watches whether it looks for a file."""
    request = RequestFactory().post(address)
    request.user, request.session = user or AnonymousUser(), SessionStore()
    if user:
        record_authentication(request, user, method="password", reauthenticated=True)
    request._messages, request._dont_enforce_csrf_checks = CookieStorage(request), True
    with override("en"), transaction.atomic(), _watched() as looked:
        request.resolver_match = view = resolve(request.path)
        # Sent nothing, a view may miss a value that a script of its page would send.
        with suppress(Http404, PermissionDenied, MultiValueDictKeyError, AttributeError, Enough):
            view.func(request, *view.args, **view.kwargs)
        transaction.set_rollback(True)
    return bool(looked)


def sender(row: Row) -> str:
    """One of those who may send a form, the superuser where that is possible."""
    return "superuser" if not row.post or "superuser" in row.post else row.post.split()[-1]


class Enough(BaseException):
    """What a view does next does not matter."""


@contextmanager
def _watched() -> Iterator[list[str]]:
    """Yields a list that is not empty once a view has looked for a file in what was sent, or made a form that does.

    It goes no further then, nor when it has all its forms and looks at them, or begins to write; and nothing is drawn.
    """
    looked: list[str] = []
    makers = {kind: kind.__init__ for kind in (BaseForm, BaseFormSet)}

    def note(*_args: Any) -> Any:
        looked.append("a file")
        raise Enough

    def enough(*_args: Any) -> None:
        raise Enough

    def reading(execute: Callable, sql: str, *more: Any) -> Any:
        if is_written(sql):
            raise Enough
        return execute(sql, *more)

    class Sent(MultiValueDict):
        __getitem__ = get = getlist = __contains__ = __bool__ = note

    def making(self: BaseForm | BaseFormSet, *args: Any, **kwargs: Any) -> None:
        form = self if isinstance(self, BaseForm) else self.form
        if any(isinstance(field, FileField) for field in form.base_fields.values()):
            note()
        own = [None if isinstance(value, Sent) else value for value in args]
        more = {name: None if isinstance(value, Sent) else value for name, value in kwargs.items()}
        makers[BaseForm if form is self else BaseFormSet](self, *own, **more)

    with ExitStack() as stack:
        stack.enter_context(connection.execute_wrapper(reading))
        stack.enter_context(patch.object(BaseForm, "full_clean", enough))
        stack.enter_context(patch.object(WSGIRequest, "FILES", property(lambda _request: Sent())))
        stack.enter_context(patch.object(Template, "render", lambda *_, **__: SafeString("")))
        for kind in makers:
            stack.enter_context(patch.object(kind, "__init__", making))
        yield looked


def _post(client: Any, address: str, body: dict[str, Any], headers: dict[str, str]) -> Answer:
    """Sends a form; what the answer has written, and not taken back itself, is noted and taken back."""
    written: list[str] = []
    savepoints: dict[str, int] = {}

    def note(execute: Callable, sql: str, params: Any, many: bool, context: dict) -> Any:
        if sql.startswith("SAVEPOINT"):
            savepoints[sql.split()[-1]] = len(written)
        elif sql.startswith("ROLLBACK TO"):
            del written[savepoints[sql.split()[-1]] :]
        elif is_written(sql) and WHO_IS_THERE not in sql:
            written.append(sql)
        return execute(sql, params, many, context)

    cookies = client.cookies.copy()
    with transaction.atomic():
        with connection.execute_wrapper(note):
            response = client.post(
                address, body, headers={"sec-fetch-site": "same-origin", "accept-language": "en", **headers}
            )
        transaction.set_rollback(True)
    client.cookies = cookies
    return Answer(response, written)


class Upload:
    """Something good to send to an address, with a file."""

    def __init__(self, name: str, address: str, row: Row, world: World) -> None:
        self.name, self.address = name, address
        self.client = world.clients[sender(row)]
        self.headers = SCRIPT if "/multiple/" in name else {}
        self.body = _filled(_shown(self.client, address), address, name, world)

    def send(self) -> Answer:
        """Sends it; what is written by that is taken back."""
        for value in self.body.values():
            if hasattr(value, "seek"):
                value.seek(0)
        return _post(self.client, self.address, self.body, self.headers)


def is_taken(answer: Answer) -> bool:
    """True when what was sent was found good: written down, or read and shown again for a confirmation."""
    return bool(answer.written) or any(field in answer.text for field in CONFIRMED)


def says_no_room(answer: Answer, language: str) -> bool:
    """True when an answer tells in a language, before others, that there is no room. To a script it may be a 200."""
    is_script = answer.response["Content-Type"].startswith("application/json")
    text = str(answer.response.json()) if is_script else unescape(answer.text)
    found = {
        code: min((text.find(words) for words in _words(code) if words in text), default=-1)
        for code in LANGUAGES
    }
    others = [place for code, place in found.items() if code != language and place >= 0]
    is_first = found[language] >= 0 and all(found[language] < place for place in others)
    return is_first and answer.response.status_code == (200 if is_script else disk_space.STATUS)


def _words(language: str) -> list[str]:
    with override(language):
        return [gettext("The server has no room at the moment"), disk_space.refusal(of_file=True).message]


def _shown(client: Client, address: str) -> str:
    shown = client.get(address, headers={"accept-language": "en"})
    return shown.content.decode() if shown.status_code == 200 else ""


def _filled(page: str, address: str, name: str, world: World) -> dict[str, Any]:
    body, _kind = body_of(name, world, page, address)
    kind = next((kind for kind in ("image", "document") if STORED in name and kind in name), "")
    if kind:
        start = f"uploaded-{kind}-{world.rows[f'uploaded{kind}'].pk}"
        return {f"{start}-title": "Kitap", f"{start}-collection": world.rows["root"].pk}
    if "files-TOTAL_FORMS" in body:  # Of a material: one more.
        body["files-TOTAL_FORMS"] = number = int(body["files-TOTAL_FORMS"]) + 1
        last = f"files-{number - 1}-"
        body |= {f"{last}language": "ru", f"{last}title": "", f"{last}ORDER": number, f"{last}id": ""}
    form = own_form(page, address)
    inputs = [] if form is None else [found.name for found in form.inputs if found.get("type") == "file"]
    for field in inputs:
        field = field.replace("__prefix__", str(int(body.get("files-TOTAL_FORMS", 1)) - 1))
        body.setdefault(field, _file_for(name, field, world))
    return body


def _file_for(name: str, field: str, world: World) -> SimpleUploadedFile:
    if name in TABLES:
        return SimpleUploadedFile("kitap.csv", TABLES[name].encode())
    if "/images/" in name or "avatar" in field:
        return SimpleUploadedFile("kitap.png", world.picture)
    return SimpleUploadedFile("kitap.pdf", PDF)


def move_files(world: World, folder: Path, settings: Any, monkeypatch: Any) -> None:
    """Puts every storage, and what is in the middle of coming, into a folder, with the files of the world's rows."""
    kept = {name: dict(value) for name, value in settings.STORAGES.items()}
    for row in world.rows.values():
        for field in row._meta.concrete_fields:
            if isinstance(field, models.FileField) and (file := getattr(row, field.name)):
                (place := folder / file.name).parent.mkdir(parents=True, exist_ok=True)
                with file.open():
                    place.write_bytes(file.read())
    fields = list(file_fields())
    for name in ("default", "private"):
        kept[name] = {**kept[name], "OPTIONS": {**kept[name]["OPTIONS"], "location": str(folder)}}
    settings.STORAGES = kept
    for field in fields:
        monkeypatch.setattr(field, "storage", storages["default"])
    monkeypatch.setattr(tempfile, "tempdir", str(folder))


def files_in(folder: Path) -> dict[str, bytes]:
    """What is in a folder and below it, by paths."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "filler"
    }
