"""Permissions on pages in the admin: as in Wagtail, but for what the portal keeps apart."""

from wagtail.models import Page, PagePermissionTester

from .reserved import would_be_hidden
from .rules import is_reviewed, may_bring, may_publish_text
from .strings import is_half_translated


class ReviewedPermissionTester(PagePermissionTester):
    """As in Wagtail, but nobody publishes their own text in a section that is marked so, nor an alias.

    An alias is published with its original; Wagtail's action on many pages fails on one that is sent to it.
    """

    def can_publish(self) -> bool:
        return super().can_publish() and not self.page.alias_of_id and may_publish_text(self.user, self.page)

    def can_publish_subpage(self) -> bool:
        """Whoever makes a page or an alias there would publish what they have just written or chosen."""
        return super().can_publish_subpage() and not is_reviewed(self.page)

    def can_set_view_restrictions(self) -> bool:
        return super().can_publish()

    def can_unschedule(self) -> bool:
        return super().can_publish()

    def can_move_to(self, destination: Page) -> bool:
        return (
            self._is_of_language(destination)
            and super().can_move_to(destination)
            and may_bring(self.user, self.page, destination)
            and not would_be_hidden(self.page, destination)
        )

    def can_copy_to(self, destination: Page, recursive: bool = False) -> bool:
        """A copy is nobody's translation: with words of another language it would be published unseen."""
        pages = self.page.get_descendants(inclusive=True) if recursive else [self.page]
        return (
            self._is_of_language(destination)
            and super().can_copy_to(destination, recursive)
            and not any(is_half_translated(page) for page in pages)
        )

    def _is_of_language(self, destination: Page) -> bool:
        """A page that stands below another language's first page would be read as that language's."""
        return destination.depth == 1 or destination.locale_id == self.page.locale_id


class DraftKeepingTester(ReviewedPermissionTester):
    """Permissions on a page: as in Wagtail, but a draft is removed by its owner or by whoever may publish.

    Wagtail lets everybody remove drafts who may change them; a translator may change all.
    """

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        is_own = self.page.owner_id == self.user.pk
        may = self.user.is_superuser or is_own or "publish" in self.permissions
        return may and super().can_delete(ignore_bulk)


class StandingPermissionTester(ReviewedPermissionTester):
    """Permissions on a page that every installation has: one may write it, but neither hide it nor take it away."""

    def can_unpublish(self) -> bool:
        return False

    def can_set_view_restrictions(self) -> bool:
        return False

    def can_delete(self, ignore_bulk: bool = False) -> bool:  # noqa: ARG002 Wagtail names it.
        return False
