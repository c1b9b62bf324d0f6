"""Materials, their words in each language and their files."""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.fields import RichTextField
from wagtail.models import Orderable

from portal.caching.versions import Versioned
from portal.content.descriptions import Description, nearest
from portal.content.records import Record
from portal.content.searchable import SearchEntry
from portal.language import LANGUAGES, fallback_order
from portal.listing.finding import fill_sort_keys, folded
from portal.localisation.text import Words, active_language, words_of
from portal.media.checks import CONTENT_TYPES, check_document, extension_of, safe_name
from portal.media.records import private_storage

from .curriculum import Module, Topic, Unit
from .enums import (
    LICENCE_ADDRESSES,
    LICENCE_WORDS,
    Audience,
    Licence,
    MaterialKind,
    MaterialState,
    TextProblem,
)
from .querysets import MaterialFileQuerySet, MaterialQuerySet
from .reading import READABLE

RESERVED_SLUGS = frozenset({"curriculum"})  # Addresses of the library itself.


class Material(Record, ClusterableModel):
    """A material is something to teach or learn from: a manual, slides, an exercise; in one or more languages."""

    section = "library"
    search_kind = "material"
    picture_kind = "materials"

    kind = models.CharField(_("kind"), max_length=20, choices=MaterialKind)
    audience = models.CharField(_("audience"), max_length=20, choices=Audience, default=Audience.EVERYONE)
    licence = models.CharField(_("licence"), max_length=20, choices=Licence, default=Licence.UNCLEAR)
    rights_note_kk = models.TextField(_("about the rights, in Kazakh"), blank=True)
    rights_note_ru = models.TextField(_("about the rights, in Russian"), blank=True)
    rights_note_en = models.TextField(_("about the rights, in English"), blank=True)
    source_kk = models.CharField(_("source, in Kazakh"), max_length=300, blank=True)
    source_ru = models.CharField(_("source, in Russian"), max_length=300, blank=True)
    source_en = models.CharField(_("source, in English"), max_length=300, blank=True)
    units = models.ManyToManyField(Unit, verbose_name=_("units"), blank=True, related_name="materials")
    topics = models.ManyToManyField(Topic, verbose_name=_("topics"), blank=True, related_name="materials")
    modules = models.ManyToManyField(
        Module,
        verbose_name=_("modules"),
        blank=True,
        related_name="materials",
        help_text=_("Only for a material about a whole module; otherwise choose topics or units."),
    )
    version = models.CharField(_("version"), max_length=20, blank=True)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    owner = models.ForeignKey(
        "directory.Organisation",
        verbose_name=_("owner"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="materials",
        help_text=_("The organisation that may edit it. If empty, the federation."),
    )
    state = models.CharField(_("state"), max_length=10, choices=MaterialState, default=MaterialState.DRAFT)
    is_demo = models.BooleanField(_("made for demonstration"), default=False)

    downloads = models.PositiveIntegerField(_("downloads"), default=0, editable=False)
    # Worked out by `actions` from the fields above and the descriptions, so that lists ask one table.
    within = models.ManyToManyField(Module, editable=False, related_name="materials_within")
    codes = models.CharField(max_length=1000, editable=False, default=" ")
    folded = models.TextField(editable=False, default=" ")
    sort_kk = models.CharField(max_length=120, editable=False)
    sort_ru = models.CharField(max_length=120, editable=False)
    sort_en = models.CharField(max_length=120, editable=False)

    objects = MaterialQuerySet.as_manager()

    class Meta:
        verbose_name = _("material")
        verbose_name_plural = _("materials")
        indexes = [
            models.Index(
                fields=["state", "is_demo", "-published_on", "-id"], name="resources_material_newest"
            ),
            models.Index(fields=["state", "is_demo", "-downloads"], name="resources_material_downloads"),
            models.Index(fields=["state", "is_demo", "sort_kk", "id"], name="resources_material_sort_kk"),
            models.Index(fields=["state", "is_demo", "sort_ru", "id"], name="resources_material_sort_ru"),
            models.Index(fields=["state", "is_demo", "sort_en", "id"], name="resources_material_sort_en"),
        ]

    def __str__(self) -> str:
        return self.title.text

    def clean(self) -> None:
        super().clean()
        if self.slug in RESERVED_SLUGS:
            raise ValidationError(
                {"slug": _("The list of materials itself uses this address. Choose another.")}
            )
        if self.state == MaterialState.PUBLIC and not self.published_on:
            raise ValidationError({"published_on": _("Enter the date it was published.")})

    @property
    def is_public(self) -> bool:
        return self.state == MaterialState.PUBLIC

    @property
    def code_list(self) -> list[str]:
        """The codes of the curriculum that it was made for, in the curriculum's order: ["1.2.13", "S1"]."""
        return self.codes.upper().replace("5A", "5a").split()

    @property
    def code(self) -> str:
        """The code on its cover: that of its first topic, else of its first module; empty outside the curriculum."""
        first = next(iter(self.code_list), "")
        return ".".join(first.split(".")[:2])

    @property
    def module_code(self) -> str:
        """The module whose colour its cover has: "1" to "5", "S", or empty."""
        return self.code[:1]

    def title_in(self, language: str) -> Words:
        """The title in a language or the nearest that has one; without any, its kind and code."""
        if description := nearest(self.descriptions.all(), language):
            return Words(description.title, description.language)
        with override(language):
            return Words(" ".join(filter(None, [str(self.get_kind_display()), self.code])), language)

    @property
    def title(self) -> Words:
        """The title for the reader; `language` says which it really is."""
        return self.title_in(active_language())

    @property
    def rights(self) -> str:
        """What one may do with it, in words."""
        return str(LICENCE_WORDS[self.licence])

    @property
    def licence_address(self) -> str:
        """Where the licence stands in full; empty when it is no public licence."""
        return LICENCE_ADDRESSES.get(self.licence, "")

    @property
    def rights_note(self) -> Words:
        """What is known about its rights beyond the licence."""
        return words_of(self, "rights_note")

    @property
    def source(self) -> Words:
        """Where it comes from."""
        return words_of(self, "source")

    def fill_words(self, descriptions: Iterable["MaterialDescription"]) -> None:
        """Works out the sort keys and the text that the library's search looks in. Saves nothing."""
        live = sorted((item for item in descriptions if item.live), key=lambda item: item.language)
        shown = {language: nearest(live, language) for language in LANGUAGES}
        fill_sort_keys(self, lambda language: shown[language].title if shown[language] else self.slug)
        self.folded = folded(*(item.title for item in live))

    def linked_data(self) -> dict:
        from .linked_data import data_of

        return data_of(self)

    def search_entries(self) -> Iterable[SearchEntry]:
        from .search_entries import entries_of

        return entries_of(self)

    @classmethod
    def searchable_rows(cls) -> models.QuerySet:
        return cls.objects.public().prefetch_related("descriptions", "files__texts", "within")


class MaterialDescription(Description):
    """What a material is called and what one learns from it, in one language."""

    record = models.ForeignKey(
        Material, verbose_name=_("material"), on_delete=models.CASCADE, related_name="descriptions"
    )
    title = models.CharField(_("title"), max_length=200)
    summary = models.TextField(
        _("summary"), max_length=400, help_text=_("One or two sentences: what it is and what it is for.")
    )
    what_you_learn = models.TextField(
        _("what you will learn"), blank=True, help_text=_("One thing per line.")
    )
    body = RichTextField(
        _("more about it"), blank=True, features=["bold", "italic", "h3", "ul", "ol", "link"]
    )

    class Meta(Description.Meta):
        verbose_name = _("text about a material")
        verbose_name_plural = _("texts about materials")

    def save(self, *args, **kwargs) -> None:
        """Saves, and in the same transaction tells the material, whose lists look in all its titles."""
        with self._telling_record():
            super().save(*args, **kwargs)

    def delete(self, *args, **kwargs) -> tuple[int, dict[str, int]]:
        """Deletes, and in the same transaction tells the material."""
        with self._telling_record():
            return super().delete(*args, **kwargs)

    @contextmanager
    def _telling_record(self) -> Iterator[None]:
        """Holds the material's row before anything of search is held, as saving the material itself does."""
        with transaction.atomic():
            material = Material.objects.select_for_update(no_key=True).get(pk=self.record_id)
            yield
            material.fill_words(material.descriptions.all())
            names = ("folded", *(f"sort_{language}" for language in LANGUAGES))
            Material.objects.filter(pk=material.pk).update(
                **{name: getattr(material, name) for name in names}
            )

    @property
    def lessons(self) -> list[str]:
        """What one learns, one thing each."""
        return [line.strip(" -–•\t") for line in self.what_you_learn.splitlines() if line.strip(" -–•\t")]

    def get_preview_template(self, request, mode_name: str) -> str:
        return "resources/description_preview.html"

    def get_preview_context(self, request, mode_name: str) -> dict:
        return {
            **super().get_preview_context(request, mode_name),
            "description": self,
            "material": self.record,
        }


def _path_of_file(instance: "MaterialFile", filename: str) -> str:
    return f"materials/{instance.material.slug}/{safe_name(filename)}"


class MaterialFile(Versioned, Orderable):
    """A file of a material in one language; handed out only by the library's own view, which asks who is reading."""

    material = ParentalKey(Material, on_delete=models.CASCADE, related_name="files")
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    title = models.CharField(
        _("title"),
        max_length=150,
        blank=True,
        help_text=_("What sets it apart from the other files, for example “Slides”."),
    )
    file = models.FileField(
        _("file"),
        max_length=255,
        upload_to=_path_of_file,
        storage=private_storage,
        validators=[check_document],
    )
    name = models.CharField(max_length=80, editable=False)
    format = models.CharField(max_length=5, editable=False)
    size = models.PositiveBigIntegerField(editable=False, default=0, help_text=_("In bytes."))
    sha256 = models.CharField(max_length=64, editable=False, blank=True)
    source_hash = models.CharField(
        max_length=64, editable=False, blank=True
    )  # Of the text it was built from.
    downloads = models.PositiveIntegerField(_("downloads"), default=0, editable=False)
    # The content whose text `actions.read_file` has read or tried to read: nothing is tried twice.
    read_sha256 = models.CharField(max_length=64, editable=False, blank=True)
    text_problem = models.CharField(max_length=10, choices=TextProblem, editable=False, blank=True)

    objects = MaterialFileQuerySet.as_manager()

    class Meta(Orderable.Meta):
        verbose_name = _("file")
        verbose_name_plural = _("files")

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs) -> None:
        """Saves; takes stock of a new file, has it read, and lets go of the one that it replaces."""
        if self.file and not self.file._committed:
            self._take_stock()
            replaced = type(self).objects.filter(pk=self.pk).values_list("file", flat=True).first()
            super().save(*args, **kwargs)
            self.forget_stored(replaced)
            if self.is_waiting:
                self._have_read()
        else:
            super().save(*args, **kwargs)

    @classmethod
    def forget_stored(cls, name: str | None) -> None:
        """Removes what is stored under a name, once that is sure, unless a row still uses it."""
        if name and not cls.objects.filter(file=name).exists():
            transaction.on_commit(partial(private_storage().delete, name))

    def _take_stock(self) -> None:
        content = self.file.file
        content.seek(0)
        self.sha256 = hashlib.file_digest(content, "sha256").hexdigest()
        content.seek(0)
        self.size = self.file.size
        self.format = extension_of(self.file.name)
        self.name = safe_name(self.file.name)

    def _have_read(self) -> None:
        from .tasks import read_file

        transaction.on_commit(lambda: read_file.enqueue(self.pk), robust=True)

    @property
    def is_waiting(self) -> bool:
        """True when the text of this content could be read and was not tried yet."""
        return self.format in READABLE and self.read_sha256 != self.sha256

    @property
    def content_type(self) -> str:
        return CONTENT_TYPES.get(self.format, "application/octet-stream")

    @property
    def label(self) -> str:
        """What the file is called on the page: its title, or its name."""
        return self.title or self.name

    def url_in(self, language: str) -> str:
        """The address under which it is downloaded."""
        return f"/{language}/library/{self.material.slug}/files/{self.pk}/{self.name}"

    @property
    def url(self) -> str:
        return self.url_in(active_language())


class FileText(models.Model):
    """The text of one page, slide or sheet of a file, as `resources.reading` read it; search finds it."""

    file = models.ForeignKey(MaterialFile, on_delete=models.CASCADE, related_name="texts")
    unit = models.CharField(
        max_length=10, blank=True
    )  # "page", "slide", "sheet"; empty: a stretch of the text.
    number = models.PositiveIntegerField()  # From 1, as readers count.
    text = models.TextField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["file", "number"], name="resources_one_text_per_part_of_a_file")
        ]

    def __str__(self) -> str:
        return f"{self.file_id} {self.unit} {self.number}"


def by_language(files: Iterable[MaterialFile], language: str) -> list[MaterialFile]:
    """Files in the reader's language first, then in the nearest; within a language in their own order."""
    order = fallback_order(language)
    return sorted(files, key=lambda file: order.index(file.language))
