"""The directory's page."""

from portal.content.pages import IndexPage


class DirectoryPage(IndexPage):
    """The list of organisations with its filters, and every organisation's own address."""

    section = "directory"
    menu_order = 1
    install_titles = {"kk": "Анықтамалық", "ru": "Справочник", "en": "Directory"}
    install_summaries = {
        "kk": "Қазақстанның кітапханалары мен кітапхана бірлестіктері: қайда орналасқаны, не істейтіні және деректің қайдан алынғаны.",
        "ru": "Библиотеки и библиотечные объединения Казахстана: где находятся, чем занимаются и откуда сведения.",
        "en": "Libraries and library associations of Kazakhstan: where they are, what they do and where we know it from.",
    }
    template = "directory/directory_page.html"
