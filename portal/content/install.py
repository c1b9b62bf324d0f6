"""Content that every installation has from the first day: languages, the page tree, roles, vocabularies.

Runs after each migration and may run any number of times; it adds what is missing and changes nothing that editors
made. A room adds its own part in a module named `install` with a function `install()`.
"""

from importlib import import_module
from typing import Any
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.utils.module_loading import module_has_submodule
from wagtail.models import Collection, Locale, Page, Site

from portal.accounts.roles import apply_roles
from portal.caching import cache
from portal.language import LANGUAGES

from .pages import IndexPage, index_page_classes

# What stands above all pages and all collections; data, the same for all, in a word of Kazakh and of Russian.
ROOT = "Портал"


def on_migrated(**kwargs: Any) -> None:
    """Signal receiver: all apps are migrated. Does nothing on the way back to an earlier state."""
    if kwargs.get("plan") and any(backwards for _migration, backwards in kwargs["plan"]):
        return
    install()
    cache.invalidate_all()


def install() -> None:
    """Brings the database to what every installation has."""
    locales = {language: Locale.objects.get_or_create(language_code=language)[0] for language in LANGUAGES}
    if not Collection.objects.exists():
        Collection.add_root(name=ROOT)
    # Wagtail's migrations have named them in English.
    Collection.objects.filter(depth=1, name="Root").update(name=ROOT)
    Page.objects.filter(depth=1, title="Root").update(title=ROOT, draft_title=ROOT)
    home_pages = _install_home_pages(locales)
    for page_class in index_page_classes():
        _install_index_pages(page_class, home_pages)
    for config in apps.get_app_configs():
        if config.name != "portal.content" and module_has_submodule(config.module, "install"):
            import_module(f"{config.name}.install").install()
    apply_roles()


def _install_home_pages(locales: dict[str, Locale]) -> dict[str, Page]:
    """One home page a language; the Kazakh one is the site's root page, the others are its translations."""
    page_class = apps.get_model("home", "HomePage")
    root = Page.get_first_root_node() or Page.add_root(title=ROOT, slug="root", locale=locales["kk"])
    pages = {
        page.locale.language_code: page
        for page in page_class.objects.filter(depth=2).select_related("locale")
    }
    if not pages:
        # Wagtail's "Welcome" page holds the address that ours need; its site goes with it and is made anew below.
        Page.objects.filter(depth=2, slug="home").delete()
        root.refresh_from_db()
    key = pages["kk"].translation_key if "kk" in pages else None
    for language, locale in locales.items():
        if language not in pages:
            page = page_class(
                title=page_class.install_titles[language],
                slug="home" if language == "kk" else f"home-{language}",
                locale=locale,
                **({"translation_key": key} if key else {}),
            )
            root.add_child(instance=page)
            root.refresh_from_db()
            pages[language], key = page, page.translation_key
    _install_site(pages["kk"])
    return pages


def _install_site(root_page: Page) -> None:
    """The one site, at the portal's public address: letters of the admin lead there."""
    address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    port = address.port or (443 if address.scheme == "https" else 80)
    site, is_new = Site.objects.get_or_create(
        is_default_site=True,
        defaults={
            "hostname": address.hostname,
            "port": port,
            "root_page": root_page,
            "site_name": str(settings.WAGTAIL_SITE_NAME),
        },
    )
    if not is_new and (site.hostname, site.port) != (address.hostname, port):
        site.hostname, site.port = address.hostname or site.hostname, port
        site.save()


def _install_index_pages(page_class: type[IndexPage], home_pages: dict[str, Page]) -> None:
    existing = {page.locale.language_code: page for page in page_class.objects.select_related("locale")}
    key = next((page.translation_key for page in existing.values()), None)
    for language, home_page in home_pages.items():
        if language in existing:
            continue
        page = page_class(
            title=page_class.install_titles[language],
            summary=page_class.install_summaries.get(language, ""),
            slug=page_class.section,
            locale=home_page.locale,
            show_in_menus=page_class.menu_order is not None,
            **({"translation_key": key} if key else {}),
        )
        home_page.refresh_from_db()
        home_page.add_child(instance=page)
        key = page.translation_key
