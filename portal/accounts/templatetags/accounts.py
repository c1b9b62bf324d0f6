"""Template tags of the account's own pages."""

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.look.components import NavItem
from portal.mail.fields import readable

from ..registry import ACCOUNT_PAGES

register = template.Library()


@register.filter
def readable_address(address: str | None) -> str:
    """An e-mail address as people write it: почта.қаз, not xn--80a1acny.xn--80ao21a."""
    return readable(address or "")


@register.simple_tag(takes_context=True)
def account_rail(context: template.Context) -> list[NavItem]:
    """The entries at the left of the account's pages."""
    path = context["request"].path
    entries = [
        (_("Back to my desk"), reverse("desk:home")),
        (_("Account settings"), reverse("account_home")),
        (_("My details"), reverse("people:details")),
        (_("E-mail address"), reverse("account_email")),
        (_("Password"), reverse("account_change_password")),
        (_("Second factor"), reverse("mfa_index")),
        (_("E-mails I receive"), reverse("account_letters")),
        *((str(page.title), reverse(page.url_name)) for page in ACCOUNT_PAGES),
        (_("My data"), reverse("account_data")),
    ]
    home = reverse("account_home")
    return [
        NavItem(title, url, path == url or (url != home and path.startswith(url))) for title, url in entries
    ]
