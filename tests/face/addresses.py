"""Where the things are that the pages show, asked of the running demonstration's own database: no address is guessed.

Run inside the portal (`manage.py shell`), it prints `{language: {name: part of an address}}` as JSON.
"""

import json
import sys
from collections import Counter

from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.utils import translation
from wagtail.models import Page, get_page_models

from federation.directory.models import Organisation
from federation.news.models.news_page import NewsPage
from federation.workshops.enums import RegistrationState, WorkshopState
from federation.workshops.models import Participation, PlaceOffer, Project, Workshop
from home.pages import HomePage, StandardPage
from portal.accounts.models import User
from portal.content.pages import index_page_classes
from portal.web import errors
from resources.models import Material

from .pages import ERRORS, LANGUAGES

OWN_ADDRESS = (HomePage, StandardPage, NewsPage)  # Page types that pages.py names itself.


def tell() -> None:
    """Print where everything is, in each language."""
    found = {}
    for language in LANGUAGES:
        with translation.override(language):
            found[language] = {name: value for name, value in _in(language).items() if value}
    found["errors"] = {language: _errors(language) for language in LANGUAGES}
    sys.stdout.write(json.dumps(found))


def _errors(language: str) -> dict[int, str]:
    """The pages of errors as the portal writes them, for some of them are hard to come by."""
    request = RequestFactory().get(f"/{language}/nothing/")
    request.user = AnonymousUser()
    return {status: errors.page_of(request, status).content.decode() for status in ERRORS}


def _in(language: str) -> dict[str, str | None]:
    organisations = Organisation.objects.public().order_by("pk")
    historic = [found for found in organisations if found.is_historic]
    living = organisations.exclude(pk__in=[found.pk for found in historic])
    materials = Material.objects.public().order_by("pk")
    standard = StandardPage.objects.live().public().filter(locale__language_code=language, alias_of=None)
    news = NewsPage.objects.live().public().filter(locale__language_code=language, alias_of=None)
    topic = Material.objects.public().exclude(topics=None).values_list("topics__code", flat=True).first()
    return {
        "organisation": _slug(living.filter(descriptions__language=language, is_demo=False)),
        "organisation_untranslated": _slug(
            living.exclude(descriptions=None).exclude(descriptions__language=language)
        ),
        "organisation_wordless": _slug(organisations.filter(descriptions=None)),
        "organisation_historic": _slug(historic),
        "region": organisations.exclude(region=None).values_list("region__code", flat=True).first(),
        "material": _slug(materials.filter(descriptions__language=language).exclude(files=None)),
        "material_untranslated": _slug(
            materials.exclude(descriptions=None).exclude(descriptions__language=language)
        ),
        "topic": topic,
        "project": _slug(Project.objects.public()),
        "news_item": _slug(news.order_by("-first_published_at")),
        "standard_page": _path(max(standard, key=_kinds_of_blocks)),
        **_workshops(),
        **{f"page_{name}": url for name, url in _other_pages(language).items()},
    }


def _slug(rows) -> str | None:
    """The part of the address of the first of several things, or None."""
    first = next(iter(rows[:1] if not isinstance(rows, list) else rows), None)
    return first.slug if first else None


def _path(page: StandardPage) -> str:
    """The part of the address of a page after its language."""
    return page.get_url_parts()[2].strip("/").partition("/")[2]


def _kinds_of_blocks(page: StandardPage) -> int:
    return len(Counter(block.block_type for block in page.body))


def _workshops() -> dict[str, str | None]:
    public = Workshop.objects.public().with_registration().order_by("pk")
    manager = User.objects.get(email="manager@example.org")
    librarian = User.objects.get(email="librarian@example.org")
    own = Workshop.objects.of(manager).order_by("pk")
    mine = Participation.objects.of(librarian).active().values("workshop")
    states = {
        f"workshop_{state.value}": _slug(public.filter(registration=state, is_historic=False))
        for state in RegistrationState
    }
    return states | {
        "workshop_historic": _slug(public.filter(is_historic=True)),
        "workshop_free": _slug(public.filter(registration=RegistrationState.OPEN).exclude(pk__in=mine)),
        "workshop_mine": _slug(public.filter(pk__in=mine, registration=RegistrationState.OPEN)),
        "held_place": _token(PlaceOffer.objects.open().to(librarian)),
        "own_draft": _slug(own.filter(state=WorkshopState.DRAFT)),
        "own_returned": _slug(own.filter(state=WorkshopState.RETURNED)),
        "own_approved": _slug(own.public().upcoming().filter(is_historic=False)),
        "submitted": _slug(Workshop.objects.filter(state=WorkshopState.SUBMITTED).order_by("pk")),
        "month": _month(public),
    }


def _token(offers) -> str | None:
    first = offers.order_by("pk").first()
    return first.make_token() if first else None


def _month(workshops) -> str | None:
    first = workshops.upcoming().order_by("starts_on").first()
    return f"{first.starts_on:%Y-%m}" if first else None


def _other_pages(language: str) -> dict[str, str]:
    """One address of each page type that pages.py does not name: what a room adds is looked at by itself."""
    named = (*OWN_ADDRESS, *index_page_classes())
    found = {}
    for model in get_page_models():
        if model is Page or model in named:
            continue
        page = (
            model.objects.live()
            .public()
            .filter(locale__language_code=language, alias_of=None, depth__gt=2)
            .first()
        )
        if page:
            found[model.__name__.lower()] = page.get_url_parts()[2]
    return found
