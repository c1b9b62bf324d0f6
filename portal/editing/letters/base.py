"""The frame of what editors are written: about which text, by whom, why, and where to turn it off."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Page
from wagtail.users.models import UserProfile

from portal.accounts.models import User
from portal.content.models import Description
from portal.content.moderation import form_address
from portal.content.pages import address_of
from portal.language import own_language_name
from portal.localisation.text import LocalisedText
from portal.mail.sending import send_letter

logger = logging.getLogger("portal.content")
# The tab of the account's settings in the admin that has the switches.
SWITCHES = "#tab-notifications"


@dataclass(frozen=True)
class Quote:
    """Words that somebody left, and what they are. `what` is lazy: it is said in the reader's language; `about` are
    its words.
    """

    what: Any
    text: str
    about: dict[str, str] = field(default_factory=dict)

    def named(self) -> dict[str, str]:
        """As a letter shows it."""
        return {"what": str(self.what) % self.about, "text": self.text}


@dataclass(frozen=True)
class Event:
    """An event that happened once to a page or a text about a record.

    `kind` names the folder of its words below `mail/moderation/`; `occasion` tells it from all others of its kind;
    `switch` is the field of Wagtail's preferences that turns such letters off. `by` is who did it, `by_what` how the
    letter calls them, `verb` what the button says. `is_published` is whether it made its words public.
    """

    kind: str
    occasion: str
    switch: str
    thing: Model
    by: Any
    by_what: Any
    verb: Any
    why: Any
    quotes: tuple[Quote, ...] = ()
    is_published: bool = False


def tell(news: Event, readers: Iterable[User]) -> None:
    """Writes to the readers who may open the thing and have not turned such letters off.

    Whatever goes wrong with a letter, what the editor did stays done.
    """
    for reader in readers:
        try:
            with transaction.atomic():
                _write(news, reader)
        except Exception:
            logger.exception("letter about %s %s not written", news.kind, news.occasion)


def wants(reader: User, switch: str) -> bool:
    """True unless the reader has turned letters of a kind off. Who has no preferences yet gets all, as in Wagtail."""
    profile = UserProfile.objects.filter(user=reader).first()
    return profile is None or getattr(profile, switch)


def public_address(thing: Model) -> str:
    """Returns the public address of a page or a text about a record that is live; "" where not everybody may read."""
    if isinstance(thing, Page):
        hidden = thing.get_view_restrictions().exists()
        return "" if hidden else address_of(thing, thing.locale.language_code)
    if isinstance(thing, Description) and thing.record.is_public:
        return thing.record.url_in(thing.language)
    return ""


def _write(news: Event, reader: User) -> None:
    if not reader.is_active or not reader.email or not wants(reader, news.switch):
        return
    form = form_address(reader, news.thing)
    if not form:
        return
    with override(reader.preferred_language):
        context = _words(news, form)
    send_letter(
        key=f"moderation:{news.kind}:{news.occasion}:user-{reader.pk}",
        person=reader.known_person,
        address=reader.email,
        language=reader.preferred_language,
        template="mail/moderation/letter",
        context={**context, "name": reader.display_name},
        names=news.by,
    )


def _words(news: Event, form: str) -> dict[str, Any]:
    """Returns the context of the e-mail's frame, in the language that is switched on."""
    site, thing = settings.WAGTAILADMIN_BASE_URL, news.thing
    title, language = str(thing), ""
    if is_page := isinstance(thing, Page):
        title, language = thing.get_admin_display_title(), thing.locale.language_code
    public = public_address(thing) if news.is_published else ""
    return {
        "subject_template": f"mail/moderation/{news.kind}/subject.txt",
        "text_template": f"mail/moderation/{news.kind}/text.txt",
        "title": title,
        "is_published": news.is_published,
        "facts": [
            {
                "label": _("Page") if is_page else _("Text"),
                "value": LocalisedText(title, language) if language else title,
            },
            # A text about a record has its language in its name.
            {
                "label": _("Language"),
                "value": LocalisedText(own_language_name(language), language) if language else "",
            },
            {"label": str(news.by_what), "value": news.by.display_name if news.by else ""},
        ],
        "quotes": [quote.named() for quote in news.quotes if quote.text],
        "action": {
            "url": site + (public or form),
            "label": _("See it on the portal") if public else str(news.verb),
        },
        "why": str(news.why),
        "switches_url": site + reverse("wagtailadmin_account") + SWITCHES,
    }
