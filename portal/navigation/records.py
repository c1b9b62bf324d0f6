"""What editors decide about the frame of every page: menus and notices."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from portal.caching.versions import Versioned

from .enums import NoticeKind, Place

ADDRESS = RegexValidator(
    r"^(https://|mailto:|/(?!/))\S*$",
    _("Give an address that starts with https://, or with / for a page on the portal."),
)


class Target(models.Model):
    """Where a link leads: a page, which each reader gets in their own language, or an address."""

    page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page of the portal"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        help_text=_(
            "In any language: readers get the page in their own. If there is none, no link is shown."
        ),
    )
    address = models.CharField(
        _("or an address"),
        max_length=500,
        blank=True,
        validators=[ADDRESS],
        help_text=_(
            "https://…, or for example /desk/ for a part of the portal that exists in every language."
        ),
    )
    title_kk = models.CharField(_("link text in Kazakh"), max_length=60, blank=True)
    title_ru = models.CharField(_("link text in Russian"), max_length=60, blank=True)
    title_en = models.CharField(_("link text in English"), max_length=60, blank=True)

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        if self.page_id and self.address:
            raise ValidationError({"address": _("Choose a page or give an address, not both.")})
        if self.address and not (self.title_kk or self.title_ru or self.title_en):
            raise ValidationError(
                {
                    "title_kk": _(
                        "An address needs link text. In a language without link text, the link is not shown."
                    )
                }
            )


class Menu(Versioned, ClusterableModel):
    """One list of links in the frame of every page: the main menu, or a column of the footer."""

    place = models.CharField(_("place"), max_length=20, choices=Place, unique=True)
    title_kk = models.CharField(_("title in Kazakh"), max_length=60, blank=True)
    title_ru = models.CharField(_("title in Russian"), max_length=60, blank=True)
    title_en = models.CharField(_("title in English"), max_length=60, blank=True)
    adds_pages = models.BooleanField(
        _("add new pages automatically"),
        default=False,
        help_text=_(
            "Text pages directly below the home page that have no entry here come after the entries: "
            "in the main menu, those marked to be shown in menus; in the footer, all of them."
        ),
    )

    class Meta:
        verbose_name = _("menu")
        verbose_name_plural = _("menus")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.get_place_display()


class MenuEntry(Versioned, Orderable, Target):
    """One link in a menu."""

    menu = ParentalKey(Menu, on_delete=models.CASCADE, related_name="entries")

    class Meta(Orderable.Meta):
        verbose_name = _("menu entry")
        verbose_name_plural = _("menu entries")

    def __str__(self) -> str:
        return self.title_kk or self.address or str(self.page or "")

    def clean(self) -> None:
        super().clean()
        if not self.page_id and not self.address:
            raise ValidationError({"page": _("Choose a page or give an address.")})


class Notice(Versioned, Target):
    """A short text above every page, or the pages of chosen sections, from one hour to another."""

    kind = models.CharField(_("kind"), max_length=10, choices=NoticeKind, default=NoticeKind.INFO)
    text_kk = models.CharField(_("text in Kazakh"), max_length=200)
    text_ru = models.CharField(_("text in Russian"), max_length=200)
    text_en = models.CharField(_("text in English"), max_length=200)
    starts_at = models.DateTimeField(_("shown from"), default=timezone.now)
    ends_at = models.DateTimeField(
        _("shown until"), null=True, blank=True, help_text=_("Leave empty to show it until you remove it.")
    )
    sections = models.JSONField(_("where"), default=list, blank=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-starts_at", "-pk"]

    def __str__(self) -> str:
        return self.text_kk

    @classmethod
    def version_rooms(cls) -> tuple[str, ...]:
        return ("notices",)

    def clean(self) -> None:
        super().clean()
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("The end must be after the beginning.")})

    @property
    def state(self) -> str:
        """In words, whether it shows now."""
        now = timezone.now()
        if self.ends_at and self.ends_at <= now:
            return str(_("ended"))
        return str(_("shown now")) if self.starts_at <= now else str(_("to be shown later"))
