"""The list of news and the news item."""

from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.url_routing import RouteResult

from portal.content.pages import IndexPage

from .enums import SECTION
from .models.news_page import NewsPage
from .presenters.rows import listing_of


class NewsIndexPage(IndexPage):
    """The list of news in one language, the newest first."""

    section = SECTION
    menu_order = 2
    install_titles = {"kk": "Жаңалықтар", "ru": "Новости", "en": "News"}
    install_summaries = {
        "kk": "Федерацияда не болып жатыр: семинарлар, жаңа материалдар, кітапханалардан хабарлар.",
        "ru": "Что происходит в федерации: семинары, новые материалы, вести из библиотек.",
        "en": "What is happening in the federation: workshops, new materials and news from libraries.",
    }
    subpage_types = ["news.NewsPage"]
    template = "news/news_index_page.html"

    class Meta:
        verbose_name = _("list of news")
        verbose_name_plural = _("lists of news")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Finds an item with all that its page shows in two queries; Wagtail's own way takes six."""
        if len(path_components) != 1:
            return super().route(request, path_components)
        items = NewsPage.objects.child_of(self).filter(slug=path_components[0])
        item = items.select_related("locale").with_face().first()
        if item is None:
            raise Http404
        return item.route(request, [])

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        context = super().get_context(request, *args, **kwargs)
        return {**context, "listing": listing_of(request, self.language)}
