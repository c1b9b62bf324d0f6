"""The part of a page's head that programs read: Open Graph and JSON-LD."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from portal.content.linked_data import absolute, as_script, shortened, tidy, title_of
from portal.content.page_meta import PageMeta, page_meta_of
from portal.discovery.share_pictures import picture_url
from portal.language import clean_line
from portal.look.components import Link
from portal.look.share_picture import HEIGHT, WIDTH

register = template.Library()

LOCALES = {"kk": "kk_KZ", "ru": "ru_RU", "en": "en_GB"}  # The forms that programs know.


@register.simple_tag(takes_context=True)
def for_machines(context: Context) -> SafeString:
    """Renders the metadata of a public page for programs that show links and for search engines; else nothing.

    Reads `nav` (portal.navigation.context_processors) and what the page said of itself in `request.page_meta`.
    """
    request, nav = context.get("request"), context.get("nav")
    page_meta = page_meta_of(request) if request else PageMeta()
    if nav is None or not (page_meta.thing or page_meta.page):
        return SafeString("")
    said = page_meta.thing.linked_data() if page_meta.thing else page_meta.data
    data = [tidy(said)] if said else []
    steps = [_trail_data(nav.breadcrumbs)] if nav.breadcrumbs else []
    said_of_it = _open_graph(nav, page_meta.thing or page_meta.page, data[0] if data else {})
    pairs = [(name, clean_line(str(value))) for name, value in said_of_it]
    tags = format_html_join("\n  ", '<meta property="{}" content="{}">', (pair for pair in pairs if pair[1]))
    return format_html(
        '{}\n  <meta name="twitter:card" content="summary_large_image">\n  {}',
        tags,
        as_script([*data, *steps]),
    )


def _open_graph(nav: Any, thing: Any, data: dict[str, Any]) -> list[tuple[str, Any]]:
    title = title_of(data) or (str(nav.breadcrumbs[-1].title) if nav.breadcrumbs else "")
    picture = picture_url(thing, nav.language)
    return [
        ("og:site_name", _("Federation of Libraries")),
        ("og:type", "article" if data.get("@type") == "NewsArticle" else "website"),
        ("og:title", title),
        ("og:description", shortened(data.get("description", ""))),
        ("og:url", nav.canonical),
        ("og:locale", LOCALES[nav.language]),
        *(
            ("og:locale:alternate", LOCALES[item.code])
            for item in nav.alternates
            if item.code != nav.language
        ),
        ("og:image", absolute(picture) if picture else ""),
        ("og:image:type", "image/png"),
        ("og:image:width", WIDTH),
        ("og:image:height", HEIGHT),
        ("og:image:alt", title),
    ]


def _trail_data(steps: Iterable[Link]) -> dict[str, Any]:
    """Returns the linked data of a breadcrumb, which stands on the page so too."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": step.title, "item": step.url}
            for number, step in enumerate(steps, start=1)
        ],
    }
