"""The table of ways in and ways out: odd signs come in by every door, and no format that programs read has any."""

import json
import re
from pathlib import Path
from typing import NamedTuple

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import get_resolver
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield
from wagtail_localize.models import StringTranslation, Translation

from federation.directory.importing import carry_out, read_table
from federation.directory.models import Organisation, OrganisationImport, OrganisationSource, Region
from federation.news.models import NewsAuthor, NewsCategory, NewsIndexPage, NewsPage
from federation.workshops.models import Workshop, WorkshopDescription
from home.models import ContactMessage
from portal.accounts.enums import Role
from portal.accounts.models import User
from resources.models import Material
from tests.federation.directory.factories import OrganisationFactory
from tests.federation.directory.test_admin import form_data
from tests.federation.membership.factories import MembershipFactory, RepresentativeFactory
from tests.federation.news.factories import NewsPageFactory
from tests.federation.people.details import told
from tests.federation.workshops.factories import WorkshopFactory
from tests.federation.workshops.test_registration import everything
from tests.home.test_contact import SENT
from tests.odd_characters import ODD, SAVED_BEFORE, TYPED, texts_of
from tests.portal.accounts.factories import UserFactory
from tests.resources.factories import MaterialFactory

pytestmark = pytest.mark.django_db
CASES = Path(__file__).parent / "cases"
FORMSETS = ("about_organisations", "about_workshops", "about_materials", "comments")
OWN = {"sec-fetch-site": "same-origin"}
WITHOUT_TEXT = re.compile(r"\.(png|jpe?g|webp|svg|ico|pdf|css|js|woff2)$|^/(static|media|documents|admin)/")


@pytest.fixture
def things(db):
    """One of each thing that has a public page."""
    return {
        "organisation": OrganisationFactory(slug="org", region_id="KZ-55"),
        "workshop": WorkshopFactory(slug="shop"),
        "news": NewsPageFactory(slug="item"),
        "material": MaterialFactory(slug="mat"),
    }


# --- Ways in: each returns what was saved ----------------------------------------------------------------------------


def by_admin_form(client, things) -> list[str]:
    client.force_login(UserFactory(role=Role.SECRETARIAT))
    fields = ("name_kk", "address_kk", "remark_kk", "internal_note", "city_kk")
    data = form_data(slug="org", region="KZ-55", **dict.fromkeys(fields, TYPED))
    path = f"/admin/snippets/directory/organisation/edit/{things['organisation'].pk}/"
    assert client.post(path, data, headers=OWN).status_code == 302
    row = Organisation.objects.get(slug="org")
    return [getattr(row, name) for name in fields]


def by_page_editor(client, things) -> list[str]:
    client.force_login(UserFactory(role=Role.EDITOR))
    page = things["news"]
    data = {
        "title": TYPED,
        "slug": "item",
        "summary": TYPED,
        "date": "2026-11-28",
        "category": NewsCategory.objects.first().pk,
        "image": "",
        "body": streamfield([("text", rich_text(f"<p>{SAVED_BEFORE}</p>"))]),
        **{name: inline_formset([]) for name in FORMSETS},
        "authors": inline_formset([{"person": "", "organisation": "", "name": TYPED, "language": "kk"}]),
        "action-publish": "1",
    }
    response = client.post(f"/admin/pages/{page.pk}/edit/", nested_form_data(data), headers=OWN)
    assert response.status_code == 302, response.context["form"].errors
    row = NewsPage.objects.get(slug="item")
    drafts = [json.dumps(revision.content, ensure_ascii=False) for revision in row.revisions.all()]
    return [row.title, row.summary, row.authors.get().name, row.body[0].value.source, *drafts]


def by_import(client, things) -> list[str]:
    table = f'slug;name_kk;internal_note\norg;"{TYPED}";{SAVED_BEFORE}\n'
    carry_out(read_table(SimpleUploadedFile("a.csv", table.encode())), OrganisationImport())
    row = Organisation.objects.get(slug="org")
    return [row.name_kk, row.internal_note]


