"""Messages to the secretariat in the admin: read, answered, taken away as a table; never rewritten."""

from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.views.snippets import IndexView

from portal.accounts.rules import Visitor
from portal.editing.viewsets import InspectView, SnippetViewSet

from .actions import mark_answered, mark_new
from .enums import MessageState
from .models.message import ContactMessage


class ReadingPolicy(ModelPermissionPolicy):
    """A message is what somebody wrote: nobody adds or rewrites one, superusers included."""

    def user_has_permission(self, user: Visitor, action: str) -> bool:
        return action not in ("add", "change") and super().user_has_permission(user, action)


register_permission_policy(ContactMessage, ReadingPolicy(ContactMessage))


class MessageIndexView(IndexView):
    """The list of messages, the newest first."""

    @cached_property
    def is_searchable(self) -> bool:
        return True

    def search_queryset(self, queryset: QuerySet) -> QuerySet:
        if not self.is_searching:
            return queryset
        words = self.search_query
        return queryset.filter(name__icontains=words) | queryset.filter(email__icontains=words)


class MessageInspectView(InspectView):
    """One message, with the one verb that is left to do."""

    template_name = "home/admin/message.html"
    page_title = gettext_lazy("Message")

    def get_fields(self) -> list[str]:
        """Returns the fields to show: who answered and when only once somebody has."""
        message = self.get_object()
        return [name for name in super().get_fields() if getattr(message, name) is not None]

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(
            may_answer=self.request.user.has_perm("home.change_contactmessage"),
            is_new=self.object.state == MessageState.NEW,
            **kwargs,
        )


class AnswerView(View):
    """Says that a message is answered, or that it waits again. Only by a form that is sent."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not request.user.is_authenticated or not request.user.has_perm("home.change_contactmessage"):
            raise PermissionDenied
        message = get_object_or_404(ContactMessage, pk=pk)
        if request.POST.get("state") == MessageState.NEW:
            mark_new(message)
            messages.success(request, _("The message is waiting for an answer again."))
        else:
            mark_answered(message, request.user)
            messages.success(request, _("The message is marked as answered."))
        return HttpResponseRedirect(message.admin_url)


class MessageViewSet(SnippetViewSet):
    """Messages from the contact page."""

    model = ContactMessage
    icon = "mail"
    menu_label = gettext_lazy("Messages")
    menu_order = 245
    add_to_admin_menu = True
    inspect_view_enabled = True
    index_view_class = MessageIndexView
    inspect_view_class = MessageInspectView
    inspect_view_fields = [
        "created_at", "name", "email", "language", "subject", "state", "answered_at", "answered_by",
    ]  # fmt: skip
    list_per_page = 50
    list_display = [
        "name",
        Column("subject", label=gettext_lazy("About"), accessor="get_subject_display", sort_key="subject"),
        Column("language", label=gettext_lazy("Language"), accessor="get_language_display"),
        Column("state", label=gettext_lazy("State"), accessor="get_state_display", sort_key="state"),
        DateColumn("created_at", label=gettext_lazy("Received"), sort_key="created_at"),
    ]
    list_filter = ["state", "subject", "language"]
    list_export = [
        "created_at", "name", "email", "language", "subject", "text", "state", "answered_at",
    ]  # fmt: skip
    export_filename = "messages"
    ordering = ["-created_at", "-pk"]

    def get_urlpatterns(self) -> list[URLPattern]:
        return [*super().get_urlpatterns(), path("answer/<int:pk>/", AnswerView.as_view(), name="answer")]
