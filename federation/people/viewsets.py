"""People in the admin."""

from collections.abc import Callable
from functools import cached_property, wraps
from typing import Any, cast

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.widgets.button import Button, HeaderButton

from portal.editing.facts import EditView
from portal.editing.viewsets import IndexView, SnippetViewSet

from .choosers import PersonChooserViewSet
from .forms.details import PersonAdminForm
from .models.person import Person
from .presenters.duplicates import account_of, address_of
from .querysets import PersonQuerySet
from .rules import may_be_opened
from .views.base import NEEDED
from .views.duplicates import DismissedView, DuplicatesView, DuplicateView
from .views.merges import MergesView, MergeView
from .views.printing import Guarded, LettersToPrintView, PrintedView, PrintView
from .views.requests import ROUTES, EraseView, HandOverView, OpenAgainView, PersonConsentsView


class PersonIndexView(IndexView):
    """The list of people, with the ways to those who may be one, and to merges."""

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        buttons = super().header_more_buttons.copy()
        if self.request.user.has_perms(NEEDED):
            for name, label, icon in (
                ("duplicates", DuplicatesView.page_title, "user"),
                ("merges", MergesView.page_title, "history"),
            ):
                buttons.append(Button(label, url=address_of(name), icon_name=icon, priority=80))
        return buttons


class PersonEditView(EditView):
    """The form of a person, with what else is done for one."""

    def get_object(self, queryset: QuerySet | None = None) -> Person:
        person: Person = super().get_object(queryset)
        if person.is_forgotten:  # What remains is a number, of which nothing is to be said any more.
            raise Http404
        return person

    def get_usage_url(self) -> None:
        """Nothing: Wagtail counts only some of what points at a person, and says "0 times" of who has many places."""

    @cached_property
    def header_buttons(self) -> list[Button]:
        pages = [
            (PersonConsentsView, "consents", "clipboard-list"),
            (HandOverView, "hand_over", "download"),
            (EraseView, "erase", "bin"),
        ]
        if may_be_opened(self.object, self.request.user):
            pages.append((OpenAgainView, "open_again", "lock-open"))
        return [
            HeaderButton(
                view.page_title,
                url=reverse(f"{ROUTES}:{name}", args=[self.object.pk]),
                icon_name=icon,
                priority=place,
            )
            for place, (view, name, icon) in enumerate(pages)
        ]


class PersonViewSet(SnippetViewSet):
    """People, with or without an account."""

    model = Person
    read_along = ("user", "region")
    index_view_class = PersonIndexView
    edit_view_class = PersonEditView
    chooser_viewset_class = PersonChooserViewSet
    icon = "user"
    menu_label = _("People")
    add_to_admin_menu = True
    menu_order = 230
    ordering = "sort_key"
    list_display = [
        "__str__",
        Column("region", label=_("Region"), accessor="region", sort_key="region"),
        Column("account", label=_("Account"), accessor=account_of, sort_key="user__is_active"),
    ]
    list_filter = ["region", "preferred_language", "is_demo"]
    search_fields = ["folded"]
    edit_handler = ObjectList(
        [
            FieldPanel("full_name"),
            FieldRowPanel([FieldPanel("name_kk"), FieldPanel("name_ru"), FieldPanel("latin_name")]),
            FieldPanel("other_names"),
            FieldRowPanel([FieldPanel("email"), FieldPanel("phone")]),
            FieldPanel("other_emails"),
            FieldRowPanel([FieldPanel("region"), FieldPanel("preferred_language")]),
            MultiFieldPanel(
                [
                    FieldRowPanel(
                        [FieldPanel("speaks_kk"), FieldPanel("speaks_ru"), FieldPanel("speaks_en")]
                    ),
                    FieldPanel("other_languages"),
                ],
                heading=_("Languages"),
            ),
            InlinePanel(
                "affiliations",
                panels=[
                    FieldPanel("organisation"),
                    FieldPanel("organisation_name"),
                    FieldPanel("position"),
                    FieldRowPanel([FieldPanel("since"), FieldPanel("until")]),
                ],
                heading=_("Workplaces"),
                label=_("Workplace"),
            ),
        ],
        base_form_class=PersonAdminForm,
    )

    def get_queryset(self, request: HttpRequest) -> PersonQuerySet:
        """Who was erased is a number for counts, and nobody to look after."""
        return cast(PersonQuerySet, super().get_queryset(request)).known()

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("consents/<int:pk>/", PersonConsentsView.as_view(), name="consents"),
            path("data/<int:pk>/", HandOverView.as_view(), name="hand_over"),
            path("erase/<int:pk>/", EraseView.as_view(), name="erase"),
            path("open-again/<int:pk>/", OpenAgainView.as_view(), name="open_again"),
            path("duplicates/", DuplicatesView.as_view(), name="duplicates"),
            path("duplicates/dismissed/", DismissedView.as_view(), name="dismissed"),
            path("duplicates/<int:pair_id>/", DuplicateView.as_view(), name="duplicate"),
            path("merges/", MergesView.as_view(), name="merges"),
            path("merges/<int:merge_id>/", MergeView.as_view(), name="merge"),
        ]

    def _guarded(self, view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        """A page about somebody who was merged leads to the same page about the person that they are."""
        guarded = super()._guarded(view)

        @wraps(view)
        def redirecting(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            key = str(kwargs.get("pk", ""))
            if request.method in ("GET", "HEAD") and key.isdecimal():
                kept = Person.objects.visible_to(request.user).filter(merged__pk=key).first()
                if kept and request.resolver_match:
                    return redirect(request.resolver_match.view_name, **{**kwargs, "pk": kept.pk})
            return guarded(request, *args, **kwargs)

        return redirecting


class LettersToPrintViewSet(ViewSet):
    """Letters to people without an e-mail address."""

    name, url_prefix = "people_letters", "letters"
    icon = "mail"
    menu_label = _("Letters to print")
    menu_order = 246
    add_to_admin_menu = True

    def get_menu_item(self, order: int | None = None) -> MenuItem:
        item = super().get_menu_item(order)
        item.is_shown = lambda request: request.user.has_perm(Guarded.permission_required)
        return item

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", LettersToPrintView.as_view(), name="index"),
            path("pdf/", PrintView.as_view(), name="pdf"),
            path("printed/", PrintedView.as_view(), name="printed"),
        ]
