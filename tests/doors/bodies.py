"""What is sent where: the page's own form, filled in and changed; here, what that form cannot say by itself."""

import json
import re
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

from django.core.files.uploadedfile import SimpleUploadedFile
from lxml import html

from tests.resources.factories import PDF

from .world import World

_STREAM = re.compile(r'id="([\w-]+)" data-block')
_TYPED = {"email": "new@doors.example", "number": "1", "url": "https://example.org/"}
# Asked for in another way than by a form.
METHODS = {
    "admin/localize/translate/<translation_id>/strings/<string_segment_id>/edit/": "put",
    "admin/localize/translate/<translation_id>/overrides/<overridable_segment_id>/edit/": "put",
}
# What is written over the form's own, with the keys of the world's rows.
FIELDS: dict[str, dict[str, str]] = {
    "admin/bulk/accounts/user/set_active_state/": {"mark_as_active": ""},
    "admin/bulk/wagtailcore/page/move/": {"chooser": "{home}"},
    "admin/choose-external-link/": {"external-link-chooser-url": "https://example.org/"},
    "admin/localize/translate/<translation_id>/strings/<string_segment_id>/edit/": {"value": "Kitap"},
    "admin/localize/translate/<translation_id>/left/": {"keep": "all"},
    "admin/localize/translate/<translation_id>/overrides/<overridable_segment_id>/edit/": {
        "value": "{image}"
    },
    "{language}/account/letters/": {"categories": "workshops"},
    "admin/letters/pdf/": {"letter": "{paperletter}"},
    "admin/letters/printed/": {"letter": "{paperletter}"},
    "admin/snippets/directory/organisation/add/": {
        "name_kk": "Кітапхана",
        "slug": "new-library",
        "lat": "",
        "lon": "",
    },
    "admin/snippets/directory/organisationdescription/add/": {"record": "{draftlibrary}"},
    "admin/snippets/resources/materialdescription/add/": {"record": "{othermaterial}"},
    "admin/snippets/workshops/workshopdescription/add/": {"record": "{otherworkshop}"},
    "admin/snippets/workshops/projectdescription/add/": {"record": "{otherproject}"},
    "admin/snippets/membership/membership/add/": {"organisation": "{draftlibrary}", "since": "2024-03-01"},
    "admin/snippets/membership/representative/add/": {
        "organisation": "{draftlibrary}",
        "person": "{person_alone}",
        "since": "2024-03-01",
    },
    "{language}/desk/organisations/<slug>/people/": {"email": "kitap@doors.example"},
    "{language}/desk/organisations/<slug>/people/<pk>/": {"role": "manager"},
    "{language}/desk/organisations/<slug>/people/invitations/<pk>/": {"action": "withdraw"},
    "admin/snippets/people/person/add/": {"full_name": "Kitap"},
    "admin/snippets/people/person/consents/<pk>/": {"purpose": "photos", "given_on": "2026-03-01"},
    "admin/snippets/people/person/duplicates/dismissed/": {"pair": "{likelyduplicate_dismissed}"},
    "admin/snippets/people/person/data/<pk>/": {"requested_on": "2026-03-01", "reference": "12/3"},
    "admin/snippets/people/person/erase/<pk>/": {"requested_on": "2026-03-01", "reference": "12/3"},
    "{language}/account/consents/": {"purpose": "photos", "act": "give"},
    "{language}/desk/workshops/<slug>/edit/": {"kept_for": ""},
    "{language}/desk/workshops/<slug>/write/": {"text": "Kitap", "shows_address": "on"},
    "{language}/workshops/<slug>/ask/": {"email": "kitap@example.org", "website": ""},
    "{language}/desk/workshops/<slug>/place/": {"consent": "on"},
    "admin/pages/create/<app_label>/<model_name>": {"parent_page": "{index}"},
    "admin/redirects/<redirect_id>/": {"old_path": "/kitap", "redirect_link": "https://example.org/"},
    "admin/sites/new/": {"hostname": "example.org", "port": "80", "root_page": "{home}"},
    "admin/snippets/directory/region/add/": {"code": "KZ-98"},
    "admin/snippets/search/promotion/add/": {"address": "/en/library/material/", "words_en": "kitap"},
    "admin/snippets/search/synonymgroup/add/": {"words": "qitap, kitob"},
    "admin/snippets/workshops/project/add/": {"year": "2015", "organisation": "{organisation_alone}"},
    "admin/snippets/workshops/workshoptrainer/add/": {"workshop": "{workshop}", "name": "Тренер"},
    "{language}/desk/trainings/<pk>/": {"answer": "accept", "consent": "on"},
    "{language}/desk/trainings/<pk>/step-back/": {"words": "kitap"},
    "{language}/desk/workshops/<slug>/hosting/": {"answer": "accept"},
    "{language}/desk/workshops/<slug>/hosting/withdraw/": {"words": "kitap"},
    "{language}/desk/workshops/<slug>/hosting/rights/": {"rights": "all"},
    "{language}/desk/workshops/<slug>/hosting/note/": {"noted_on": "2026-03-01", "noted_how": "kitap"},
    "{language}/desk/workshops/<slug>/trainers/<pk>/note/": {"noted_on": "2026-03-01", "noted_how": "kitap"},
    "admin/workflows/task_chooser/create/": {"name": "Kitap"},
}


