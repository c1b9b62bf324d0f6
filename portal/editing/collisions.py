"""Two editors of one thing: the second sees what the first has saved, beside what they typed, before it is replaced.

Wagtail refuses only its own saving of drafts where a newer version stands (`is_out_of_date`); whoever presses a button
overwrites it, and rows without versions have no such question at all. Here every form of the admin that changes a row
is asked, whichever button was pressed: texts with drafts by Wagtail's own marks, all else by a token of what the form
showed (`portal.web.collisions`). Nothing is asked of a form that brings what stands there already.
"""

from collections.abc import Callable, Iterator
from copy import copy
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.templatetags.wagtailadmin_tags import user_display_name
from wagtail.admin.views.account import AccountView
from wagtail.admin.views.generic import CreateEditViewOptionalFeaturesMixin, EditView
from wagtail.admin.views.generic.mixins import RevisionsRevertMixin
from wagtail.admin.views.pages.edit import EditView as PageEditView
from wagtail.log_actions import registry as log_registry
from wagtail.models import Page, Revision

from portal.accounts.models import User
from portal.content.actions import NotPublished
from portal.web.collisions import FIELD, Collision, Part, differences, is_outdated, shown_at, token_of
from portal.web.middleware import SAFE_METHODS

NO_VERSION = "none"  # The token of a text with drafts that was drawn before it had any version.
_FOUND = "_collision"  # What was found once for a view.


def watch() -> None:
    """Has every form of the admin that changes a row asked before it is saved; called once, when the portal starts."""
    EditView.dispatch = _one_at_a_time(EditView.dispatch, _opened_under_lock)
    EditView.is_valid = _unless_it_collides(EditView.is_valid)
    EditView.get_context_data = _with_token(EditView.get_context_data)
    mixin = CreateEditViewOptionalFeaturesMixin
    mixin.is_valid = _unless_it_collides(mixin.is_valid)
    PageEditView.dispatch = _one_at_a_time(PageEditView.dispatch, _page_under_lock)
    PageEditView.form_valid = _page_unless_it_collides(PageEditView.form_valid)
    PageEditView.form_invalid = _page_with_errors(PageEditView.form_invalid)
    PageEditView.get_context_data = _page_with_token(PageEditView.get_context_data)
    for view in (mixin, PageEditView):
        _knows_the_first_version(view)
    AccountView.dispatch = _one_at_a_time(AccountView.dispatch, _account_under_lock)
    AccountView.post = _account_unless_it_collides(AccountView.post)
    AccountView.get_context_data = _account_with_token(AccountView.get_context_data)


