"""What several people do at once beside saving forms of the admin: the desk's steps, files, tags, imports,
translations.

Each way goes through the real view, as a browser would; it is given a client and dice, and returns the last answer, or
None when there was nothing to do.
"""

import random
from collections.abc import Callable
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

TAGS = ("жоба", "кітап", "оқу", "грант", "заң", "мұра")
DESK = "deadlocks-desk"
_forms: dict[str, dict[str, list[str]]] = {}  # What each page's form said, by address.
Way = Callable[[Client, random.Random], HttpResponse | None]


def make_rows(users: list, number: int) -> None:
    """Workshops in their organiser's hands, and pictures and documents: so many of each."""
    from tests.admin.rows import make
    from tests.federation.membership.factories import RepresentativeFactory
    from tests.federation.workshops.factories import WorkshopFactory

    for place in range(number):
        workshop = WorkshopFactory(slug=f"{DESK}-{place}", state="returned", capacity=3)
        for user in users:
            RepresentativeFactory(user=user, organisation=workshop.organiser)
        make(_picture())
        make(_document())


def ways() -> dict[str, Way]:
    """All of them, by name."""
    return {
        "draft": _draft,
        "submit": lambda client, dice: _draft(client, dice, action="submit"),
        "return": lambda client, dice: _decide(client, dice, decision="return", words="Неге?"),
        "approve": lambda client, dice: _decide(client, dice, decision="approve") if _rarely(dice) else None,
        "unpublish": _unpublish,
        "upload": _upload,
        "tags of a picture": lambda client, dice: _tag(client, dice, _picture(), "wagtailimages"),
        "tags of a document": lambda client, dice: _tag(client, dice, _document(), "wagtaildocs"),
        "import": _import,
        "translate": _translate,
        "synchronise": _synchronise,
    }


def _rarely(dice: random.Random) -> bool:
    """An approved workshop is out of its organiser's hands, and takes no more part."""
    return dice.random() < 0.05


def _picture() -> type:
    from portal.media.models import PortalImage

    return PortalImage


def _document() -> type:
    from portal.media.models import PortalDocument

    return PortalDocument


def _one(dice: random.Random, rows: Any) -> Any:
    found = list(rows[:2])
    return dice.choice(found) if found else None


def _filled(client: Client, address: str, is_fresh: bool = False, **more: Any) -> HttpResponse | None:
    """Sends a page's form as it stood when it was first opened, or stands now, but for what is named."""
    from tests.admin.forms import as_sent, biggest_form

    if is_fresh or address not in _forms:
        page = client.get(address)
        if page.status_code != 200 or 'method="post"' not in page.text.lower():  # Decided meanwhile.
            return None
        _forms[address] = as_sent(biggest_form(page.text))
    return client.post(address, {**_forms[address], **more})


def _workshop(dice: random.Random, state: str) -> Any:
    from federation.workshops.models import Workshop

    return _one(dice, Workshop.objects.filter(slug__startswith=DESK, state=state).order_by("?"))


def _draft(client: Client, dice: random.Random, action: str = "save") -> HttpResponse | None:
    workshop = _workshop(dice, "returned")
    title = f"Семинар {dice.randrange(1000)}"
    address = workshop and reverse("workshops:edit", args=[workshop.slug])
    more = {"kk_title": title, "answer": "Жауап", "action": action}
    return _filled(client, address, is_fresh=True, **more) if address else None


def _decide(client: Client, dice: random.Random, **more: str) -> HttpResponse | None:
    workshop = _workshop(dice, "submitted")
    address = workshop and reverse("workshops:review", args=[workshop.slug])
    return _filled(client, address, is_fresh=True, **more) if address else None


def _unpublish(client: Client, dice: random.Random) -> HttpResponse | None:
    from federation.news.models import NewsPage

    page = _one(dice, NewsPage.objects.filter(live=True).order_by("-pk"))
    return client.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk])) if page else None


def _tags(dice: random.Random) -> str:
    return ", ".join(dice.sample(TAGS, 4))


def _upload(client: Client, dice: random.Random) -> HttpResponse | None:
    from PIL import Image

    target = BytesIO()
    Image.new("RGB", (64, 36), (dice.randrange(256), 0, 0)).save(target, "PNG")
    file = SimpleUploadedFile("a.png", target.getvalue(), "image/png")
    return _filled(client, reverse("wagtailimages:add"), title="Сурет", tags=_tags(dice), file=file)


def _tag(client: Client, dice: random.Random, model: type, room: str) -> HttpResponse | None:
    row = _one(dice, model.objects.order_by("pk"))  # type: ignore[attr-defined]
    return _filled(client, reverse(f"{room}:edit", args=[row.pk]), tags=_tags(dice)) if row else None


def _import(client: Client, dice: random.Random) -> HttpResponse:
    """A table of four organisations that are there, in whatever order; then the yes."""
    from federation.directory.models import Organisation
    from tests.admin.forms import as_sent, biggest_form

    slugs = list(Organisation.objects.order_by("-pk").values_list("slug", flat=True)[:4])
    dice.shuffle(slugs)
    lines = ["slug;city_kk", *(f"{slug};Қала {dice.randrange(1000)}" for slug in slugs)]
    address = reverse("wagtailsnippets_directory_organisation:import")
    shown = client.post(address, {"file": SimpleUploadedFile("a.csv", "\n".join(lines).encode())})
    return client.post(address, as_sent(biggest_form(shown.text)))


def _translate(client: Client, dice: random.Random) -> HttpResponse | None:
    from wagtail.models import Locale

    from federation.news.models import NewsPage

    page = _one(dice, NewsPage.objects.filter(locale__language_code="kk").order_by("-pk"))
    locales = list(Locale.objects.exclude(language_code="kk").values_list("pk", flat=True))
    address = page and reverse("wagtail_localize:submit_page_translation", args=[page.pk])
    return client.post(address, {"locales": locales}) if address else None


def _synchronise(client: Client, dice: random.Random) -> HttpResponse | None:
    from wagtail_localize.models import TranslationSource

    source = _one(dice, TranslationSource.objects.order_by("-pk"))
    address = source and reverse("wagtail_localize:update_translations", args=[source.pk])
    return client.post(address, {"publish_translations": "on"} if _rarely(dice) else {}) if address else None
