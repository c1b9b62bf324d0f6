from .pages import NewsIndexPage, NewsPage
from .records import NewsCategory, NewsMaterial, NewsOrganisation, NewsWorkshop

__all__ = [
    "NewsCategory",
    "NewsIndexPage",
    "NewsMaterial",
    "NewsOrganisation",
    "NewsPage",
    "NewsWorkshop",
]
