"""The directory's page: the list with its filters, and every organisation's own address."""

from django.http import Http404, HttpRequest
from django.http.response import HttpResponse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.contrib.routable_page.models import path

from portal.content.page_meta import PageMeta, page_meta_of, set_page_meta
from portal.content.pages import IndexPage
from portal.listing.paging import CountedPaginator
from portal.localisation.addresses import section_url
from portal.localisation.text import active_language
from portal.look.components import Link

from .filters import ListRequest
from .models.organisation import Organisation
from .open_data.context import open_data_context
from .open_data.dataset import dataset
from .presenters.detail import detail_context
from .presenters.rows import list_context

PER_PAGE = 20


class DirectoryPage(IndexPage):
    """The list of organisations with its filters, and every organisation's own address."""

    section = "directory"
    menu_order = 1
    install_titles = {"kk": "Анықтамалық", "ru": "Справочник", "en": "Directory"}
    install_summaries = {
        "kk": "Қазақстанның кітапханалары мен кітапхана қауымдастықтары: қайда орналасқаны және дерек қайдан алынғаны.",
        "ru": "Библиотеки и библиотечные ассоциации Казахстана: где они находятся и откуда взяты сведения о них.",
        "en": "Kazakhstan’s libraries and library associations: where they are, and where the information comes "
        "from.",
    }
    own_addresses = ("data/",)
    template = "directory/directory_page.html"

    class Meta:
        verbose_name = gettext_lazy("directory")
        verbose_name_plural = gettext_lazy("directories")

    @path("")
    def list_organisations(self, request: HttpRequest) -> HttpResponse:
        """The list under the filters of the address; whatever the address asks, it answers with a list."""
        asked = ListRequest.read(request.GET)
        rows = asked.rows.select_related("region")
        page = CountedPaginator(rows, PER_PAGE, asked.found + asked.fictional).get_page(
            request.GET.get("page")
        )
        return self.render(
            request,
            context_overrides=list_context(asked, page),
            template="directory/directory_page.html",
        )

    @path("data/")
    def open_data(self, request: HttpRequest) -> HttpResponse:
        """Page about the files of open data: their columns and licence."""
        address = self.own_addresses[0]
        page_meta = PageMeta(
            trail=[
                *self.trail,
                Link(title=_("Open data"), url=section_url(self.section, address)),
            ],
            alternates={language: f"{url}{address}" for language, url in self.alternates.items()},
            data=dataset(),
            page=self,
        )
        set_page_meta(request, page_meta)
        return self.render(request, context_overrides=open_data_context(), template="directory/data.html")

    @path("<slug:slug>/")
    def show_organisation(self, request: HttpRequest, slug: str) -> HttpResponse:
        """One organisation; a draft only for those who may see it, and never kept by a cache."""
        rows = Organisation.objects.select_related("region", "parent")
        organisation = rows.public().filter(slug=slug).first()
        is_draft = organisation is None
        if is_draft:
            # Only now does the answer depend on who asks.
            organisation = rows.visible_to(request.user).filter(slug=slug).first()
        if organisation is None:
            raise Http404
        self.present(request, organisation, organisation.related_rows().descriptions)
        if organisation.remark and organisation.remark.language == active_language():
            page_meta_of(request).written_in |= {active_language()}  # A remark is a text of the page too.
        response = self.render(
            request,
            context_overrides=detail_context(organisation),
            template="directory/organisation.html",
        )
        if is_draft:
            add_never_cache_headers(response)
        return response
