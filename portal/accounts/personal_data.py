"""Personal data that accounts themselves hold on somebody: the account, e-mails sent."""

from functools import partial
from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal.backup.erasures import can_be_closed, can_be_erased
from portal.mail.models import Letter
from portal.mail.rendering import in_words
from portal.mail.sending import forget_letters_naming, forget_letters_to
from portal.mail.unsubscribing import ended

from .actions import GONE, close_account, delete_account, shut
from .models.user import ERASED, User
from .registry import Leaving, Subject, Told, register_personal_data
from .roles import ROLE_NAMES


def export_account(subject: Subject) -> dict[str, Any]:
    """The account as its owner gave it; nothing of somebody who has none."""
    user = subject.user
    if user is None:
        return {}
    return {
        "email": user.email,
        "addresses": sorted(EmailAddress.objects.filter(user=user).values_list("email", flat=True)),
        "first_name": user.first_name,
        "last_name": user.last_name,
        "preferred_language": user.preferred_language,
        "joined_at": user.date_joined,
        "last_signed_in_at": user.last_login,
        "roles": sorted(user.groups.values_list("name", flat=True)),
        "closed_at": user.closed_at,
    }


def erase_account(subject: Subject) -> None:
    """Leaves an empty shell."""
    if subject.user:
        shut(User.objects.get(pk=subject.user.pk))


def export_letters(subject: Subject) -> list[dict[str, Any]]:
    """The letters that the portal wrote to them, whatever address they went to."""
    names = ("subject", "text", "created_at", "sent_at")
    letters = [in_words(letter) for letter in _letters(subject).order_by("pk")]
    return [{name: getattr(letter, name) for name in names} for letter in letters]


def erase_letters(subject: Subject) -> None:
    """Letters stay as a count: without address and words; what still waits is not sent. Those to others in which the
    name stands lose their words.
    """
    for address in sorted(subject.addresses) or [""]:
        forget_letters_to(address, _key(subject))
    if subject.user:
        forget_letters_naming(User, [subject.user.pk])


def _letters(subject: Subject) -> QuerySet[Letter]:
    """The letters to somebody: by who they are, and by their addresses, but for those to another person there."""
    found = Letter.objects.none()
    for address in sorted(subject.addresses) or [""]:
        found = found | Letter.objects.of_reader(_key(subject), address)
    return found


def export_unwanted(subject: Subject) -> list[str]:
    """The categories of letters that they do not want."""
    addresses = sorted(subject.addresses) or [""]
    return sorted({category for address in addresses for category in ended(_key(subject), address)})


def export_letters_printed(subject: Subject) -> list[Any]:
    """When they printed letters that go by post."""
    printed = Letter.objects.filter(printed_by=subject.user) if subject.user else Letter.objects.none()
    return list(printed.order_by("pk").values_list("sent_at", flat=True))


def erase_letters_printed(subject: Subject) -> None:
    """That they were printed stays."""
    if subject.user:
        Letter.objects.filter(printed_by=subject.user).update(printed_by=None)


def _key(subject: Subject) -> int | None:
    return subject.person.pk if subject.person else None


def tell_account(subject: Subject, leaving: Leaving) -> Told:
    """The way in and the roles go; the name and the address only with an erasure."""
    if subject.user is None:
        return Told()
    roles = [
        str(ROLE_NAMES.get(name, name)) for name in sorted(subject.user.groups.values_list("name", flat=True))
    ]
    goes = [_("Signing in: all sessions end, the password and the second factor are removed.")]
    goes += [_("Roles: %(roles)s.") % {"roles": ", ".join(roles)}] if roles else []
    if leaving is Leaving.ERASURE:
        return Told(
            (*goes, _("Name, e-mail address and language.")),
            (_("An empty account without a name, so that the work of others keeps its history."),),
        )
    stays = _("Name and e-mail address. The secretariat can open the account again on request.")
    return Told(tuple(goes), (stays,))


def tell_letters(subject: Subject, leaving: Leaving) -> Told:
    """Letters are emptied with an erasure; else by their age."""
    number = _letters(subject).count()
    if not number:
        return Told()
    if leaving is Leaving.ERASURE:
        words = ngettext(
            "The words and the address of %(number)d e-mail that we sent.",
            "The words and the address of %(number)d e-mails that we sent.",
            number,
        )
        return Told(goes=(words % {"number": number},))
    return Told(stays=(_("The e-mails that we sent, for 90 days after each."),))


register_personal_data(
    "account",
    title=gettext_lazy("Account: name, e-mail address, language, roles"),
    kept=gettext_lazy(
        "Until you erase it. Three years after it was closed; 30 days if the address was never confirmed."
    ),
    export=export_account,
    erase=erase_account,
    tells=tell_account,
)
register_personal_data(
    "letters",
    title=gettext_lazy("E-mails that the portal has sent"),
    kept=gettext_lazy("90 days after they were sent."),
    export=export_letters,
    erase=erase_letters,
    tells=tell_letters,
    keys=["mail.Letter.person"],
)
register_personal_data(
    "letters_unwanted",
    title=gettext_lazy("Kinds of e-mails that you do not want"),
    kept=gettext_lazy("Until you want them again, or are erased."),
    export=export_unwanted,
    erase=erase_letters,
    keys=["mail.Unsubscription.person"],
)
register_personal_data(
    "letters_printed",
    title=gettext_lazy("Letters that you printed for the secretariat"),
    kept=gettext_lazy("90 days after they were printed."),
    export=export_letters_printed,
    erase=erase_letters_printed,
    keys=["mail.Letter.printed_by"],
)
can_be_closed(
    User,
    born="date_joined",
    repeat=partial(close_account, tells=False),
    is_closed=lambda user: user.is_closed or user.is_erased,
)
can_be_erased(
    User,
    born="date_joined",
    repeat=partial(delete_account, tells=False),
    # Not those whose time was over: their persons stay.
    is_erased=lambda user: user.is_erased and user.email.startswith(GONE),
    erased=Q(email__startswith=GONE, email__endswith=ERASED),
)
