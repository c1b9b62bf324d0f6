"""Guards of the views that wagtail-localize leaves open on translations of pages."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from wagtail.models import Page
from wagtail.permissions import page_permission_policy
from wagtail_localize.models import Translation, TranslationSource

from portal.accounts.guards import guard
from portal.accounts.rules import Visitor
from portal.content.rules import may_edit_pages, may_fill_alias, may_replace
from portal.content.visibility import require_seen


@guard("wagtail_localize:submit_page_translation", "submit_page_translation_guarded")
def pages_that_one_may_submit(request: HttpRequest, page_id: int) -> bool:
    """Guard of sending pages to translation: who may not publish makes drafts alone, and not below a page that the
    language lacks, of which live copies would be made.
    """
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


@guard("wagtail_localize:update_translations", "update_translations_guarded")
def sources_that_one_may_see(request: HttpRequest, translation_source_id: int) -> bool:
    """A sync begins at a page; its title is for those who work with it."""
    if not may_edit_pages(request.user):
        return False
    source = get_object_or_404(TranslationSource, pk=translation_source_id)
    pages = Page.objects.filter(translation_key=source.object_id, locale=source.locale_id)
    numbers = [str(number) for number in pages.values_list("pk", flat=True)]
    require_seen(page_permission_policy.explorable_instances(request.user), numbers)
    return request.method != "POST" or all(_may_take_privacy(request.user, page, source) for page in pages)


def _may_take_privacy(user: Visitor, page: Page, source: TranslationSource) -> bool:
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


@guard("wagtail_localize:convert_to_alias")
def pages_that_one_may_replace(request: HttpRequest, page_id: int) -> bool:
    """It replaces what stands on a page by another language's, at once."""
    return may_replace(request.user, get_object_or_404(Page, pk=page_id))


@guard("wagtail_localize:stop_translation")
def translations_that_one_may_stop(request: HttpRequest, translation_id: int) -> bool:
    """Whoever may publish the page decides that it is a translation no longer. Only by a form that is sent."""
    if request.method != "POST":
        raise Http404
    return may_replace(request.user, _target(translation_id))


@guard("wagtail_localize:machine_translate")
def only_by_a_form(request: HttpRequest, **_kwargs: object) -> bool:
    """A look at an address writes nothing."""
    if request.method != "POST":
        raise Http404
    return True


def _target(translation_id: int) -> Page:
    translation = get_object_or_404(Translation, pk=translation_id)
    return get_object_or_404(
        Page, translation_key=translation.source.object_id, locale=translation.target_locale
    )