def method_of(name: str) -> str:
    return METHODS.get(name, "post")


def body_of(name: str, world: World, page: str, address: str) -> tuple[Any, str | None]:
    """What is sent, and its type where it is no form. `page` is what the address shows to one who may pass."""
    body = filled_form(page, address) or {}
    body |= {field: value.format(**world.keys()) for field, value in FIELDS.get(name, {}).items()}
    body |= _files(name, world)
    if method_of(name) == "put":
        return urlencode(body), "application/x-www-form-urlencoded"
    return body, None


def _files(name: str, world: World) -> dict[str, Any]:
    if name == "admin/localize/translate/<translation_id>/pofile/upload/":
        po = (
            str(world.rows["translation"].export_po())
            .replace('msgstr ""', 'msgstr "Kitap"')
            .replace('msgstr "Kitap"', 'msgstr ""', 1)
        )  # The first belongs to the head.
        return {"file": SimpleUploadedFile("kitap.po", po.encode())}
    paper, picture = SimpleUploadedFile("kitap.pdf", PDF), SimpleUploadedFile("kitap.png", world.picture)
    root = world.rows["root"].pk
    return {
        "admin/documents/add/": {"title": "Kitap", "file": paper, "collection": root},
        "admin/images/add/": {"title": "Kitap", "file": picture, "collection": root},
        "admin/documents/multiple/add/": {"title": "Kitap", "files[]": paper, "collection": root},
        "admin/images/multiple/add/": {"title": "Kitap", "files[]": picture, "collection": root},
        "admin/documents/chooser/create/": {
            "document-chooser-upload-title": "Kitap",
            "document-chooser-upload-collection": root,
            "document-chooser-upload-file": paper,
        },
        "admin/images/chooser/create/": {
            "image-chooser-upload-title": "Kitap",
            "image-chooser-upload-collection": root,
            "image-chooser-upload-file": picture,
        },
    }.get(name, {})


def filled_form(page: str, address: str) -> dict[str, Any] | None:
    """The body that a form of the page would send: as it stands, what is missing filled in, one text changed."""
    form = own_form(page, address)
    if form is None:
        return None
    body: dict[str, Any] = {f"{stream}-count": "0" for stream in _STREAM.findall(page)}  # A script adds it.
    for control in form.inputs:
        value = _value(control) if control.name else None
        if value is not None:
            body.setdefault(control.name, value)
    _change_a_text(form, body)
    return body


def own_form(page: str, address: str) -> Any:
    """The form of a page that is sent to its own address, the longest; None without one."""
    if page.startswith("{"):
        page = json.loads(page).get("html") or ""  # A dialog.
    if "<form" not in page:
        return None
    path = urlsplit(address).path
    forms = [f for f in html.fromstring(page.encode()).iter("form") if (f.method or "").upper() == "POST"]
    own = [f for f in forms if urlsplit(urljoin(address, f.action or "")).path == path]
    if not own:
        return None
    return max(own, key=lambda found: len(found.inputs))


def _value(control: Any) -> Any:
    if control.tag == "select":
        options = [option for option in control.value_options if option]
        if control.multiple:
            return list(control.value) or options[:1]
        return control.value or (options[0] if options else "")
    kind = control.get("type", "text")
    if control.tag == "button" or kind in ("submit", "button", "file", "image"):
        return None
    if kind in ("checkbox", "radio"):
        return (control.get("value") or "on") if control.checked else None
    value = (control.value or "").strip("\n")
    if value or control.get("required") is None:
        return value
    return _TYPED.get(kind, "Kitap")


def _change_a_text(form: Any, body: dict[str, Any]) -> None:
    for control in form.inputs:
        is_text = control.tag == "textarea" or (control.tag == "input" and control.get("type") == "text")
        is_plain = is_text and not (control.get("data-controller") or control.get("data-w-init-event-value"))
        name = control.name or ""
        if (
            is_plain
            and str(body.get(name, "")).strip()
            and "slug" not in name
            and not str(body[name]).startswith(("{", "[", "2"))
        ):
            body[name] = f"{body[name]} x"
            return
