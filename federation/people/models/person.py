"""People."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.models import ClusterableModel

from federation.directory.models import Region
from portal.accounts.models import User
from portal.content.models import Versioned
from portal.language import LANGUAGES, sort_key
from portal.listing.finding import folded
from portal.localisation.text import active_language
from portal.mail.fields import AddressField, one_form

from ..enums import SHOWN_AT_FIRST, Audience, Detail
from ..querysets import PersonQuerySet
from ..validators import validate_audiences, validate_lines, validate_phone

LONGEST_NAME = 301  # Both names of an account, with a space.
# The rows of which `Person.is_forgotten` is true: nothing tells who it was.
FORGOTTEN = models.Q(
    user=None,
    full_name="",
    name_kk="",
    name_ru="",
    latin_name="",
    other_names="",
    email=None,
    other_emails="",
    merged_into=None,
)


class Person(Versioned, ClusterableModel):
    """Somebody whose path through workshops, cascade and offices is followed; perhaps without an account.

    An account has exactly one person, made with it (`receivers.follow_account`), who has its name and its language.
    `full_name` is the everyday name; the names as on documents stand beside it, as far as they are known.
    """

    never_reverted = frozenset({"user", "is_demo", "shown_to"})
    instead_of_deleting = _(
        "Places remain as numbers. Anyone who asks to be forgotten erases their data in their account; for "
        "someone without an account, choose “Erase” on this person’s page."
    )

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="person",
    )
    full_name = models.CharField(
        _("full name"),
        max_length=LONGEST_NAME,
        blank=True,
        help_text=_("As it should appear in the list of participants."),
    )
    name_kk = models.CharField(
        pgettext_lazy("of a person", "name in Kazakh"),
        max_length=200,
        blank=True,
        help_text=_("As on documents in Kazakh."),
    )
    name_ru = models.CharField(
        pgettext_lazy("of a person", "name in Russian"),
        max_length=200,
        blank=True,
        help_text=_("As on documents in Russian."),
    )
    latin_name = models.CharField(
        _("name in Latin letters"), max_length=200, blank=True, help_text=_("For documents in English.")
    )
    other_names = models.TextField(
        pgettext_lazy("of a person", "other names"),
        blank=True,
        help_text=_("Former names, one per line."),
        validators=[validate_lines],
    )
    email = AddressField(
        _("e-mail"), null=True, blank=True, help_text=_("Only for people without an account.")
    )
    other_emails = models.TextField(
        _("other addresses"),
        blank=True,
        help_text=_("Addresses that are kept beside the first, one per line."),
        validators=[validate_lines],
    )
    region = models.ForeignKey(
        Region,
        verbose_name=_("region"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="people",
    )
    preferred_language = models.CharField(
        _("preferred language"), max_length=2, choices=settings.LANGUAGES, default="kk"
    )
    speaks_kk = models.BooleanField(_("Kazakh"), default=False)
    speaks_ru = models.BooleanField(_("Russian"), default=False)
    speaks_en = models.BooleanField(_("English"), default=False)
    other_languages = models.CharField(_("other languages"), max_length=200, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True, validators=[validate_phone])
    shown_to = models.JSONField(
        _("what is shown to whom"), default=dict, blank=True, validators=[validate_audiences]
    )
    details_confirmed_at = models.DateTimeField(_("details confirmed at"), null=True, editable=False)
    is_demo = models.BooleanField(_("invented for demonstration"), default=False)
    merged_into = models.ForeignKey(
        "self",
        verbose_name=_("merged into"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="merged",
    )
    folded = models.TextField(editable=False)
    sort_key = models.CharField(max_length=120, editable=False, db_index=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return self.full_name or (str(self.user) if self.user_id else f"№ {self.pk}")

    def why_it_stays(self) -> str:
        """Why the row is not deleted: an account without its person could do nothing. Empty where it may go."""
        return str(self.instead_of_deleting) if self.user_id else ""

    @property
    def is_forgotten(self) -> bool:
        if self.merged_into_id:  # Its names went to somebody; the undo of the merge needs its versions.
            return False
        return not (self.user_id or self.email or self.other_emails or self.all_names)

    def clean(self) -> None:
        super().clean()
        # Somebody with neither name nor account stands for one who was erased, also after a restore.
        if self._state.adding and not (self.user_id or self.full_name.strip()):
            raise ValidationError({"full_name": _("Write the person’s name, or choose their account.")})

    def save(self, *args, **kwargs) -> None:
        self.fill_derived()
        super().save(*args, **kwargs)

    def told_by(self, user: User) -> tuple[str, str]:
        """Returns the name and the language that an account gives its person; without a name, the person's stays."""
        return user.get_full_name() or self.full_name, user.preferred_language

    def fill_derived(self) -> None:
        """Takes over what the account says, and works out the sort key and the text that finds any of the names."""
        self.email = self.email or None
        if self.user and not self.merged_into_id:
            self.full_name, self.preferred_language = self.told_by(self.user)
        self.sort_key = sort_key(self.full_name, "kk")
        self.folded = folded(*self.all_names)

    @property
    def all_names(self) -> list[str]:
        """Everything that the person is or was called, each once, the everyday name first."""
        known = (self.full_name, self.name_kk, self.name_ru, self.latin_name, *self.other_names.splitlines())
        return list(dict.fromkeys(name for name in map(str.strip, known) if name))

    @property
    def noted_addresses(self) -> frozenset[str]:
        """The addresses that were noted for the person, in the one form, whoever else has them."""
        lines = map(str.strip, (self.email or "", *self.other_emails.splitlines()))
        return frozenset(one_form(line) for line in lines if line)

    @property
    def public_names(self) -> list[str]:
        """The names that readers see, each once. By a former one nobody but the secretariat finds the person: it would
        tell everybody that two names are one person's.
        """
        return [name for name in dict.fromkeys(map(self.name_in, LANGUAGES)) if name]

    def name_in(self, language: str) -> str:
        """The name that a reader of the language sees: as on documents in it, else the everyday one."""
        on_documents = {"kk": self.name_kk, "ru": self.name_ru, "en": self.latin_name}
        return on_documents[language] or self.full_name

    @property
    def shown_name(self) -> str:
        """The name that today's reader sees; without any, what else tells the row."""
        return self.name_in(active_language()) or str(self)

    @property
    def standing(self) -> "Person":
        """The person, or the one that their entry was merged into: an older version may name the entry."""
        return self.merged_into.standing if self.merged_into else self

    @property
    def any_name_on_documents(self) -> str:
        """A name from which the one in Latin letters can be proposed."""
        return self.name_kk or self.name_ru or self.full_name

    def audience_of(self, detail: Detail) -> Audience:
        """To whom the person shows a detail, as they said or as it is at first."""
        return Audience(self.shown_to.get(detail, SHOWN_AT_FIRST.get(detail, Audience.NOBODY)))

    @property
    def address(self) -> str:
        """E-mail address for letters: the account's, else the person's own; empty when there is none."""
        return self.user.email if self.user else self.email or ""
