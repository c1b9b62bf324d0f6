"""Guards of the doors that Wagtail and wagtail-localize leave open on pages, choosers and translations."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.permissions import page_permission_policy, policy_registry
from wagtail_localize.models import Translation, TranslationSource

from portal.accounts.doors import door

from .pointing import may_choose
from .rules import may_fill_alias
from .translations import may_edit_pages
from .visibility import pages_to_point_at, require_seen

PAGE_NUMBERS = ("page_id", "parent_page_id", "page_to_move_id", "destination_id", "pk")


# --- Pages ----------------------------------------------------------------------------------------------------------


@door(
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


@door("wagtailadmin_pages:move_confirm")
def pages_that_one_may_move(request: HttpRequest, page_to_move_id: int, destination_id: int) -> bool:
    """Wagtail asks only when the form is sent, and names both pages before."""
    page = get_object_or_404(Page, pk=page_to_move_id).specific
    destination = get_object_or_404(Page, pk=destination_id).specific
    return page.permissions_for_user(request.user).can_move_to(destination)


@door("wagtailadmin_pages:choose_parent")
def pages_that_one_may_add(request: HttpRequest, app_label: str, model_name: str) -> bool:
    """Wagtail shows everybody a form in which nothing can be chosen."""
    return page_permission_policy.user_has_permission(request.user, "add")


@door("wagtailredirects:process_import")
def what_was_sent_before(request: HttpRequest) -> bool:
    """The second step of an import asks for the file of the first, and breaks down without."""
    if "import_file_name" not in request.session:
        raise Http404
    return True


@door("wagtailadmin_error_test")
def nothing_that_breaks_on_purpose(request: HttpRequest) -> bool:
    """Wagtail's way to try the page for errors: every visit would be an error in the log."""
    raise Http404


@door("wagtailadmin_reports:page_types_usage", "wagtailadmin_reports:page_types_usage_results")
@door("wagtailadmin_block_preview", "wagtailembeds")
def for_editors_of_pages(request: HttpRequest, **kwargs: object) -> bool:
    return may_edit_pages(request.user)


# --- Choosers -------------------------------------------------------------------------------------------------------


@door(
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


@door("wagtailimages_chooser")
def chooser_of_pictures(request: HttpRequest, **kwargs: object) -> bool:
    return may_choose(request.user, get_image_model())


@door("wagtaildocs_chooser")
def chooser_of_documents(request: HttpRequest, **kwargs: object) -> bool:
    return may_choose(request.user, get_document_model())


@door("wagtailadmin_api:images")
def pictures_by_program(request: HttpRequest, **kwargs: object) -> bool:
    return _may_handle(request.user, get_image_model())


@door("wagtailadmin_api:documents")
def documents_by_program(request: HttpRequest, **kwargs: object) -> bool:
    return _may_handle(request.user, get_document_model())


@door("wagtailadmin_tag_autocomplete", "wagtailadmin_tag_model_autocomplete")
def tags(request: HttpRequest, **kwargs: object) -> bool:
    """Pictures and documents have tags; nothing else has."""
    return any(_may_handle(request.user, model) for model in (get_image_model(), get_document_model()))


def _may_handle(user, model: type) -> bool:
    return policy_registry.get_by_type(model).user_has_any_permission(user, ["add", "change", "choose"])


# --- Translations of pages ------------------------------------------------------------------------------------------


@door("wagtail_localize:submit_page_translation", "submit_page_translation_guarded")
def pages_that_one_may_submit(request: HttpRequest, page_id: int) -> bool:
    """Who may not publish makes drafts alone; below a page that the language lacks, live copies of it would be made."""
    if not may_edit_pages(request.user):
        return False
    require_seen(page_permission_policy.explorable_instances(request.user), [str(page_id)])
    page = get_object_or_404(Page, pk=page_id)
    if request.method == "POST" and not _may_fill_aliases(request, page):
        return False
    if page.is_root() or page.permissions_for_user(request.user).can_publish():
        return True
    has_parent = set(page.get_parent().get_translations(inclusive=True).values_list("locale_id", flat=True))
    return all(int(key) in has_parent for key in request.POST.getlist("locales") if key.isdecimal())


def _may_fill_aliases(request: HttpRequest, page: Page) -> bool:
    sources = page.get_descendants(inclusive=True) if "include_subtree" in request.POST else [page]
    aliases = Page.objects.filter(
        translation_key__in=[source.translation_key for source in sources],
        locale_id__in=[key for key in request.POST.getlist("locales") if key.isdecimal()],
        live=True,
        alias_of__isnull=False,
    )
    return all(may_fill_alias(request.user, alias) for alias in aliases.specific())


@door("wagtail_localize:update_translations", "update_translations_guarded")
def sources_that_one_may_see(request: HttpRequest, translation_source_id: int) -> bool:
    """A sync begins at a page; its title is for those who work with it."""
    if not may_edit_pages(request.user):
        return False
    source = get_object_or_404(TranslationSource, pk=translation_source_id)
    pages = Page.objects.filter(translation_key=source.object_id, locale=source.locale_id)
    numbers = [str(number) for number in pages.values_list("pk", flat=True)]
    require_seen(page_permission_policy.explorable_instances(request.user), numbers)
    return request.method != "POST" or all(_may_take_privacy(request.user, page, source) for page in pages)


def _may_take_privacy(user, page: Page, source: TranslationSource) -> bool:
    """A sync gives the translations the privacy of their original: a private one may become public by it."""
    locales = source.translations.filter(enabled=True).values("target_locale")
    targets = Page.objects.filter(translation_key=page.translation_key, locale__in=locales).specific()
    return all(
        _privacy_of(target) == _privacy_of(page)
        or target.permissions_for_user(user).can_set_view_restrictions()
        for target in targets
    )


def _privacy_of(page: Page) -> set[tuple[str, str, frozenset[int]]]:
    return {
        (rule.restriction_type, rule.password, frozenset(rule.groups.values_list("pk", flat=True)))
        for rule in page.view_restrictions.all()
    }


@door("wagtail_localize:convert_to_alias")
def pages_that_one_may_replace(request: HttpRequest, page_id: int) -> bool:
    """It replaces what stands on a page by another language's, at once."""
    return may_replace(request.user, get_object_or_404(Page, pk=page_id))


@door("wagtail_localize:stop_translation")
def translations_that_one_may_stop(request: HttpRequest, translation_id: int) -> bool:
    """Whoever may publish the page decides that it is a translation no longer. Only by a form that is sent."""
    if request.method != "POST":
        raise Http404
    return may_replace(request.user, _target(translation_id))


@door("wagtail_localize:upload_pofile", "wagtail_localize:machine_translate")
def only_by_a_form(request: HttpRequest, **kwargs: object) -> bool:
    """A look at an address writes nothing."""
    if request.method != "POST":
        raise Http404
    return True


def may_replace(user, page: Page) -> bool:
    """True when the user may put something else in a page's place, or let go of what it stands on."""
    return page.permissions_for_user(user).can_publish()


def _target(translation_id: int) -> Page:
    translation = get_object_or_404(Translation, pk=translation_id)
    return get_object_or_404(
        Page, translation_key=translation.source.object_id, locale=translation.target_locale
    )
