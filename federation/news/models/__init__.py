from ..pages import NewsIndexPage
from .category import NewsCategory
from .news_page import NewsPage
from .subject import NewsMaterial, NewsOrganisation, NewsWorkshop

__all__ = [
    "NewsCategory",
    "NewsIndexPage",
    "NewsMaterial",
    "NewsOrganisation",
    "NewsPage",
    "NewsWorkshop",
]
