"""Every form of the admin that changes a row, found by its address, with a row to change."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.contrib.admin.utils import quote
from django.db import models
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from lxml.html import FormElement
from wagtail.admin.views.account import AccountView
from wagtail.admin.views.generic import CreateView, EditView
from wagtail.admin.views.generic.mixins import RevisionsRevertMixin
from wagtail.admin.views.pages.edit import EditView as PageEditView
from wagtail.admin.views.pages.revisions import RevisionsRevertView
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, GroupApprovalTask, Page, Workflow
from wagtail.permissions import policy_registry
from wagtail.test.utils.form_data import rich_text

from portal.accounts.models import User
from portal.media.models import PortalDocument, PortalImage

from .forms import as_sent
from .rows import FACTORIES, make

MODELS = {
    "wagtailimages:edit": PortalImage,
    "wagtaildocs:edit": PortalDocument,
    "wagtailredirects:edit": Redirect,
    "wagtailadmin_collections:edit": Collection,
    "wagtailadmin_workflows:edit": Workflow,
    "wagtailadmin_workflows:edit_task": GroupApprovalTask,
    "wagtailadmin_account": User,
}
# There are no settings of Wagtail's kind; a language is its code, and its form is a superuser's alone.
NOTHING_TO_CHANGE = {"wagtailsettings:edit", "wagtaillocales:edit"}


@dataclass(frozen=True)
class EditForm:
    """A form that changes a row."""

    name: str
    view: type
    model: type[models.Model]

    def __str__(self) -> str:
        return f"{self.name} {self.model.__name__}"

    @property
    def goes_back(self) -> bool:
        """True for the form that shows an earlier version, to bring it back."""
        return issubclass(self.view, RevisionsRevertMixin | RevisionsRevertView)

    def make(self) -> models.Model:
        """A row to change; of one's own account, that of the superuser who walks."""
        if self.view is not AccountView:
            return make(self.model)
        User.objects.filter(is_superuser=True).update(first_name="Айгүл", last_name="Үлгі")
        return User.objects.get(is_superuser=True)

    def address(self, row: models.Model) -> str:
        if self.view is AccountView:
            return reverse(self.name)
        args: list[Any] = [quote(row.pk)]
        if self.goes_back:
            args.append((row.revisions.order_by("pk").first() or row.save_revision()).pk)
        return reverse(self.name, args=args)


def every_edit_form() -> list[EditForm]:
    """The forms by the names of their addresses."""
    # Wagtail chooses the view of a page by its kind.
    found = {
        f"{name} of {model.__name__}": EditForm(name, view, model)
        for name, view in (
            ("wagtailadmin_pages:edit", PageEditView),
            ("wagtailadmin_pages:revisions_revert", RevisionsRevertView),
        )
        for model in FACTORIES
        if issubclass(model, Page) and model is not Page
    }
    for name, pattern in _patterns(get_resolver().url_patterns, ""):
        view = getattr(pattern.callback, "view_class", None)
        if not isinstance(view, type) or not issubclass(view, EditView | PageEditView | AccountView):
            continue
        if name in NOTHING_TO_CHANGE:
            continue
        model = MODELS.get(name) or pattern.callback.view_initkwargs.get("model")
        policy = policy_registry.get_by_type(model)
        if not policy.user_has_permission(User(is_superuser=True, is_active=True), "change"):
            continue
        found[name] = EditForm(name, view, model)
    return [found[name] for name in sorted(found)]


def _patterns(patterns: list, namespace: str) -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _patterns(pattern.url_patterns, inner)
        elif pattern.name:
            yield f"{namespace}{pattern.name}", pattern


# What may stand in a field, for the first editor and for the second.
WORDS = [
    ("бірінші", "екінші"),
    ("бір, екі", "үш, төрт"),
    ("2021-03-04", "2021-05-06"),
    ("/kk/first/", "/kk/second/"),
]


def texts_of(form: FormElement) -> list[str]:
    """The names of the fields into which somebody types words."""
    lines = form.xpath(
        './/input[@name][not(@type) or @type="text" or @type="url" or @type="email"]'
        "[not(@disabled)][not(ancestor::template)]/@name"
        " | .//textarea[@name][not(@disabled)][not(ancestor::template)]/@name"
    )
    return [str(name) for name in lines]


def changes_of(form: FormElement) -> Iterator[tuple[str, str, str]]:
    """Fields with something that the first editor may make of each, and something that the second may."""
    for words in WORDS:
        for name in texts_of(form):
            yield (name, *words)
    for name in form.xpath('.//input[contains(@data-controller, "w-init") or @data-draftail-input]/@name'):
        yield (str(name), rich_text("<p>бірінші</p>"), rich_text("<p>екінші</p>"))
    for field in form.xpath(".//select[@name]"):
        values = [
            option.get("value") for option in field.xpath(".//option[not(@selected)]") if option.get("value")
        ]
        if len(values) > 1:
            yield (str(field.get("name")), values[0], values[1])
    boxes = [box for box in form.xpath('.//input[@type="checkbox"][@name]') if "checked" not in box.attrib]
    for box, other in pairwise(boxes):
        if box.get("name") == other.get("name"):
            yield (str(box.get("name")), box.get("value"), other.get("value"))


def sent_by(form: EditForm, page: FormElement) -> dict[str, list[str]]:
    """What a browser would send; the blocks of a body, which scripts draw, without a block."""
    names = [field.name for field in form.model._meta.get_fields() if type(field).__name__ == "StreamField"]
    return {**as_sent(page), **{f"{name}-count": ["0"] for name in names}}


FORMS = every_edit_form()


@dataclass(frozen=True)
class CreateForm:
    """A form that makes a row; calling it gives its address."""

    name: str

    def __str__(self) -> str:
        return self.name

    def __call__(self) -> str:
        if self.name == "wagtailadmin_workflows:add_task":
            return reverse(self.name, args=["wagtailcore", "groupapprovaltask"])
        if self.name == "wagtailadmin_pages:add":
            home = Page.objects.get(depth=2, locale__language_code="kk")
            return reverse(self.name, args=["home", "standardpage", home.pk])
        return reverse(self.name)


def every_create_form() -> list[CreateForm]:
    """The forms that make rows, by the names of their addresses, without those of rows that nobody makes."""
    names = {"wagtailadmin_pages:add"}  # Wagtail chooses the view of a page by its kind.
    for name, pattern in _patterns(get_resolver().url_patterns, ""):
        view = getattr(pattern.callback, "view_class", None)
        if not isinstance(view, type) or not issubclass(view, CreateView) or name.endswith(":copy"):
            continue
        model = pattern.callback.view_initkwargs.get("model")
        policy = policy_registry.get_by_type(model) if model else None
        if policy is None or policy.user_has_permission(User(is_superuser=True, is_active=True), "add"):
            names.add(name)
    return [CreateForm(name) for name in sorted(names - NOTHING_TO_MAKE)]


# All languages are there; the address needs a row that it begins with.
NOTHING_TO_MAKE = {"wagtaillocales:add"}
CREATE_FORMS = every_create_form()
