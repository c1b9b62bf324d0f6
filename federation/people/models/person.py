"""People."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from federation.directory.models import Region
from portal.accounts.models import User
from portal.content.models import Versioned
from portal.language import sort_key
from portal.listing.finding import folded
from portal.mail.fields import AddressField

from ..querysets import PersonQuerySet


class Person(Versioned):
    """Somebody whose path through workshops, cascade and offices is followed; perhaps without an account.

    An account has exactly one person, made with it (`receivers.follow_account`), who has its name and its language.
    """

    never_reverted = frozenset({"user", "is_demo"})
    instead_of_deleting = _(
        "Places remain as numbers. Anyone who asks to be forgotten closes their account; for "
        "someone without an account, clear the names and the e-mail here."
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
        max_length=200,
        blank=True,
        help_text=_("As it should appear in the list of participants."),
    )
    latin_name = models.CharField(
        _("name in Latin letters"), max_length=200, blank=True, help_text=_("For documents in English.")
    )
    other_names = models.TextField(_("other names"), blank=True, help_text=_("Former names, one per line."))
    email = AddressField(
        _("e-mail"), null=True, blank=True, help_text=_("Only for people without an account.")
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
    is_demo = models.BooleanField(_("invented for demonstration"), default=False)
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

    @property
    def is_forgotten(self) -> bool:
        return not (self.user_id or self.full_name or self.latin_name or self.other_names or self.email)

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
        if self.user:
            self.full_name, self.preferred_language = self.told_by(self.user)
        self.sort_key = sort_key(self.full_name, "kk")
        self.folded = folded(self.full_name, self.latin_name, self.other_names)

    @property
    def address(self) -> str:
        """E-mail address for letters: the account's, else the person's own; empty when there is none."""
        return self.user.email if self.user else self.email or ""
