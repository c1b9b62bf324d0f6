"""In the admin nobody meets rows that they may not see: by no list, chooser, report, link or program.

Walks the registries, so that a model or a viewset of next year is asked too.
"""

import re
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.admin.views.generic.chooser import BaseChooseView, ChosenMultipleViewMixin, ChosenViewMixin
from wagtail.log_actions import log
from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtail.snippets.models import get_snippet_models

from federation.membership.models import Membership
from federation.news.install import moderation
from federation.workshops.models import Workshop, WorkshopDescription
from home.actions import take_message
from portal.accounts.enums import Role
from portal.content.models import Description
from portal.content.visibility import VisiblePolicy, hides_rows, models_that_hide_rows
from portal.editing.choosers import OnlyForThoseWithAForm
from portal.editing.pointing import may_choose, owners_of_forms
from portal.editing.viewsets import SnippetViewSet
from tests import services
from tests.federation.directory.factories import OrganisationFactory
from tests.federation.news.factories import NewsPageFactory
from tests.federation.people.factories import PersonFactory
from tests.federation.workshops.factories import WorkshopFactory
from tests.portal.accounts.factories import UserFactory
from tests.resources.factories import MaterialFactory

pytestmark = [pytest.mark.django_db, services.asked_once]
WORD = "qupiyabelgi"
STAFF = [Role.EDITOR, Role.TRANSLATOR, Role.MODERATOR, Role.SECRETARIAT, Role.ADMINISTRATOR]