def by_registration(client, things) -> list[str]:
    manager = RepresentativeFactory(user__preferred_language="ru")
    MembershipFactory(organisation=manager.organisation)
    client.force_login(manager.person.user)
    typed = dict.fromkeys(
        [
            "ru_title",
            "ru_summary",
            "ru_outcomes",
            "hours_note",
            "city",
            "venue_ru",
            "address_ru",
            "contact_name",
        ],
        TYPED,
    )
    data = {**everything(manager.organisation), **typed, "action": "submit"}
    assert client.post("/ru/desk/workshops/new/", data).status_code == 302
    row = Workshop.objects.get(state="submitted")
    Workshop.objects.filter(pk=row.pk).update(state="approved")
    words = row.descriptions.get(language="ru")
    return [
        words.title,
        words.summary,
        words.outcomes,
        row.hours_note,
        row.city,
        row.venue_ru,
        row.address_ru,
        row.contact_name,
    ]


def by_contact_form(client, things) -> list[str]:
    text = f"{TYPED} {'слова ' * 5}"
    response = client.post("/en/contact/", {**SENT, "name": TYPED, "text": text}, headers=OWN)
    assert response.status_code == 302
    row = ContactMessage.objects.get()
    return [row.name, row.text]


def by_details(client, things) -> list[str]:
    user = UserFactory()
    client.force_login(user)
    assert client.post("/kk/account/details/", told(TYPED, TYPED)).status_code == 302
    user = User.objects.get(pk=user.pk)
    return [user.first_name, user.last_name]


def by_translation(client, things) -> list[str]:
    """A PO file, and a string typed into the editor of translations."""
    client.force_login(UserFactory(role=Role.EDITOR))
    page = things["news"]
    russian = NewsIndexPage.objects.get(locale__language_code="ru").locale
    client.post(f"/admin/localize/submit/page/{page.pk}/", {"locales": [russian.pk]}, headers=OWN)
    translation = Translation.objects.get(source__object_id=page.translation_key)
    path = f"/admin/localize/translate/{translation.pk}/"
    po = client.get(f"{path}pofile/download/").content.decode()
    po = po.replace('msgstr ""', f'msgstr "{SAVED_BEFORE}"').replace(
        f'msgstr "{SAVED_BEFORE}"', 'msgstr ""', 1
    )
    client.post(f"{path}pofile/upload/", {"file": SimpleUploadedFile("a.po", po.encode())}, headers=OWN)
    saved = list(StringTranslation.objects.values_list("data", flat=True))
    assert len(saved) > 2
    segment = translation.source.stringsegment_set.first()
    response = client.put(
        f"{path}strings/{segment.pk}/edit/",
        f"value={SAVED_BEFORE}",
        content_type="application/x-www-form-urlencoded",
        headers=OWN,
    )
    assert response.status_code == 200
    return [*saved, *StringTranslation.objects.values_list("data", flat=True)]


def before_there_was_a_rule(client, things) -> list[str]:
    """Rows as they were saved without any rule."""
    NewsAuthor.objects.create(page=things["news"], name="Т")
    NewsAuthor.objects.update(name=SAVED_BEFORE)
    words = ["name_kk", "name_ru", "address_kk", "remark_kk", "internal_note"]
    Organisation.objects.update(**dict.fromkeys(words, SAVED_BEFORE), website=f"https://a.kz/{SAVED_BEFORE}")
    source = OrganisationSource.objects.create(organisation=things["organisation"], kind="news")
    cited = ["publisher_kk", "publisher_ru", "title", "url"]
    OrganisationSource.objects.filter(pk=source.pk).update(**dict.fromkeys(cited, SAVED_BEFORE))
    Workshop.objects.update(
        **dict.fromkeys(["venue_kk", "address_kk", "hours_note", "city", "contact_name"], SAVED_BEFORE)
    )
    WorkshopDescription.objects.update(**dict.fromkeys(["title", "summary", "outcomes"], SAVED_BEFORE))
    NewsPage.objects.update(**dict.fromkeys(["title", "draft_title", "summary"], SAVED_BEFORE))
    Page.objects.filter(depth__gt=1).update(
        **dict.fromkeys(["title", "seo_title", "search_description"], SAVED_BEFORE)
    )
    NewsCategory.objects.update(**dict.fromkeys(["name_kk", "name_ru", "name_en"], SAVED_BEFORE))
    Region.objects.filter(pk="KZ-55").update(name_kk=SAVED_BEFORE, name_ru=SAVED_BEFORE)
    for name in ("title_kk", "title_ru", "rights_note_kk"):
        if any(field.name == name for field in Material._meta.concrete_fields):
            Material.objects.update(**{name: SAVED_BEFORE})
    return []


