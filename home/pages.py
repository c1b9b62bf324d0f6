"""The first page, and pages of plain text."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.url_routing import RouteResult
from wagtail_localize.fields import SynchronizedField

from home.blocks import PageBodyBlock
from portal.accounts.limits import count_message
from portal.accounts.models import Operator
from portal.blocks import BodyBlock, LinkBlock, plain_text, with_pictures
from portal.blocks.fields import StreamField
from portal.caching.cache import cached
from portal.content.enums import PAGES_SCOPE
from portal.content.linked_data import federation
from portal.content.pages import BasePage, SectionPage, StandingPage, address_of, index_page_classes
from portal.language import fallback_order
from portal.localisation.addresses import section_url
from portal.localisation.text import active_language
from portal.look.components import Fact, Link
from portal.mail.fields import AddressField, readable

from .actions import take_message
from .forms import ContactForm
from .presenters.front import front
from .presenters.text_page import surroundings_of


class StepBlock(blocks.StructBlock):
    """One step of the way that a workshop goes from region to region."""

    title = blocks.CharBlock(label=_("Step"), max_length=60)
    text = blocks.TextBlock(label=_("Explanation"))

    class Meta:
        icon = "arrow-right"
        label = _("Step")
        preview_value = {"title": "Семинар", "text": "Бес күн, таңдалған тақырыптар."}
        preview_template = "home/step_preview.html"


class HomePage(SectionPage, BasePage):
    """The first page of the portal in one language: what the federation promises, and what is going on now."""

    promise = models.CharField(
        _("headline"),
        max_length=120,
        blank=True,
        help_text=_("The largest text on the page: one short sentence."),
    )
    lead = models.TextField(_("lead"), blank=True, help_text=_("Two or three sentences below the headline."))
    actions = StreamField(
        [("link", LinkBlock())],
        verbose_name=_("buttons"),
        blank=True,
        max_num=2,
        help_text=_("What a visitor should do first; the first button is the solid one."),
    )
    steps = StreamField(
        [("step", StepBlock())], verbose_name=_("how the cascade works"), blank=True, max_num=4
    )

    parent_page_types = ["wagtailcore.Page"]
    max_count = 3
    template = "home/home_page.html"

    install_titles = {
        "kk": "Кітапханалар федерациясы",
        "ru": "Федерация библиотек",
        "en": "Federation of Libraries",
    }

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [FieldPanel("promise"), FieldPanel("lead"), FieldPanel("actions")], heading=_("Top of the page")
        ),
        FieldPanel("steps"),
    ]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def linked_data(self) -> dict:
        action = {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": section_url("search", "?q={words}")},
            "query-input": "required name=words",
        }
        return {
            **super().linked_data(),
            "@type": "WebSite",
            "publisher": federation(),
            "potentialAction": action,
        }

    def search_body(self) -> str:
        return " ".join([self.promise, self.lead, plain_text(self.steps)])

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        context = super().get_context(request, *args, **kwargs)
        is_preview = getattr(request, "is_preview", False)
        links = (
            self._links()
            if is_preview
            else cached("home.links", self._links, self.pk, depends_on=[PAGES_SCOPE])
        )
        return {
            **context,
            "front": front(self.language),
            "links": links,
            "steps": [block.value for block in self.steps],
        }

    def _links(self) -> list[Link]:
        return [Link(block.value["text"], block.value.url) for block in self.actions if block.value.url]

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Finds the page of a section in one query, since its address says which kind of page it is."""
        models = {model.section: model for model in index_page_classes()}
        model = models.get(path_components[0]) if path_components else None
        if model is None:
            return super().route(request, path_components)
        page = model.objects.child_of(self).filter(slug=model.section).select_related("locale").first()
        if page is None:
            raise Http404
        return page.route(request, path_components[1:])


class StandardPage(BasePage):
    """A page of text about the federation or the portal, at home in no section."""

    body = StreamField(PageBodyBlock(), verbose_name=_("text"), blank=True)

    parent_page_types = ["home.HomePage", "home.StandardPage"]
    subpage_types = ["home.StandardPage"]
    template = "home/standard_page.html"

    content_panels = [*BasePage.content_panels, FieldPanel("body")]
    # Addresses and places in the menu are the same in all languages, unless a translator changes them.
    override_translatable_fields = [SynchronizedField("slug"), SynchronizedField("show_in_menus")]

    class Meta:
        verbose_name = _("text page")
        verbose_name_plural = _("text pages")

    def search_body(self) -> str:
        return plain_text(self.body)

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        context = super().get_context(request, *args, **kwargs)
        with_pictures(self.body)
        return {**context, "around": surroundings_of(self)}


SENT = "sent"  # Parameter of the address that a browser is led to after a message was taken in.


class ContactPage(StandingPage, BasePage):
    """Contact page of the secretariat in one language: address, and a form that writes to it."""

    postal_address = models.TextField(_("postal address"), blank=True)
    phone = models.CharField(_("telephone"), max_length=60, blank=True)
    email = AddressField(_("e-mail"), blank=True)
    hours = models.CharField(_("office hours"), max_length=200, blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)

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
            heading=_("Address"),
            help_text=_("Empty fields are not shown."),
        ),
        FieldPanel("body"),
    ]
    # The same in all languages, unless a translator changes them.
    override_translatable_fields = [
        SynchronizedField(name) for name in ("slug", "show_in_menus", "phone", "email")
    ]

    class Meta:
        verbose_name = _("contact page")
        verbose_name_plural = _("contact pages")

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

    def _facts(self) -> list[Fact]:
        number = "".join(sign for sign in self.phone if sign.isdigit() or sign == "+")
        return [
            Fact(gettext("Address"), self.postal_address),
            Fact(gettext("Telephone"), self.phone, f"tel:{number}"),
            Fact(gettext("E-mail"), readable(self.email), f"mailto:{self.email}"),
            Fact(gettext("Office hours"), self.hours),
        ]

    def _privacy_url(self) -> str:
        pages = Page.objects.live().public().filter(depth=3, slug="privacy", alias_of=None)
        page = pages.filter(locale_id=self.locale_id).first()
        return address_of(page, active_language()) if page else ""


def address_for_answers(language: str) -> str:
    """The federation's address for readers of a language (setting ADDRESS_FOR_ANSWERS): the one that the page gives, or
    else the one to which people write about their personal data.
    """
    return ContactPage.address_for_answers(language) or Operator.load().email
