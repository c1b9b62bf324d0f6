"""The switches in the admin's account settings that turn letters about editing off."""

from typing import Any

from django import forms
from django.apps import apps
from wagtail.admin.forms.account import NotificationPreferencesForm
from wagtail.models import WorkflowMixin
from wagtail.permissions import page_permission_policy

from portal.accounts.rules import Visitor


class LettersForm(forms.ModelForm):
    """Form for the e-mails about editing that somebody gets. Wagtail hides its switches from who edits texts about
    records alone.
    """

    class Meta(NotificationPreferencesForm.Meta):
        pass

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_get_letters(self.instance.user):
            self.fields.clear()


def may_get_letters(user: Visitor) -> bool:
    """True for whom moderation may write to: who edits pages, or texts about records of any kind."""
    if page_permission_policy.user_has_any_permission(user, {"add", "change", "publish"}):
        return True
    texts = (model._meta for model in apps.get_models() if issubclass(model, WorkflowMixin))
    return any(user.has_perm(f"{text.app_label}.change_{text.model_name}") for text in texts)
