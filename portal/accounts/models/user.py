"""The user."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from portal.localisation.text import active_language
from portal.mail.fields import AddressField
from portal.mail.fields import one_form as one_form_of_address

from ..enums import Role
from ..passwords import one_form

if TYPE_CHECKING:
    from federation.people.models import Person

ERASED = "@erased.invalid"  # How the address of an erased account ends.
WITHHELD_FIELDS = frozenset({"is_staff", "is_superuser"})


class UserManager(BaseUserManager["User"]):
    """Makes users by e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Makes a user; without a password nobody can sign in as them until they set one."""
        if not email:
            raise ValueError("a user needs an e-mail address")
        user = self.model(email=email, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def with_role(self, *roles: Role) -> models.QuerySet["User"]:
        """Those who have one of the roles and may sign in, in a lasting order."""
        return self.filter(groups__name__in=roles, is_active=True).distinct().order_by("pk")

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Makes a user who may do everything; whoever can run commands on the server vouches for the address."""
        from allauth.account.models import EmailAddress  # noqa: PLC0415 A library that needs our models first.

        user = self.create_user(email, password, **{"is_staff": True, "is_superuser": True, **fields})
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
        return user

    def reached_at(self, email: str, *, is_open: bool = True) -> "User | None":
        """Finds the open account that an e-mail to the address is for: theirs who confirmed it, else theirs who signs
        in with it. Who only wishes for the address, unconfirmed, has no claim to it. With `is_open=False`, the account
        that nobody can sign in to any more.

        One question to the database, whatever the answer, so that the time tells nobody who has an account.
        """
        from allauth.account.models import EmailAddress  # noqa: PLC0415 A library that needs our models first.

        address = one_form_of_address(email)
        addresses = EmailAddress.objects.filter(user=models.OuterRef("pk"), email=address, verified=True)
        found = self.filter(models.Q(email=address) | models.Exists(addresses), is_active=is_open)
        return found.order_by(models.Exists(addresses).desc(), "pk").first()


class User(AbstractUser):  # type: ignore[django-manager-missing]  # Those of files are untyped.
    """Somebody who can sign in. The e-mail address is the login; letters come in the preferred language."""

    username = None  # type: ignore[assignment]  # Django takes the column away so.
    email = AddressField(_("e-mail"), unique=True)
    preferred_language = models.CharField(
        _("preferred language"), max_length=2, choices=settings.LANGUAGES, default="kk"
    )

    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True, editable=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]  # Django's asks for a username.

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [models.UniqueConstraint(Lower("email"), name="accounts_user_one_per_email")]

    def __str__(self) -> str:
        return self.get_full_name() or self.email

    def set_password(self, raw_password: str | None) -> None:
        super().set_password(None if raw_password is None else one_form(raw_password))

    # True on an instance that stands for somebody whose session has not shown the second factor (`second_factor`).
    has_withheld_rights = False

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.has_withheld_rights:  # What a session may not use is not what the account has.
            names = kwargs.get("update_fields") or [field.name for field in self._meta.concrete_fields]
            kwargs["update_fields"] = {*names} - WITHHELD_FIELDS - {self._meta.pk.name}
        super().save(*args, **kwargs)

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        super().refresh_from_db(*args, **kwargs)
        if self.has_withheld_rights:
            from ..withholding import withhold_rights  # noqa: PLC0415 A library that needs our models first.

            withhold_rights(self)

    @cached_property
    def group_names(self) -> frozenset[str]:
        """The names of the user's groups, which those of roles are among; read once."""
        return frozenset(self.groups.values_list("name", flat=True))

    @property
    def is_erased(self) -> bool:
        """True for the empty shell of an account that was deleted."""
        return self.email.endswith(ERASED)

    @property
    def known_person(self) -> "Person | None":
        """The person behind the account; None where there is none (yet)."""
        return getattr(self, "person", None)

    @property
    def is_closed(self) -> bool:
        """True for an account that its owner has closed, until an administrator makes it active again."""
        return self.closed_at is not None and not self.is_active and not self.is_erased

    @property
    def display_name(self) -> str:
        """Name by which the portal addresses the user: the given one, else the part of the address before the @."""
        return self.get_full_name() or self.email.partition("@")[0]

    @property
    def shown_name(self) -> str:
        """Name of the user as the reader's language has it, where the person behind the account has told it."""
        person = self.known_person
        return (person.name_in(active_language()) if person else "") or self.display_name
