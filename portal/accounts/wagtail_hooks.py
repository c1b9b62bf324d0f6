"""Bulk actions on users in Wagtail's list: they do no more to many at once than may be done to one user alone."""

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry
from wagtail.users.views.bulk_actions import (
    AssignRoleBulkAction,
    DeleteBulkAction,
    SetActiveStateBulkAction,
)

from .actions import delete_account, open_account
from .enums import CLOSED
from .models.user import User
from .rules import may_manage

if TYPE_CHECKING:
    from wagtail.users.views.bulk_actions.user_bulk_action import UserBulkAction as _Action
else:
    _Action = object


class OnlyWhomOneMayManageInBulk(_Action):
    """Leaves a superuser out of what an administrator does to many; Wagtail does so only when it deletes."""

    def check_perm(self, user: User) -> bool:
        return super().check_perm(user) and may_manage(self.request.user, user)


# After Wagtail's own, whose places they take.
@hooks.register("register_bulk_action", order=10)
class GuardedSetActiveStateBulkAction(OnlyWhomOneMayManageInBulk, SetActiveStateBulkAction):
    """Saves accounts one by one, as the form of one does: what hangs on an account hears of it, closed ones open."""

    @classmethod
    def execute_action(
        cls, objects: list[User], mark_as_active: bool = False, user: User | None = None, **_kwargs: Any
    ) -> tuple[int, int]:
        keys = {one.pk for one in objects} - ({user.pk} if user else set())
        with transaction.atomic():
            for one in User.objects.select_for_update().filter(pk__in=keys).order_by("pk"):
                one.is_active = mark_as_active
                one.save(update_fields=["is_active"])
                if mark_as_active:
                    open_account(one)
        return len(keys), 0


@hooks.register("register_bulk_action", order=10)
class GuardedAssignRoleBulkAction(OnlyWhomOneMayManageInBulk, AssignRoleBulkAction):
    pass


@hooks.register("register_bulk_action", order=10)
class ErasingDeleteBulkAction(OnlyWhomOneMayManageInBulk, DeleteBulkAction):
    """Closes accounts one by one, as their owners can."""

    def get_execution_context(self) -> dict[str, Any]:
        return {**super().get_execution_context(), "by": self.request.user}

    @classmethod
    def execute_action(cls, objects: list[User], by: User | None = None, **_kwargs: Any) -> tuple[int, int]:
        for user in objects:
            delete_account(user, by=by)
        return len(objects), 0


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    """Registers the words in which the history of an account tells that its owner closed it."""
    actions.register_action(CLOSED, _("Close the account"), _("The account was closed by its owner"))