WAYS_IN = [
    by_admin_form,
    by_page_editor,
    by_import,
    by_registration,
    by_contact_form,
    by_details,
    by_translation,
    before_there_was_a_rule,
]

# --- Ways out --------------------------------------------------------------------------------------------------------


def pages(things) -> list[str]:
    shops = Workshop.objects.public().values_list("slug", flat=True)
    return [
        *(f"/{language}/{section}" for language in ("kk", "ru") for section in ("", "directory/", "news/", "workshops/", "library/", "directory/data/")),
        *(f"/kk/workshops/{slug}/" for slug in shops),
        "/kk/directory/org/", "/kk/news/item/", "/kk/library/mat/", "/robots.txt", "/sitemap.xml",
        "/kk/search/suggest/?q=Ба",
    ]  # fmt: skip


class Answer(NamedTuple):
    route: str
    content_type: str
    content: bytes

    @property
    def addresses(self) -> set[str]:
        """What it leads to, of our own."""
        text = self.content.decode(errors="replace")  # A workbook leads nowhere.
        found = re.findall(r'(?:href|src)="(/[^"]*)"', text)
        found += re.findall(r"<loc>https?://[^/]+(/[^<]*)</loc>", text)
        return {address.replace("&amp;", "&").split("#")[0] for address in found}


def walk(client, things) -> dict[str, Answer]:
    """Every page named above and every machine's file that they lead to, by address."""
    client.logout()
    seen: dict[str, Answer] = {}
    waiting = pages(things)
    while waiting:
        address = waiting.pop()
        if address in seen or WITHOUT_TEXT.search(address.split("?")[0]):
            continue
        response = client.get(address)
        assert response.status_code == 200, address
        route = response.wsgi_request.resolver_match.route
        seen[address] = answer = Answer(route, response["Content-Type"], response.getvalue())
        waiting += [link for link in answer.addresses if "." in link.split("?")[0].rsplit("/", 1)[-1]]
    return seen


def machine_routes(patterns=None, before: str = ""):
    """The routes whose address ends as a file's does, but for pictures and the admin."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = before + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from machine_routes(pattern.url_patterns, route)
        elif re.search(r"\.(?!png|svg|ico|webp)\w+$", route) and not route.startswith("admin/"):
            yield route


NOT_WALKED = {"security.txt"}  # Made of settings alone.


@pytest.mark.parametrize("way_in", WAYS_IN, ids=lambda way: way.__name__)
def test_no_odd_sign_comes_in_or_out(client, things, way_in):
    assert [text for text in way_in(client, things) if ODD.search(text) or not text.strip()] == []
    for address, answer in walk(client, things).items():
        assert [text for text in texts_of(answer.content_type, answer.content) if ODD.search(text)] == [], (
            address
        )


def test_every_file_that_programs_read_is_in_the_table(client, things):
    seen = {answer.route.split("/", 1)[-1] for answer in walk(client, things).values()}
    assert {route.split("/", 1)[-1] for route in machine_routes()} - seen == NOT_WALKED
