"""A walk through everything that somebody outside can ask for."""

import re
from collections.abc import Iterable
from html import unescape
from urllib.parse import urljoin

from django.db.models import Model
from django.test import Client
from django.urls import NoReverseMatch, reverse
from wagtail.models import Page

from portal.content.pages import index_page_classes
from portal.discovery.sitemap import kinds
from portal.language import LANGUAGES
from portal.media.models import PortalDocument
from search.page.kinds import KINDS

from .things import BAIT

LISTS = [
    "/{l}/",
    *[f"/{{l}}/{page.section}/" for page in index_page_classes()],
    f"/{{l}}/search/?q={BAIT}",
    f"/{{l}}/search/suggest/?q={BAIT}",
    f"/{{l}}/search/?q={BAIT}x",  # One slip: what may have been meant.
    *[f"/{{l}}/search/?q={BAIT}&kind={kind}" for kind in KINDS],
    f"/{{l}}/search/mine/?q={BAIT}",
    f"/{{l}}/directory/?q={BAIT}",
    f"/{{l}}/library/?q={BAIT}",
    "/{l}/library/curriculum/",
    "/{l}/workshops/?when=past",
    "/{l}/directory/data/",
    "/{l}/directory/data.csv",
    "/{l}/directory/data.xlsx",
    "/{l}/directory/data.json",
    "/{l}/directory/data.csv-metadata.json",
    "/{l}/directory/regions.csv",
    "/{l}/directory/regions.xlsx",
    "/{l}/workshops/calendar.ics",
    "/{l}/news/feed.atom",
    # Pages of text whose blocks show news, workshops and materials.
    "/{l}/about/",
    "/{l}/cascade/",
    "/{l}/desk/",
]
# Those that do not exist yet answer 404; when they come, they are walked.
MACHINES = ["/", "/sitemap.xml", *[f"/sitemap-{kind}-1.xml" for kind in kinds()], "/robots.txt", "/oai", "/health/", "/api/", "/api/v2/pages/", "/media/",
            f"/admin/api/main/pages/?search={BAIT}", "/admin/api/main/documents/", "/admin/reports/"]  # fmt: skip
ADMIN_NAMES = ("edit", "history", "preview_on_edit", "inspect", "usage")
PAGE_NAMES = ("edit", "explore", "view_draft", "history", "preview_on_edit")

_OPTION = re.compile(r'<input type="checkbox" name="([^"]+)" value="([^"]*)"(?![^>]*disabled)')
_LINK = re.compile(r'href="(\?[^"#]*)[^"]*"')
_NEXT = re.compile(r'<a rel="next" href="([^"#]*)')


def answer(client: Client, address: str) -> str:
    """Status, headers and body of the answer, in lower case, with the lines of calendars put together again."""
    response = client.get(address)
    body = response.getvalue() if response.streaming else response.content
    text = body.decode("utf-8", "replace").replace("\r\n ", "")
    headers = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
    return f"{response.status_code}\n{headers}\n{response.cookies.output()}\n{unescape(text)}".lower()


def walk(client: Client, addresses: Iterable[str], with_filters: bool = True) -> dict[str, str]:
    """The answers at the lists in all languages with all their pages, under each filter alone, and at `addresses`."""
    lists = [address.replace("{l}", language) for address in LISTS for language in LANGUAGES]
    asked = dict.fromkeys([*lists, *MACHINES, *addresses])
    waiting, answers = list(asked), {}
    while waiting:
        address = waiting.pop()
        found = answers[address] = answer(client, address)
        more = [unescape(link) for link in _NEXT.findall(found)]
        if with_filters and address in lists and "/search/" not in address:
            more += [unescape(link) for link in _LINK.findall(found)]
            more += [f"?{name}={value}" for name, value in _OPTION.findall(found)]
        for link in more:
            target = urljoin(address, link)
            if target not in asked:
                asked[target] = None
                waiting.append(target)
    return answers


def places_with(word: str, answers: dict[str, str], inside: str) -> list[str]:
    """The addresses whose answer holds the word; where the address itself holds it, what follows it inside a file."""
    return [
        address for address, text in answers.items() if (word + inside if word in address else word) in text
    ]


def admin_addresses(row: Model) -> list[str]:
    """Where the admin would show, edit and preview a row."""
    key = row.pk
    if isinstance(row, Page):
        names = [f"wagtailadmin_pages:{name}" for name in PAGE_NAMES]
        known = [f"/admin/api/main/pages/{key}/"]
    elif isinstance(row, PortalDocument):
        names, known = ["wagtaildocs:edit"], [f"/admin/api/main/documents/{key}/"]
    else:
        meta = row._meta
        names = [f"wagtailsnippets_{meta.app_label}_{meta.model_name}:{name}" for name in ADMIN_NAMES]
        known = []
    for name in names:
        try:
            known.append(reverse(name, args=[key]))
        except NoReverseMatch:  # Not every row can be previewed.
            continue
    return known
