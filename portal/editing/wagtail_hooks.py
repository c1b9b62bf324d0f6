"""Wagtail hooks of pages and texts: who may do what with them, and what their editors are told."""

from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import URLPattern, path
from django.utils.html import format_html
from wagtail import hooks
from wagtail.actions import ActionRegistry
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page
from wagtail.rich_text.feature_registry import FeatureRegistry

from portal.accounts.guards import may_open
from portal.blocks.rich_text import PublicDocumentLinkHandler, PublicPageLinkHandler
from portal.content import versions
from portal.content.actions import LOG_WORDS
from portal.content.models import Description, Versioned
from portal.content.moderation import return_of, why_returned
from portal.content.rules import is_reviewed, may_publish_text
from portal.content.visibility import pages_to_point_at

from . import bounds
from .bulk_actions import TellingDeleteBulkAction
from .facts import ChangeFormatter, CreateFactsAction, EditFactsAction
from .own_texts import keep_as_draft, tell_rule, tell_why
from .views import FurtherLinksView, GuardedSnippetsAPI, OlderTextsView


@hooks.register("register_admin_urls", order=-10)
def admin_urls() -> list[URLPattern]:
    """Our view of rows by program before wagtail-localize's own at the same addresses, and lists of our own."""
    return [
        path("older-texts/", OlderTextsView.as_view(), name="older_texts"),
        path(
            "links/<slug:app_label>/<slug:model_name>/<str:pk>/",
            FurtherLinksView.as_view(),
            name="further_links",
        ),
        path(
            "localize/api/snippets/<slug:app_label>/<slug:model_name>/",
            GuardedSnippetsAPI.as_view({"get": "list"}),
            name="snippets_api_listing_guarded",
        ),
        path(
            "localize/api/snippets/<slug:app_label>/<slug:model_name>/<str:pk>/",
            GuardedSnippetsAPI.as_view({"get": "retrieve"}),
            name="snippets_api_detail_guarded",
        ),
    ]


for name, box in bounds.BOXES.items():
    hooks.register(name, bounds.before(box), order=-10)

# After Wagtail's own, whose place it takes.
hooks.register("register_bulk_action", TellingDeleteBulkAction, order=10)


@hooks.register("construct_main_menu")
@hooks.register("construct_settings_menu")
@hooks.register("construct_reports_menu")
@hooks.register("construct_help_menu")
def hide_refused(request: HttpRequest, items: list[MenuItem]) -> None:
    """Offers nothing that its guard would refuse."""
    items[:] = [item for item in items if may_open(request, getattr(item, "url", ""))]


@hooks.register("construct_page_chooser_queryset")
def pages_of_chooser(pages: QuerySet[Page], request: HttpRequest) -> QuerySet[Page]:
    """The page chooser holds what its reader may point at."""
    return pages.filter(pk__in=pages_to_point_at(request.user).values("pk"))


@hooks.register("before_edit_page", order=-10)
@hooks.register("before_edit_snippet")
def tell_why_returned(request: HttpRequest, thing: Model) -> None:
    """Says above the form of a returned text, to whoever submitted it, what is to be changed
    and by whom it was said.
    """
    if request.method == "GET" and (state := return_of(request.user, thing)):
        messages.warning(request, why_returned(state))


@hooks.register("insert_editor_js")
def one_save_at_a_time() -> str:
    """A form waits for the admin's own saving of drafts; sent meanwhile, it would make a second page."""
    return format_html('<script src="{}"></script>', static("js/editor.js"))


@hooks.register("register_rich_text_features", order=10)  # After Wagtail's own, whose places they take.
def lead_to_what_is_public(features: FeatureRegistry) -> None:
    """Links in running text lead only to what everybody may see."""
    features.register_link_type(PublicPageLinkHandler)
    features.register_link_type(PublicDocumentLinkHandler)


@hooks.register("before_publish_page")
@hooks.register("before_publish")
def own_texts_stay_drafts(request: HttpRequest, thing: Model) -> HttpResponse | None:
    """Keeps a text as a draft where whoever typed it may not publish it; what was typed is saved by now."""
    return None if may_publish_text(request.user, thing) else keep_as_draft(request, thing)


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def tell_that_it_is_a_draft(request: HttpRequest, page: Page) -> None:
    """Says why a page was saved as a draft when the form asked to publish it."""
    if request.POST.get("action-publish") and not may_publish_text(request.user, page):
        tell_why(request)


@hooks.register("before_edit_page")
@hooks.register("before_edit_snippet")
def say_who_publishes(request: HttpRequest, thing: Model) -> None:
    """Says above the form why its reader may not publish what they wrote."""
    if request.method == "GET" and not may_publish_text(request.user, thing):
        tell_rule(request)


@hooks.register("before_create_page")
def say_who_publishes_a_new_page(request: HttpRequest, parent: Page, _page_class: type[Page]) -> None:
    """The same above the form of a new page."""
    if request.method == "GET" and is_reviewed(parent):
        tell_rule(request)


@hooks.register("before_create_snippet")
def say_who_publishes_a_new_text(request: HttpRequest, model: type[Model]) -> None:
    """The same above the form of a new text about a record."""
    if request.method == "GET" and issubclass(model, Description) and is_reviewed(model()):
        tell_rule(request)


@hooks.register("construct_snippet_action_menu")
def offer_no_own_text(items: list, request: HttpRequest, context: dict) -> None:
    """Offers nobody to publish their own text about a record; pages ask their permission tester."""
    thing = context.get("instance")
    if thing is None:
        is_kept = issubclass(context["model"], Description) and is_reviewed(context["model"]())
    else:
        is_kept = not may_publish_text(request.user, thing)
    if is_kept:
        items[:] = [item for item in items if item.name != "action-publish"]


@hooks.register("register_log_actions", order=10)  # After Wagtail's own, one of which it replaces.
def log_actions(actions: LogActionRegistry) -> None:
    """Registers the words in which histories tell of marked sections and of texts found right."""
    for action, (label, message) in LOG_WORDS.items():
        actions.register_action(action, label, message)
    # In the place of Wagtail's own, which says nothing of what was edited.
    actions.formatters[versions.EDITED] = ChangeFormatter()


@hooks.register("register_actions")
def actions_on_facts(actions: ActionRegistry) -> None:
    """Creating and editing rows of facts, whose own saving writes the history."""
    actions.register(Versioned, CreateFactsAction)
    actions.register(Versioned, EditFactsAction)
