"""The block that shows news, and the bodies that may show what other rooms have."""

from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from portal.blocks.records import (
    RecordsBlock,
    VocabularyBlock,
    at_most,
    chosen_keys,
    how_many,
    pages_by_hand,
)
from portal.caching.cache import cached
from portal.content.enums import PAGES_SCOPE
from portal.language import format_date
from portal.localisation.addresses import section_url
from portal.localisation.text import active_language
from portal.look.components import Link, Row

from .enums import NEWS_SCOPE, SECTION
from .models.category import NewsCategory
from .models.news_page import NewsPage

SCOPES = [NEWS_SCOPE, PAGES_SCOPE]


def category_choices() -> list[tuple[str, str]]:
    """All, then the categories of news by address, in their order."""
    categories = [(category.slug, str(category.name)) for category in NewsCategory.objects.all()]
    return [("", gettext("All categories")), *categories]


class NewsCollectionBlock(RecordsBlock):
    """News items: those that an editor chose, or the latest, perhaps of one category."""

    items = pages_by_hand("news.NewsPage", _("News items"))
    category = VocabularyBlock(choices=category_choices, label=_("Category"), required=False)
    number = how_many(3)

    class Meta:
        icon = "list-ul"
        label = _("News")
        description = _("The latest news, from all categories or one, or the items you choose.")
        preview_value = {"heading": "Соңғы жаңалықтар"}

    def rows(self, value: blocks.StructValue) -> list[Row]:
        keys = chosen_keys(value["items"])
        rule = (value["category"] or "", at_most(value))
        return cached("news.block", lambda: _rows(keys, *rule), keys, rule, depends_on=SCOPES)

    def more(self, value: blocks.StructValue) -> Link:
        category = "" if chosen_keys(value["items"]) else value["category"] or ""
        query = f"?{urlencode({'category': category})}" if category else ""
        return Link(gettext("All news"), section_url(SECTION, query))

    def example(self) -> dict[str, Any]:
        row = Row(
            title="Орал қаласында аудан кітапханашыларын оқыту аяқталды",
            url="#",
            serif=True,
            kicker="2026 ж. 18 қараша",
            text="Он тоғыз қатысушы қауымдастықтың құрылымын талдады.",
        )
        return {"rows": [row], "more": Link(gettext("All news"), "#")}


def _rows(keys: list[int], category: str, number: int) -> list[Row]:
    rows = NewsPage.objects.for_everybody().in_language(active_language())
    rows = rows.select_related("locale", "category")
    if keys:
        return [_row(page) for page in _chosen(rows, keys)]
    if category:
        rows = rows.filter(category__slug=category)
    return [_row(page) for page in rows.latest_first()[:number]]


def _chosen(rows: Any, keys: list[int]) -> list[Any]:
    """The chosen items in the reader's language, in the editor's order; an item without a translation is left out."""
    wanted = dict(NewsPage.objects.filter(pk__in=keys).values_list("pk", "translation_key"))
    found = {page.translation_key: page for page in rows.filter(translation_key__in=wanted.values())}
    ordered = dict.fromkeys(wanted[key] for key in keys if key in wanted)
    return [found[key] for key in ordered if key in found]


def _row(page: NewsPage) -> Row:
    day = format_date(page.date, active_language())
    return Row(
        title=page.title,
        url=page.address,
        serif=True,
        kicker=f"{day} · {page.category.name}",
        text=page.summary,
        is_demo=page.is_demo,
    )
