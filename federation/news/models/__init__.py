from ..pages import NewsIndexPage, NewsPage
from .category import NewsCategory
from .subject import NewsMaterial, NewsOrganisation, NewsWorkshop

__all__ = [
    "NewsCategory",
    "NewsIndexPage",
    "NewsMaterial",
    "NewsOrganisation",
    "NewsPage",
    "NewsWorkshop",
]
