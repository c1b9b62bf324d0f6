"""The page that tells how to reach the secretariat, with a form to write to it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField

from portal.accounts.limits import count_message
from portal.blocks import BodyBlock, plain_text, with_pictures
from portal.caching.cache import cached
from portal.content.enums import PAGES_SCOPE
from portal.content.linked_data import federation
from portal.content.pages import BasePage, StandingPage, address_of
from portal.language import fallback_order
from portal.localisation.text import active_language
from portal.mail.fields import AddressField, readable

from .actions import take_message
from .forms import ContactForm

SENT = "sent"  # Parameter of the address that a browser is led to after a message was taken in.


class ContactPage(StandingPage, BasePage):
    """How to reach the secretariat in one language: address, and a form that writes to it."""

    postal_address = models.TextField(gettext_lazy("postal address"), blank=True)
    phone = models.CharField(gettext_lazy("telephone"), max_length=60, blank=True)
    email = AddressField(gettext_lazy("e-mail"), blank=True)
    hours = models.CharField(gettext_lazy("office hours"), max_length=200, blank=True)
    body = StreamField(BodyBlock(), verbose_name=gettext_lazy("text"), blank=True)

    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    template = "home/contact_page.html"

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("postal_address"),
                FieldRowPanel([FieldPanel("phone"), FieldPanel("email")]),
                FieldPanel("hours"),
            ],
            heading=gettext_lazy("Address"),
            help_text=gettext_lazy("Empty fields are not shown."),
        ),
        FieldPanel("body"),
    ]
    # The same in all languages, unless a translator changes them.
    override_translatable_fields = [
        SynchronizedField(name) for name in ("slug", "show_in_menus", "phone", "email")
    ]

    class Meta:
        verbose_name = gettext_lazy("contact page")
        verbose_name_plural = gettext_lazy("contact pages")

    @classmethod
    def address_for_answers(cls, language: str) -> str:
        """The address that this page gives readers of a language, or of any; "" where it gives none."""
        pages = cls.objects.live().public().exclude(email="")
        addresses = dict(pages.order_by("-pk").values_list("locale__language_code", "email"))
        return next((addresses[code] for code in fallback_order(language) if code in addresses), "")

    def search_body(self) -> str:
        return " ".join([self.postal_address, self.phone, self.email, self.hours, plain_text(self.body)])

    def linked_data(self) -> dict:
        contact = {
            "@type": "ContactPoint",
            "telephone": self.phone,
            "email": self.email,
            "hoursAvailable": self.hours,
        }
        about = {**federation(), "address": self.postal_address, "contactPoint": contact}
        return {**super().linked_data(), "@type": "ContactPage", "about": about}

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Shows the page; takes in a message and leads back, so that reloading sends nothing twice."""
        if request.method != "POST":
            return super().serve(request, *args, **kwargs)
        form = ContactForm(request.POST)
        if not form.is_valid():
            return super().serve(request, *args, form=form, **kwargs)
        try:
            count_message(request, form.cleaned_data["email"])
        except ValidationError as too_many:
            form.add_error(None, too_many)
            return super().serve(request, *args, form=form, **kwargs)
        take_message(language=self.language, **form.message())
        return HttpResponseRedirect(f"{address_of(self, self.language)}?{SENT}=1")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict:
        context = super().get_context(request, *args, **kwargs)
        with_pictures(self.body)
        asked = request.GET.get("about", "")
        return {
            **context,
            "address": address_of(self, active_language()),
            "form": kwargs.get("form") or ContactForm(initial={"subject": asked}),
            "is_sent": SENT in request.GET and request.method == "GET",
            "facts": self._facts(),
            "has_address": any((self.postal_address, self.phone, self.email, self.hours)),
            "privacy_url": cached("home.privacy", self._privacy_url, depends_on=[PAGES_SCOPE]),
        }

    def _facts(self) -> list[dict[str, str]]:
        number = "".join(sign for sign in self.phone if sign.isdigit() or sign == "+")
        return [
            {"label": _("Address"), "value": self.postal_address},
            {"label": _("Telephone"), "value": self.phone, "url": f"tel:{number}"},
            {"label": _("E-mail"), "value": readable(self.email), "url": f"mailto:{self.email}"},
            {"label": _("Office hours"), "value": self.hours},
        ]

    def _privacy_url(self) -> str:
        pages = Page.objects.live().public().filter(depth=3, slug="privacy", alias_of=None)
        page = pages.filter(locale_id=self.locale_id).first()
        return address_of(page, active_language()) if page else ""
