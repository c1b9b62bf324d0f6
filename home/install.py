"""Content of home that every installation has: first page's words, pages about the federation, rights to files."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, Revision
from wagtail_localize.models import TranslationSource

from federation.news.install import put_under_moderation
from portal.blocks.written import written
from portal.content.pages import index_page_classes
from portal.language import LANGUAGES, typeset
from portal.navigation.enums import Place
from portal.navigation.install import put_into
from portal.translation.translations import record_translation

from .pages import ContactPage, HomePage, StandardPage
from .texts import IN_MENU, PAGES, SLUGS, TAKING_PART, TEXTS

CONTACT = "contact"


def install() -> None:
    """Adds what is missing; changes nothing that editors made."""
    homes = {
        page.locale.language_code: page for page in HomePage.objects.filter(depth=2).select_related("locale")
    }
    for language, home in homes.items():
        put_under_moderation(home)
        if not home.promise and not home.lead:
            _fill_first_page(home, language)
    _make_contact_pages()
    for slug in SLUGS:
        _install_page(slug, homes)


def _fill_first_page(home: HomePage, language: str) -> None:
    words = TEXTS[language]
    home.promise, home.lead = _typeset((words.PROMISE, words.LEAD), language)
    home.summary = home.lead[:300]
    indexes = {model.section: model for model in index_page_classes()}
    home.actions = [
        {"type": "link", "value": {"text": text, "page": _index_key(indexes, section, home), "address": ""}}
        for section, text in words.ACTIONS.items()
    ]
    home.steps = [
        {"type": "step", "value": {"title": title, "text": text}}
        for title, text in _typeset(words.STEPS, language)
    ]
    home.save_revision().publish()


def _index_key(indexes: dict[str, Any], section: str, home: HomePage) -> int | None:
    page = indexes[section].objects.child_of(home).first() if section in indexes else None
    return page.pk if page else None


def _install_page(slug: str, homes: dict[str, HomePage]) -> None:
    """Makes one page in three languages, unless one of them has it: an editor may delete the others."""
    if Page.objects.filter(depth=3, slug=slug).exists():
        return
    page_class = ContactPage if slug == CONTACT else StandardPage
    made: dict[str, StandardPage | ContactPage] = {}
    for language in LANGUAGES:
        title, summary, parts = _typeset(PAGES[language][slug], language)
        page = page_class(
            title=title,
            slug=slug,
            summary=summary,
            body=written(f"home:{slug}", parts),
            locale=homes[language].locale,
            show_in_menus=slug in IN_MENU,
            **({"translation_key": made["kk"].translation_key} if made else {}),
        )
        homes[language].refresh_from_db()
        homes[language].add_child(instance=page)
        page.save_revision().publish()
        made[language] = page
    if slug in TAKING_PART:
        put_into(Place.FOOTER_2, made["kk"])
    record_translation(made["kk"], [page for language, page in made.items() if language != "kk"])


def _typeset(words: Any, language: str) -> Any:
    """The same words, however deep they lie in lists, with the dashes and no-break spaces of their language."""
    if isinstance(words, str):
        return typeset(words, language)
    if isinstance(words, dict):
        return {key: _typeset(part, language) for key, part in words.items()}
    if not isinstance(words, (list, tuple)):
        return words
    return type(words)(_typeset(part, language) for part in words)


def _make_contact_pages() -> None:
    """Turns the page of text that earlier releases had at this address into the contact page, with all it says."""
    old = StandardPage.objects.filter(depth=3, slug=CONTACT)
    if ContactPage.objects.exists() or not old:
        return
    kind = ContentType.objects.get_for_model(ContactPage)
    for page in old:
        row = ContactPage(page_ptr_id=page.pk, summary=page.summary, body=page.body)
        row.save_base(raw=True)  # This table's row alone.
        Page.objects.filter(pk=page.pk).update(content_type=kind)
        Revision.objects.for_instance(page).update(content_type=kind)
        TranslationSource.objects.filter(object_id=page.translation_key).update(specific_content_type=kind)
        own_row = StandardPage.objects.filter(pk=page.pk)
        own_row._raw_delete(own_row.db)  # As above: the page itself stays, under its new kind.
