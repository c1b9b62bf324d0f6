"""The library's page: the list, every material's own address, and the curriculum."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.contrib.routable_page.models import path

from portal.content.page_meta import PageMeta, set_page_meta
from portal.content.pages import IndexPage
from portal.localisation.addresses import section_url
from portal.look.components import Link

from .models.material import Material
from .presenters.detail import material_context
from .presenters.outline import blocks, outline
from .presenters.rows import Listing

CURRICULUM = "curriculum"


class LibraryPage(IndexPage):
    """The list of training materials with its filters, each material's own address, and the curriculum."""

    section = "library"
    menu_order = 3
    install_titles = {"kk": "Материалдар", "ru": "Материалы", "en": "Training materials"}
    install_summaries = {
        "kk": "Қауымдастық ісін жүргізуге және әріптестерді оқытуға арналған нұсқаулықтар, слайдтар мен жаттығулар. "
        "Бәрі тегін оқылады; әр материалда оны қалай пайдалануға болатыны жазылған.",
        "ru": "Пособия, слайды и упражнения о том, как вести дела ассоциации и учить других. "
        "Читать можно свободно; у каждого материала указано, что с ним можно делать.",
        "en": "Manuals, slides and exercises for running an association and teaching others. "
        "Free to read; each item says what you may do with it.",
    }

    own_addresses = (f"{CURRICULUM}/",)

    class Meta:
        verbose_name = gettext_lazy("list of training materials")
        verbose_name_plural = gettext_lazy("lists of training materials")

    @path("")
    def list_of_materials(self, request: HttpRequest) -> HttpResponse:
        """The list, as the address's words, filters, order and page ask for it."""
        return self.render(
            request,
            context_overrides={"listing": Listing(request.GET), "blocks": blocks()},
            template="resources/library_page.html",
        )

    @path("curriculum/", name="curriculum")
    def curriculum(self, request: HttpRequest) -> HttpResponse:
        """All modules, topics and units."""
        modules = outline()
        address = f"{CURRICULUM}/"
        page_meta = PageMeta(
            trail=[
                *self.trail,
                Link(title=_("Curriculum"), url=section_url(self.section, address, self.language)),
            ],
            alternates={language: f"{url}{address}" for language, url in self.alternates.items()},
            page=self,
        )
        set_page_meta(request, page_meta)
        return self.render(
            request,
            context_overrides={
                "modules": modules,
                "has_own_translation": any(module.is_own_translation for module in modules),
            },
            template="resources/curriculum.html",
        )

    @path("<slug:slug>/", name="material")
    def material(self, request: HttpRequest, slug: str) -> HttpResponse:
        """One material. 404 for what the reader may not see."""
        material = visible_material(request, slug)
        self.present(request, material, material.descriptions.all())
        return self.render(
            request,
            context_overrides=material_context(material),
            template="resources/material.html",
        )


def visible_material(request: HttpRequest, slug: str) -> Material:
    """The material at an address, if the reader may see it; raises Http404.

    Public ones are found without asking who is reading, so that the answer is the same for every visitor.
    """
    rows = Material.objects.select_related("owner").with_creators().prefetch_related("descriptions", "files")
    found = rows.public().filter(slug=slug).first() or rows.visible_to(request.user).filter(slug=slug).first()
    if found is None:
        raise Http404
    return found
