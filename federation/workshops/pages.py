"""The page of the section: the list of workshops, and each workshop's own address."""

from django.core.paginator import Page
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import path

from portal.content.pages import IndexPage
from portal.listing.paging import CountedPaginator

from .filters import ListRequest
from .models.project import Project
from .models.workshop import Workshop
from .presenters.detail import workshop_context
from .presenters.project import project_context, project_slugs
from .presenters.rows import list_context

PER_PAGE = 20


class WorkshopPaginator(CountedPaginator):
    """Pages of what was asked. It sorts bare keys before it reads whole rows."""

    def __init__(self, asked: ListRequest) -> None:
        super().__init__(asked.rows, PER_PAGE, asked.filters.found + asked.filters.fictional)
        self.asked = asked

    def page(self, number: int | str) -> Page:
        """The page of a number; raises InvalidPage when there is none."""
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        keys = self.asked.rows.values("pk")[first : first + self.per_page]
        return Page(self.asked.ordered.filter(pk__in=keys).for_list(), number, self)


class WorkshopsPage(IndexPage):
    """The list of workshops with its filters and month, and every workshop's own address."""

    section = "workshops"
    menu_order = 4
    install_titles = {"kk": "Семинарлар", "ru": "Семинары", "en": "Workshops"}
    install_summaries = {
        "kk": "Кітапханашылардың біліктілігін арттыратын өңірлік семинарлар. "
        "Ашық семинарға орынды бірінші болып жазылған алады.",
        "ru": "Региональные семинары повышения квалификации библиотекарей. "
        "На открытых семинарах места получают те, кто записался первым.",
        "en": "Regional workshops for librarians. Open workshops are first come, first served.",
    }
    template = "workshops/workshops_page.html"

    class Meta:
        verbose_name = _("list of workshops")
        verbose_name_plural = _("lists of workshops")

    @path("")
    def list_workshops(self, request: HttpRequest) -> HttpResponse:
        """Coming or past workshops under the filters of the address."""
        asked = ListRequest(request.GET, is_past=request.GET.get("when") == "past")
        page = WorkshopPaginator(asked).get_page(request.GET.get("page"))
        return self.render(
            request,
            context_overrides=list_context(asked, page),
            template="workshops/workshops_page.html",
        )

    @path("<slug:slug>/")
    def show_workshop(self, request: HttpRequest, slug: str) -> HttpResponse:
        """One workshop, or a project; what is not public only for those who may see it, and kept by no cache."""
        if slug in project_slugs():
            return self._show_project(request, slug)
        rows = Workshop.objects.for_page()
        workshop = rows.public().filter(slug=slug).first()
        is_public = workshop is not None
        if not is_public:
            # Only now does the answer depend on who asks.
            workshop = rows.visible_to(request.user).filter(slug=slug).first()
        if workshop is None:
            raise Http404
        self.present(request, workshop, workshop.descriptions.all())
        response = self.render(
            request,
            context_overrides=workshop_context(workshop),
            template="workshops/workshop.html",
        )
        if not is_public:
            add_never_cache_headers(response)
        return response

    def _show_project(self, request: HttpRequest, slug: str) -> HttpResponse:
        rows = Project.objects.public().select_related("organisation").prefetch_related("descriptions")
        project = rows.get(slug=slug)
        self.present(request, project, project.descriptions.all())
        return self.render(
            request, context_overrides=project_context(project), template="workshops/project.html"
        )
