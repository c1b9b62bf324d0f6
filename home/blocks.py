"""The body of a page of text."""

from federation.news.blocks import NewsCollectionBlock
from federation.news.models.news_page import NewsBodyBlock


class PageBodyBlock(NewsBodyBlock):
    """The body of a page of text: it may show everything that the portal has."""

    news = NewsCollectionBlock()
