"""The library's page: the list, every material's own address, and the curriculum."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from wagtail.contrib.routable_page.models import path

from portal.content.descriptions import nearest
from portal.content.pages import IndexPage
from portal.content.words import active_language
from portal.language import fallback_order

from .listing import Listing, facts_of, languages_of, parts_of, place_words
from .outline import blocks, outline, parts_by_code
from .records import Material, by_language


class LibraryPage(IndexPage):
    """The list of training materials with its filters, each material's own address, and the curriculum."""

    section = "library"
    menu_order = 3
    install_titles = {"kk": "Материалдар", "ru": "Материалы", "en": "Training materials"}
    install_summaries = {
        "kk": "Қауымдастықты жүргізуге және өзгелерді оқытуға арналған нұсқаулықтар, слайдтар мен жаттығулар. "
        "Бәрі тегін оқылады; әр материалда оны қалай пайдалануға болатыны жазылған.",
        "ru": "Пособия, слайды и упражнения о том, как вести дела ассоциации и учить других. "
        "Читать можно свободно; у каждого материала сказано, что с ним можно делать.",
        "en": "Manuals, slides and exercises for running an association and teaching others. "
        "Free to read; each item says what you may do with it.",
    }

    class Meta:
        verbose_name = "library page"

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
        return self.render(
            request, context_overrides={"modules": outline()}, template="resources/curriculum.html"
        )

    @path("<slug:slug>/", name="material")
    def material(self, request: HttpRequest, slug: str) -> HttpResponse:
        """One material. 404 for what the reader may not see."""
        material = visible_material(request, slug)
        return self.render(
            request,
            context_overrides=material_context(material),
            template="resources/material.html",
        )


def visible_material(request: HttpRequest, slug: str) -> Material:
    """The material at an address, if the reader may see it; raises Http404.

    Public ones are found without asking who is reading, so that the answer is the same for every visitor.
    """
    rows = Material.objects.select_related("owner").prefetch_related("descriptions", "files")
    found = rows.public().filter(slug=slug).first() or rows.visible_to(request.user).filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


def material_context(material: Material) -> dict:
    """What the page of a material shows."""
    language = active_language()
    files = by_language(material.files.all(), language)
    for file in files:
        file.material = material  # Else its address would ask for it again.
    description = nearest(material.descriptions.all(), language)
    code = material.code
    newer = _newer(material, description)
    return {
        "material": material,
        "description": description,
        "files": files,
        "main_file": files[0] if files else None,
        "languages": languages_of(files),
        "facts": facts_of(material),
        "parts": parts_of(material),
        "place": place_words(code),
        "topic": parts_by_code().get(code),
        "newer": newer,
        "newer_title": newer_title(newer.language) if newer else "",
    }


def _newer(material: Material, description) -> object:
    """The nearest text in another language that was published after the one shown; None when this is the newest."""
    if description is None or description.last_published_at is None:
        return None
    later = {
        other.language: other
        for other in material.descriptions.all()
        if other.live and other.last_published_at and other.last_published_at > description.last_published_at
    }
    return next((later[code] for code in fallback_order(description.language) if code in later), None)


def newer_title(language: str) -> str:
    """The line that says which language is ahead."""
    return {
        "kk": _("The Kazakh text is newer"),
        "ru": _("The Russian text is newer"),
        "en": _("The English text is newer"),
    }[language]
