from ..pages import NewsIndexPage
from .author import NewsAuthor
from .category import NewsCategory
from .news_page import NewsPage
from .subject import NewsMaterial, NewsOrganisation, NewsWorkshop

__all__ = [
    "NewsAuthor",
    "NewsCategory",
    "NewsIndexPage",
    "NewsMaterial",
    "NewsOrganisation",
    "NewsPage",
    "NewsWorkshop",
]
