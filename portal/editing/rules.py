"""Guards of the doors that Wagtail and wagtail-localize leave open on pages and choosers."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from wagtail.admin import messages
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.permissions import page_permission_policy, policy_registry

from portal.accounts.guards import guard
from portal.accounts.rules import Visitor
from portal.content.reserved import reserved_words, would_be_hidden
from portal.content.rules import may_edit_pages
from portal.content.visibility import pages_to_point_at, require_seen

from .pointing import may_choose

PAGE_NUMBERS = ("page_id", "parent_page_id", "page_to_move_id", "destination_id", "pk")


# --- Pages ----------------------------------------------------------------------------------------------------------


@guard(
    "wagtailadmin_pages",
    "wagtailadmin_explore_root",
    "wagtailadmin_explore",
    "wagtailadmin_explore_results",
    "wagtailadmin_api:pages",
)
def pages_that_one_works_with(request: HttpRequest, **kwargs: object) -> bool:
    """Pages are for those who have a right to one, and each for those who work with it or below it."""
    if not may_edit_pages(request.user):
        return False
    if numbers := [str(kwargs[name]) for name in PAGE_NUMBERS if kwargs.get(name) is not None]:
        require_seen(page_permission_policy.explorable_instances(request.user), numbers)
    return True


@guard("wagtailadmin_pages:move_confirm")
def pages_that_one_may_move(request: HttpRequest, page_to_move_id: int, destination_id: int) -> bool:
    """Wagtail asks only when the form is sent, and names both pages before."""
    page = get_object_or_404(Page, pk=page_to_move_id).specific
    destination = get_object_or_404(Page, pk=destination_id).specific
    if would_be_hidden(page, destination):
        messages.error(request, reserved_words())
    return page.permissions_for_user(request.user).can_move_to(destination)


@guard("wagtailadmin_pages:choose_parent")
def pages_that_one_may_add(request: HttpRequest, **_kwargs: object) -> bool:
    """Wagtail shows everybody a form in which nothing can be chosen."""
    return page_permission_policy.user_has_permission(request.user, "add")


@guard("wagtailredirects:process_import")
def what_was_sent_before(request: HttpRequest) -> bool:
    """The second step of an import asks for the file of the first, and breaks down without."""
    if "import_file_name" not in request.session:
        raise Http404
    return True


@guard("wagtailadmin_error_test")
def nothing_that_breaks_on_purpose(_request: HttpRequest) -> bool:
    """Wagtail's way to try the page for errors: every visit would be an error in the log."""
    raise Http404


@guard("wagtailadmin_reports:page_types_usage", "wagtailadmin_reports:page_types_usage_results")
@guard("wagtailadmin_block_preview", "wagtailembeds")
def for_editors_of_pages(request: HttpRequest, **_kwargs: object) -> bool:
    return may_edit_pages(request.user)


# --- Choosers -------------------------------------------------------------------------------------------------------


@guard(
    "wagtailadmin_choose_page",
    "wagtailadmin_choose_page_child",
    "wagtailadmin_choose_page_search",
    "wagtailadmin_choose_page_chosen_multiple",
    "wagtailadmin_choose_page_external_link",
    "wagtailadmin_choose_page_email_link",
    "wagtailadmin_choose_page_phone_link",
    "wagtailadmin_choose_page_anchor_link",
)
def chooser_of_pages(request: HttpRequest, parent_page_id: int | None = None) -> bool:
    """For those who have a form with it; what it is asked to name must be among what it may name."""
    if not may_choose(request.user, Page):
        return False
    pages = pages_to_point_at(request.user)
    if parent_page_id:
        require_seen(pages, [str(parent_page_id)])
    if chosen := request.GET.getlist("id"):
        require_seen(
            pages.filter(depth__gt=1), chosen
        )  # On the root, which nobody chooses, Wagtail breaks down.
    return True


@guard("wagtailimages_chooser")
def chooser_of_pictures(request: HttpRequest, **_kwargs: object) -> bool:
    return may_choose(request.user, get_image_model())


@guard("wagtaildocs_chooser")
def chooser_of_documents(request: HttpRequest, **_kwargs: object) -> bool:
    return may_choose(request.user, get_document_model())


@guard("wagtailadmin_api:images")
def pictures_by_program(request: HttpRequest, **_kwargs: object) -> bool:
    return _may_handle(request.user, get_image_model())


@guard("wagtailadmin_api:documents")
def documents_by_program(request: HttpRequest, **_kwargs: object) -> bool:
    return _may_handle(request.user, get_document_model())


@guard("wagtailadmin_tag_autocomplete", "wagtailadmin_tag_model_autocomplete")
def tags(request: HttpRequest, **_kwargs: object) -> bool:
    """Pictures and documents have tags; nothing else has."""
    return any(_may_handle(request.user, model) for model in (get_image_model(), get_document_model()))


def _may_handle(user: Visitor, model: type) -> bool:
    return policy_registry.get_by_type(model).user_has_any_permission(user, ["add", "change", "choose"])
