"""Editorial pages."""

from portal.content.pages import BasePage


class HomePage(BasePage):
    """The first page of the portal in one language."""

    parent_page_types = ["wagtailcore.Page"]
    max_count = 3

    install_titles = {
        "kk": "Кітапханалар федерациясы",
        "ru": "Федерация библиотек",
        "en": "Federation of Libraries",
    }
    template = "home/home_page.html"
