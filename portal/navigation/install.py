"""The menus that every installation begins with. Editors change them; a menu that is there is never rewritten."""

from wagtail.models import Page

from portal.content.pages import index_page_classes

from .enums import Place
from .models.menu import Menu
from .models.menu_entry import MenuEntry

TITLES = {
    Place.MAIN: {},
    Place.FOOTER_1: {"kk": "Бөлімдер", "ru": "Разделы", "en": "Sections"},
    Place.FOOTER_2: {"kk": "Қатысу", "ru": "Участие", "en": "Taking part"},
    Place.FOOTER_3: {"kk": "Ақпарат", "ru": "Сведения", "en": "Information"},
}
TAKING_PART = {
    "/desk/": {"kk": "Жеке кабинет", "ru": "Личный кабинет", "en": "My account"},
    "/desk/workshops/new/": {"kk": "Семинар өткізу", "ru": "Провести семинар", "en": "Host a workshop"},
    "/account/signup/": {"kk": "Тіркелу", "ru": "Зарегистрироваться", "en": "Create an account"},
}


def install() -> None:
    """Adds the menus that are missing, as the portal has them by default."""
    existing = set(Menu.objects.values_list("place", flat=True))
    for place in Place:
        if place not in existing:
            _install_menu(place)


def put_into(place: Place, page: Page) -> None:
    """Adds a page that an installation has just been given to a menu, after what stands there."""
    menu = Menu.objects.get(place=place)
    last = menu.entries.order_by("sort_order").last()
    MenuEntry.objects.create(
        menu=menu, page=page, sort_order=last.sort_order + 1 if last and last.sort_order is not None else 0
    )


def _install_menu(place: Place) -> None:
    menu = Menu.objects.create(
        place=place,
        adds_pages=place in (Place.MAIN, Place.FOOTER_3),
        **_in_languages(TITLES[place]),
    )
    for order, entry in enumerate(_entries(place)):
        MenuEntry.objects.create(menu=menu, sort_order=order, **entry)


def _entries(place: Place) -> list[dict]:
    if place == Place.FOOTER_2:
        return [{"address": address, **_in_languages(words)} for address, words in TAKING_PART.items()]
    if place == Place.FOOTER_3:
        return []  # Pages of text follow by themselves.
    sections = [model for model in index_page_classes() if model.menu_order is not None]
    pages = [
        Page.objects.filter(depth=3, slug=model.section, show_in_menus=True).order_by("path").first()
        for model in sections
    ]
    return [{"page": page} for page in pages if page]


def _in_languages(words: dict[str, str]) -> dict[str, str]:
    return {f"title_{code}": text for code, text in words.items()}