def routes(resolver=None, address: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every route of the admin with its whole address."""
    for found in (resolver or get_resolver()).url_patterns:
        whole = address + str(found.pattern)
        if isinstance(found, URLResolver):
            yield from routes(found, whole)
        elif whole.startswith("admin/"):
            yield whole, found


@pytest.fixture
def nobody(client):
    """Somebody who may enter the admin and has no other right."""
    from django.contrib.auth.models import Permission

    user = UserFactory()
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(user)
    return user


@pytest.fixture
def bait() -> dict[type, object]:
    """One row of each kind with a word in its name, none of them public."""
    organisation = OrganisationFactory(state="draft", name_kk=WORD, name_ru=WORD, name_en=WORD, slug=WORD)
    person = PersonFactory(full_name=WORD)
    workshop = WorkshopFactory(state="draft", organiser=organisation, words__title=WORD)
    page = NewsPageFactory(title=WORD, slug=WORD)
    page.unpublish()
    rows = [
        organisation,
        person,
        workshop,
        workshop.descriptions.get(),
        MaterialFactory(state="draft", slug=WORD, titles={"kk": WORD, "ru": WORD, "en": WORD}),
        Membership.objects.update_or_create(organisation=organisation, defaults={"note": WORD})[0],
        take_message(language="kk", name=WORD, email="a@example.org", subject="other", text=WORD),
        UserFactory(first_name=WORD, last_name=WORD),
        page,
    ]
    return {type(row): row for row in rows}


def says(client, address: str) -> bool:
    answer = client.get(address)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return WORD in content.decode("utf-8", "replace")


# --- The registries ---------------------------------------------------------------------------------------------------


def test_every_model_whose_rows_say_who_may_see_them_has_a_policy_that_asks_them():
    missing = [
        model
        for model in apps.get_models()
        if not issubclass(model, Page)
        and (issubclass(model, Description) or hasattr(model._default_manager.all(), "visible_to"))
        and not isinstance(policy_registry.get_by_type(model), VisiblePolicy)
    ]
    assert missing == []


def test_every_viewset_of_snippets_stands_on_ours():
    other = [model for model in get_snippet_models() if not isinstance(model.snippet_viewset, SnippetViewSet)]
    assert other == []


def test_every_chooser_is_ours_or_wagtails_of_pictures_and_documents():
    """Those two have a guard of their own (portal.editing.rules)."""
    bases = (BaseChooseView, ChosenViewMixin, ChosenMultipleViewMixin)
    unguarded = []
    for address, route in routes():
        view = getattr(route.callback, "view_class", None)
        is_chooser = isinstance(view, type) and issubclass(view, bases)
        of_files = address.startswith(("admin/images/", "admin/documents/"))
        if is_chooser and not of_files and not issubclass(view, OnlyForThoseWithAForm):
            unguarded.append(address)
    assert unguarded == []


# --- Somebody without any right ---------------------------------------------------------------------------------------


PLACE = re.compile(r"<(?:\w+:)?(\w+)>")
LEFT_OUT = ("(?P", ".*", "logout", "failwhale", "password_reset")


def keyed(address: str, row) -> str:
    """A route as an address, with a row's key and model in the places for them."""
    meta = row._meta
    names = {"model_name": meta.model_name, "action": "delete"}
    names |= dict.fromkeys(("app_label", "app_name"), meta.app_label)
    return "/" + PLACE.sub(lambda found: str(names.get(found[1], row.pk)), address)


def addresses_about(rows) -> Iterator[str]:
    """Every address of the admin about each row, and those about none with what somebody may ask of lists."""
    for address, _route in routes():
        if any(sign in address for sign in LEFT_OUT):
            continue
        if "<" in address:
            of_model = [row for row in rows if f"/{row._meta.app_label}/{row._meta.model_name}/" in address]
            about = of_model if address.startswith("admin/snippets/") else rows
            yield from dict.fromkeys(keyed(address, row) for row in about)
        else:
            yield f"/{address}"
    for row in rows:
        meta = row._meta
        yield f"/admin/bulk/{meta.app_label}/{meta.model_name}/delete/?id=all"
        yield f"/admin/bulk/{meta.app_label}/{meta.model_name}/delete/?id={row.pk}"
        yield f"/admin/snippets/choose/{meta.app_label}/{meta.model_name}/chosen-multiple/?id={row.pk}"
        yield f"/admin/choose-page/chosen-multiple/?id={row.pk}"


def test_who_has_no_right_reads_of_no_row_at_any_address_of_the_admin(client, nobody, bait):
    shown = [address for address in addresses_about(list(bait.values())) if says(client, address)]
    assert shown == []


# --- Choosers -----------------------------------------------------------------------------------------------------------


def test_each_chooser_opens_for_those_who_have_a_form_with_it_and_for_no_other(client, bait):
    wrong = []
    for role in STAFF:
        user = UserFactory(role=role)
        client.force_login(user)
        for model in get_snippet_models():
            meta = model._meta
            status = client.get(f"/admin/snippets/choose/{meta.app_label}/{meta.model_name}/").status_code
            if (status == 200) is not may_choose(user, model):
                wrong.append((role, model, status))
    assert wrong == []


def test_what_forms_choose_is_read_from_the_forms():
    names = {
        model.__name__: {owner.__name__ for owner in owners} for model, owners in owners_of_forms().items()
    }
    assert names["Workshop"] == {"Page", "WorkshopDescription", "WorkshopTrainer"}
    assert names["PortalImage"] == {"Page"}
    assert {"Menu", "Notice", "Page"} <= names["Page"]
    assert "ContactMessage" not in names


@pytest.mark.parametrize("role", STAFF)
def test_no_chooser_of_the_staff_names_a_draft_that_its_association_never_submitted(client, bait, role):
    client.force_login(UserFactory(role=role))
    workshop = bait[Workshop]
    words = bait[WorkshopDescription]
    addresses = [
        "/admin/snippets/choose/workshops/workshop/",
        "/admin/snippets/choose/workshops/workshop/results/",
        f"/admin/snippets/choose/workshops/workshop/chosen/{workshop.pk}/",
        f"/admin/snippets/choose/workshops/workshop/chosen-multiple/?id={workshop.pk}",
        f"/admin/snippets/choose/workshops/workshopdescription/chosen/{words.pk}/",
        "/admin/news_workshop_chooser/",
        f"/admin/news_workshop_chooser/chosen/{workshop.pk}/",
        f"/admin/news_workshop_chooser/chosen-multiple/?id={workshop.pk}",
        "/admin/localize/api/snippets/workshops/workshop/",
        f"/admin/localize/api/snippets/workshops/workshop/{workshop.pk}/",
        "/admin/localize/api/snippets/workshops/workshopdescription/",
    ]
    assert [address for address in addresses if says(client, address)] == []


def test_page_chooser_names_no_draft_and_no_unpublished_title_to_who_has_no_right_to_pages(client, bait):
    client.force_login(UserFactory(role=Role.SECRETARIAT))
    draft = next(row for row in bait.values() if isinstance(row, Page))
    public = NewsPageFactory(title="Known to all", slug="known")
    renamed = NewsPageFactory(title="Old title", slug="renamed")
    renamed.title = WORD
    renamed.save_revision()
    parent = public.get_parent()
    asked = [
        f"/admin/choose-page/{parent.pk}/",
        f"/admin/choose-page/search/?q={WORD[:6]}",
        f"/admin/choose-page/chosen-multiple/?id={draft.pk}",
        f"/admin/choose-page/{draft.pk}/",
        f"/admin/choose-page/{renamed.pk}/",
        f"/admin/pages/{draft.pk}/move/{parent.pk}/confirm/",
        f"/admin/pages/{draft.pk}/move/",
        f"/admin/pages/{draft.pk}/history/",
    ]
    assert [address for address in asked if says(client, address)] == []
    assert "Known to all" in client.get(asked[0]).text
    client.force_login(UserFactory(role=Role.EDITOR))
    assert says(client, asked[0])


# --- Bulk actions, reports, usage ---------------------------------------------------------------------------------------


def test_no_action_on_many_names_rows_that_one_may_not_see_or_work_with(client, bait):
    shown = []
    for role in [Role.TRANSLATOR, Role.MODERATOR, Role.EDITOR, Role.SECRETARIAT]:
        user = UserFactory(role=role)
        client.force_login(user)
        for model in [Workshop, WorkshopDescription, *(model for model in bait if not hides_rows(model))]:
            if issubclass(model, Page) and role != Role.SECRETARIAT:
                continue
            meta = model._meta
            policy = policy_registry.get_by_type(model)
            if policy.user_has_any_permission(user, ["view", "add", "change", "delete"]) and model not in (
                Workshop,
                WorkshopDescription,
            ):
                continue
            for action in bulk_action_registry.get_bulk_actions_for_model(meta.app_label, meta.model_name):
                for keys in ("all", bait[model].pk):
                    address = (
                        f"/admin/bulk/{meta.app_label}/{meta.model_name}/{action.action_type}/?id={keys}"
                    )
                    if says(client, address):
                        shown.append((role, address))
    assert shown == []


@pytest.mark.parametrize("role", [None, *STAFF])
def test_site_history_and_reports_of_moderation_say_nothing_of_drafts_never_submitted(client, role):
    user = UserFactory(role=role) if role else UserFactory(is_superuser=True)
    workshop = WorkshopFactory(state="draft", words__title=WORD)
    words = workshop.descriptions.get()
    for row in (workshop, words):
        log(row, "wagtail.edit", user=user)
    client.force_login(user)
    ends = ("", "results/", "?export=csv")
    reports = ("site-history", "workflow", "workflow_tasks")
    addresses = [f"/admin/reports/{report}/{end}" for report in reports for end in ends]
    assert [address for address in addresses if says(client, address)] == []
    words.save_revision(user=user)
    moderation().start(words, user)
    # Whoever is asked to approve a text reads it, and what is said of it.
    is_asked = role in (None, Role.MODERATOR)
    assert any(says(client, address) for address in addresses) == is_asked
    if role in (None, Role.EDITOR, Role.ADMINISTRATOR):
        Workshop.objects.filter(pk=workshop.pk).update(state="approved")
        assert all(says(client, address) for address in addresses)


@pytest.mark.parametrize("role", STAFF)
def test_no_view_of_a_draft_never_submitted_opens_for_staff(client, bait, role):
    client.force_login(UserFactory(role=role))
    shown = []
    for row in (bait[Workshop], bait[WorkshopDescription]):
        viewset = type(row).snippet_viewset
        for pattern in viewset.get_urlpatterns():
            try:
                address = reverse(viewset.get_url_name(pattern.name), args=[row.pk])
            except NoReverseMatch:
                continue
            if says(client, address):
                shown.append(address)
        ping = f"/admin/editing-sessions/ping/{row._meta.app_label}/{row._meta.model_name}/{row.pk}/0/"
        if client.post(ping).status_code == 200:
            shown.append(ping)
    assert shown == []


def test_usage_of_an_organisation_does_not_name_the_draft_that_points_at_it(client, bait):
    client.force_login(UserFactory(role=Role.SECRETARIAT))
    organisation = OrganisationFactory()
    draft = WorkshopFactory(state="draft", organiser=organisation, host=organisation, words__title=WORD)
    assert not says(client, f"/admin/snippets/directory/organisation/usage/{organisation.pk}/")
    Workshop.objects.filter(pk=draft.pk).update(state="approved")
    assert says(client, f"/admin/snippets/directory/organisation/usage/{organisation.pk}/")


def test_models_that_hide_rows_are_known():
    assert {Workshop, WorkshopDescription} <= set(models_that_hide_rows())


def test_all_of_a_list_are_those_that_its_search_and_filters_showed(client):
    client.force_login(UserFactory(role=Role.SECRETARIAT))
    kept = OrganisationFactory(state="published", name_en="Kept", name_kk="Kept", name_ru="Kept")
    gone = OrganisationFactory(state="draft", name_en="Gone", name_kk="Gone", name_ru="Gone")
    address = "/admin/bulk/directory/organisation/delete/?id=all"
    for asked in ("state=draft", "q=Gone"):
        items = client.get(f"{address}&{asked}").context["items"]
        assert [item["item"].pk for item in items] == [gone.pk]
    client.post(f"{address}&state=draft")
    assert list(type(kept).objects.filter(pk__in=[kept.pk, gone.pk])) == [kept]
