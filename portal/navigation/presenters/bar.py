"""The editors' bar: from a public page to where its words and facts are edited."""

from django.apps import apps
from django.db.models import Model
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder

from portal.accounts.rules import Visitor
from portal.content.models import Record
from portal.content.page_meta import PageMeta
from portal.content.pages import BasePage
from portal.language.numbers import read_key
from portal.look.components import Link


def key_of(page_meta: PageMeta) -> str:
    """Returns the key of what a public address shows, such as `directory.organisation/7`; the same for every visitor.

    Empty for what is neither a page nor a public record.
    """
    thing = page_meta.thing if isinstance(page_meta.thing, Record) else page_meta.page
    return f"{thing._meta.label_lower}/{thing.pk}" if isinstance(thing, Model) and thing.pk else ""


def edit_links(key: str, language: str, user: Visitor) -> list[Link]:
    """Returns the links to edit the thing of a key: a page, or a record's facts and its words in a language."""
    thing = _thing(key, user)
    if thing is None:
        return []
    finder = AdminURLFinder(user)
    if isinstance(thing, Record):
        found = [(_("Edit the facts"), finder.get_edit_url(thing)), _words(thing, language, finder, user)]
    else:
        found = [(_("Edit the page"), finder.get_edit_url(thing))]
    return [Link(label, url) for label, url in found if url]


def _thing(key: str, user: Visitor) -> Record | BasePage | None:
    """A record that the user may see, or a page; None for anything else that an address may ask for."""
    label, _slash, number = key.partition("/")
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError):
        return None
    if issubclass(model, Record):
        return model.objects.visible_to(user).filter(pk=read_key(number)).first()
    return model._default_manager.filter(pk=read_key(number)).first() if issubclass(model, BasePage) else None


def _words(record: Record, language: str, finder: AdminURLFinder, user: Visitor) -> tuple[str, str | None]:
    """The form of the words in a language, or of new ones where there are none yet."""
    words = record.descriptions.filter(language=language).first()
    if words is not None:
        return _("Edit the text"), finder.get_edit_url(words)
    model = record.description_model()
    names = {"app": model._meta.app_label, "model": model._meta.model_name}
    if not user.has_perm("{app}.add_{model}".format(**names)):
        return "", None
    try:
        address = reverse("wagtailsnippets_{app}_{model}:add".format(**names))
    except NoReverseMatch:
        return "", None
    return _("Write the text"), f"{address}?record={record.pk}&language={language}"