def _one_at_a_time(dispatch: Callable, opened_under_lock: Callable) -> Callable:
    """A form is compared and saved while nobody else can save the same row: Wagtail reads the row before it writes."""

    def locked(self: Any, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method in SAFE_METHODS:
            return dispatch(self, request, *args, **kwargs)
        with transaction.atomic():
            try:
                return dispatch(opened_under_lock(self, request, *args, **kwargs), request, *args, **kwargs)
            except NotPublished as error:  # The draft stays, as the answer says.
                refused = error
        raise refused

    return locked


def _hold(row: Model) -> None:
    """Waits until nobody else saves the row, and keeps it until the end of the transaction."""
    type(row)._base_manager.select_for_update(no_key=True, of=("self",)).filter(pk=row.pk).order_by(
        "pk"
    ).first()


# --- Rows ---------------------------------------------------------------------------------------------------


def _opened_under_lock(view: EditView, request: HttpRequest, *args: Any, **kwargs: Any) -> EditView:
    """The view anew, of the row as it stands once it is held."""
    row = getattr(view, "object", None) or view.get_object()
    if row.pk is None:
        return view
    _hold(row)
    opened = _opened(type(view), request, *args, **kwargs)
    if getattr(opened.get_form_class(), "formsets", None):
        sent = _without_keys_of_gone_rows(opened.get_form(), request.POST)
        if sent is not None:
            request.POST = sent  # type: ignore[assignment]  # For the stubs it is read-only.
            opened = _opened(type(view), request, *args, **kwargs)
    return opened


def _opened(kind: type[EditView], request: HttpRequest, *args: Any, **kwargs: Any) -> EditView:
    view = kind(**request.resolver_match.func.view_initkwargs)  # type: ignore[union-attr]  # Every view is made so.
    view.setup(request, *args, **kwargs)
    if not hasattr(view, "object"):
        view.object = view.get_object()
    return view


def _without_keys_of_gone_rows(form: Any, sent: QueryDict) -> QueryDict | None:
    """What was sent, where inner rows that somebody else took out come as new ones: they were shown, and could not be
    saved with a key that leads nowhere. None when there are no such rows.
    """
    gone = []
    for rows in getattr(form, "formsets", {}).values():
        known = {str(row.pk) for row in rows.get_queryset()}
        keys = [f"{rows.add_prefix(number)}-id" for number in range(rows.total_form_count())]
        gone += [key for key in keys if sent.get(key) and sent[key] not in known]
    if not gone:
        return None
    changed = sent.copy()
    for key in gone:
        changed[key] = ""
    return changed


def _parts(view: Any, form: Any) -> Iterator[Part]:
    """The form of a view with all that is saved with it."""
    yield form
    yield from getattr(view, "permission_panel_forms", ())  # Of a group.
    if hasattr(view, "get_pages_formset") and view.object.active:  # Of a workflow.
        yield view.get_pages_formset()
        yield view.get_content_type_form()


def _has_drafts(view: Any) -> bool:
    return bool(getattr(view, "draftstate_enabled", False))


def _token_now(view: EditView) -> str:
    """The token of the form as it would be drawn now."""
    request = copy(view.request)
    request.method = "GET"
    opened = _opened(_without_going_back(type(view)), request, **_address(view))
    return token_of(_parts(opened, opened.get_form()))


def _address(view: EditView) -> dict[str, Any]:
    """What the address names, all by name: views write other things over it, and pages of settings repeat it."""
    return {**view.request.resolver_match.kwargs}


def _without_going_back(kind: type[EditView]) -> type[EditView]:
    """The view that shows what stands there, for one that shows an earlier version."""
    return next(
        base
        for base in kind.__mro__
        if issubclass(base, EditView) and not issubclass(base, RevisionsRevertMixin)
    )


def _find(view: EditView) -> Collision | None:
    """What somebody else saved since the form was drawn, where the form would replace it."""
    seen = view.request.POST.get(FIELD, "")
    if _has_drafts(view):
        if view.expects_json_response or not view.is_out_of_date:
            return None
        current = ""
    else:
        current = _token_now(view)
        if not is_outdated(seen, current):
            return None
    # A form of its own: what is asked of it here must not be asked of the one that may be saved as a draft.
    asked = _opened(_without_going_back(type(view)), view.request, **_address(view))
    found = differences(_parts(asked, asked.get_form()))
    if not found:
        return None
    return Collision(
        found, current, **_by(asked.object, getattr(asked, "latest_revision", None), shown_at(seen))
    )


def _by(row: Model, version: Revision | None, since: Any) -> dict[str, Any]:
    """Who changed the row and when, as far as it is written down: by its version, else by the history since then."""
    if version:
        return {"who": user_display_name(version.user) if version.user else "", "when": version.created_at}
    entries = log_registry.get_logs_for_instance(row).select_related("user")
    entry = entries.filter(timestamp__gte=since).first() if since else None
    if entry is None:
        return {}
    return {"who": user_display_name(entry.user) if entry.user else "", "when": entry.timestamp}


def _unless_it_collides(is_valid: Callable) -> Callable:
    """A form that would replace what it did not show is not saved; its page shows both."""

    def valid(self: Any, form: Form) -> bool:
        if not isinstance(self, EditView):  # A new row has no other editor.
            return is_valid(self, form)
        if _FOUND not in self.__dict__:
            setattr(self, _FOUND, _find(self))
        if getattr(self, _FOUND) is None:
            return is_valid(self, form)
        self.produced_error_code = "invalid_revision"
        self.produced_error_message = not_saved()
        return False

    return valid


def not_saved() -> str:
    """What somebody is told first whose form was not saved for somebody else's sake."""
    return _("Not saved: somebody else has changed this since you opened it. Compare the two below.")


def _with_token(get_context_data: Callable) -> Callable:
    """A form carries the mark of what it shows; one with errors, the mark of what it first showed."""

    def context_data(self: EditView, **kwargs: Any) -> dict[str, Any]:
        context = get_context_data(self, **kwargs)
        collision = getattr(self, _FOUND, None)
        if collision and not _has_drafts(self):
            token = collision.token
        elif self.request.method == "POST":
            token = self.request.POST.get(FIELD, "")
        elif _has_drafts(self):
            token = "" if self.latest_revision else NO_VERSION
        elif isinstance(self, RevisionsRevertMixin):
            token = _token_now(self)
        else:
            token = token_of(_parts(self, self.form))
        return {**context, "collision": collision, "state_field": FIELD, "state_shown": token}

    return context_data


def _knows_the_first_version(view: Any) -> None:
    """A text that had no version when it was drawn, and has one now, was changed; Wagtail knows no mark of that."""
    theirs = view.is_out_of_date.func

    def is_out_of_date(self: Any) -> bool:
        sent = self.request.POST
        if sent.get(FIELD) == NO_VERSION and not (
            sent.get("overwrite_revision_id") or sent.get("loaded_revision_id")
        ):
            return bool(self.latest_revision)
        return theirs(self)

    view.is_out_of_date = cached_property(is_out_of_date)
    view.is_out_of_date.__set_name__(view, "is_out_of_date")


# --- Pages --------------------------------------------------------------------------------------------------


def _page_under_lock(view: PageEditView, _request: HttpRequest, page_id: int, **_kwargs: Any) -> PageEditView:
    """The view itself: it reads the page when it begins."""
    _hold(Page(pk=page_id))
    return view


def _find_page(view: PageEditView) -> Collision | None:
    if view.expects_json_response or not view.is_out_of_date:
        return None
    form = view.form_class(
        view.request.POST,
        view.request.FILES,
        instance=view.real_page_record.get_latest_revision_as_object(),
        subscription=view.subscription,
        parent_page=view.parent,
        for_user=view.request.user,
    )
    found = differences([form])
    return Collision(found, **_by(view.page, view.latest_revision, None)) if found else None


def _page_unless_it_collides(form_valid: Callable) -> Callable:
    def valid(self: PageEditView, form: Form) -> HttpResponse:
        collision = _find_page(self)
        if collision is None:
            return form_valid(self, form)
        setattr(self, _FOUND, collision)
        messages.error(self.request, not_saved())
        self.form.restore_required_fields()
        self.has_unsaved_changes = True
        return self.render_to_response(self.get_context_data())

    return valid


def _page_with_errors(form_invalid: Callable) -> Callable:
    """A form with errors is drawn with the newest version's mark: what that version holds must be shown with it."""

    def invalid(self: PageEditView, form: Form) -> HttpResponse:
        if not self.locked_for_user:
            setattr(self, _FOUND, _find_page(self))
        return form_invalid(self, form)

    return invalid


def _page_with_token(get_context_data: Callable) -> Callable:
    def context_data(self: PageEditView, **kwargs: Any) -> dict[str, Any]:
        token = "" if self.latest_revision else NO_VERSION
        marks = {"collision": getattr(self, _FOUND, None), "state_field": FIELD, "state_shown": token}
        return {**get_context_data(self, **kwargs), **marks}

    return context_data


# --- One's own account --------------------------------------------------------------------------------------


def _account_under_lock(view: AccountView, request: HttpRequest, *_args: Any, **_kwargs: Any) -> AccountView:
    if request.user.is_authenticated:
        _hold(User(pk=request.user.pk))
        request.user.refresh_from_db()
    return view


def _account_parts(view: AccountView, method: str) -> list[Form]:
    asking = copy(view)
    asking.request = copy(view.request)
    asking.request.method = method
    return [panel.get_form() for panel in asking.get_panels()]


def _account_unless_it_collides(post: Callable) -> Callable:
    def checked(self: AccountView, request: HttpRequest) -> HttpResponse:
        current = token_of(_account_parts(self, "GET"))
        if is_outdated(request.POST.get(FIELD, ""), current):
            found = differences(_account_parts(self, "POST"))
            if found:
                setattr(self, _FOUND, Collision(found, current))
                messages.error(request, not_saved())
                return self.render_to_response(self.get_context_data())
        return post(self, request)

    return checked


def _account_with_token(get_context_data: Callable) -> Callable:
    def context_data(self: AccountView, **kwargs: Any) -> dict[str, Any]:
        collision = getattr(self, _FOUND, None)
        if collision:
            token = collision.token
        elif self.request.method == "POST":
            token = self.request.POST.get(FIELD, "")
        else:
            token = token_of(_account_parts(self, "GET"))
        marks = {"collision": collision, "state_field": FIELD, "state_shown": token}
        return {**get_context_data(self, **kwargs), **marks}

    return context_data
