import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from federation.people.models import Consent, Person
from federation.workshops import actions
from federation.workshops.enums import WorkshopState
from federation.workshops.models import Participation, Workshop
from portal.navigation.registry import Acting, panels_for, sections_for, tasks_for
from tests.federation.membership.factories import RepresentativeFactory
from tests.federation.workshops.amending import ask, form_of
from tests.federation.workshops.factories import WorkshopFactory
from tests.outbox import written_letters
from tests.portal.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db

OWN = ("manage", "edit", "discard", "amend", "copy", "cancel")


@pytest.fixture
def as_user(client):
    def enter(user):
        client.force_login(user)
        return client

    return enter


@pytest.mark.parametrize("name", ["list", "new", "my_workshops", "review_list"])
def test_visitors_are_sent_to_sign_in_and_back(client, name):
    url = reverse(f"workshops:{name}")
    response = client.get(url)
    assert (response.status_code, response.url.partition("?")[2]) == (302, f"next={url}")


@pytest.mark.parametrize("name", OWN)
@pytest.mark.parametrize("method", ["get", "post"])
def test_workshops_of_others_do_not_exist(as_user, association, secretary, name, method):
    workshop = WorkshopFactory(organiser=association, state="draft")
    stranger = RepresentativeFactory().person.user
    for user in (stranger, secretary, UserFactory()):
        response = getattr(as_user(user), method)(reverse(f"workshops:{name}", args=[workshop.slug]))
        assert response.status_code == 404


def test_organiser_opens_every_screen_of_the_own_workshop(as_user, association, manager, language):
    workshop = WorkshopFactory(organiser=association)
    door = as_user(manager)
    draft = WorkshopFactory(organiser=association, state="draft")
    screens = [(name, workshop) for name in ("manage", "amend", "copy", "cancel", "participants")]
    for name, shown in [*screens, ("edit", draft), ("discard", draft)]:
        url = f"/{language}" + reverse(f"workshops:{name}", args=[shown.slug])[3:]
        assert (name, door.get(url).status_code) == (name, 200)


@pytest.mark.parametrize(
    ("name", "state"), [("manage", "approved"), ("edit", "draft"), ("review", "submitted")]
)
def test_heading_in_another_language_says_so(as_user, association, manager, secretary, name, state):
    workshop = WorkshopFactory(organiser=association, state=state, words=["kk"])
    reader = secretary if name == "review" else manager
    page = as_user(reader).get("/ru" + reverse(f"workshops:{name}", args=[workshop.slug])[3:])
    title = f'<span lang="kk">{workshop.title.text}</span>'
    assert title in re.search(r"<h1.*?</h1>", page.content.decode(), re.DOTALL)[0]


def test_organisers_list_has_own_workshops_alone(as_user, association, manager):
    own = [WorkshopFactory(organiser=association, state=state) for state in ("draft", "submitted")]
    WorkshopFactory(state="draft")
    rows = as_user(manager).get(reverse("workshops:list")).context["rows"]
    assert sorted(row.url for row in rows) == sorted(reverse("workshops:manage", args=[w.slug]) for w in own)


def test_lists_of_the_desk_ask_the_database_the_same_number_of_times(
    as_user, association, manager, secretary, librarian, django_assert_max_num_queries
):
    counts: dict[str, list[int]] = {"list": [], "review_list": [], "my_workshops": []}
    users = {"list": manager, "review_list": secretary, "my_workshops": librarian}
    for more in (1, 2):
        WorkshopFactory.create_batch(more, organiser=association, state="submitted")
        for workshop in WorkshopFactory.create_batch(more, organiser=association, capacity=1):
            actions.take_place(workshop, UserFactory())
            actions.take_place(workshop, librarian)
        for name, user in users.items():
            door = as_user(user)
            door.get(reverse(f"workshops:{name}"))
            with django_assert_max_num_queries(20) as asked:
                door.get(reverse(f"workshops:{name}"))
            counts[name].append(len(asked))
    assert {name: one == three for name, (one, three) in counts.items()} == dict.fromkeys(counts, True)


def test_first_screen_shows_where_one_goes_next_the_soonest_first(librarian):
    days = [40, 10, 60, 20, 50, 30]
    for number in days:
        workshop = WorkshopFactory(starts_on=timezone.localdate() + timedelta(days=number))
        actions.take_place(workshop, librarian)
    (panel,) = panels_for(Acting(librarian))
    shown = [(row.starts_on - timezone.localdate()).days for row in panel.context["rows"]]
    assert shown == [10, 20, 30, 40, 50]


def test_change_and_cancelling_by_their_forms(as_user, association, manager):
    workshop = WorkshopFactory(organiser=association)
    door = as_user(manager)

    def send(name, **data):
        return door.post(reverse(f"workshops:{name}", args=[workshop.slug]), data)

    first = workshop.starts_on + timedelta(days=7)
    changed = form_of(workshop, starts_on=first, ends_on=first, capacity="5")
    preview = send("amend", **changed, action="preview")
    assert [change.label for change in preview.context["at_once"]] == ["Орын саны"]
    assert len(preview.context["asked"]) == 1
    seen = preview.context["seen"]
    silent = send("amend", **changed, action="confirm", seen=seen)
    assert silent.context["reason"].errors.keys() == {"words"}
    wrong = send("amend", **{**changed, "starts_on": timezone.localdate()}, action="preview")
    assert wrong.context["form"].errors
    assert send("amend", **changed, action="edit", seen=seen).context["form"]["capacity"].value() == "5"
    assert send("amend", **changed, action="confirm", words="Зал", seen=seen).status_code == 302
    assert workshop.wished_changes.get().wished["starts_on"] == first.isoformat()
    assert send("amend", **form_of(workshop, capacity="0"), action="preview").status_code == 200
    assert send("cancel", words=" ").context["form"].errors.keys() == {"words"}
    assert send("cancel", words="Нет зала").status_code == 302
    workshop.refresh_from_db()
    assert (workshop.capacity, workshop.state) == (5, "cancelled")


def test_participants_are_seen_by_organiser_and_secretariat_alone(
    as_user, association, manager, secretary, librarian
):
    workshop = WorkshopFactory(organiser=association, capacity=1)
    actions.take_place(workshop, librarian)
    second = UserFactory(first_name="Екінші", last_name="Адам")
    actions.take_place(workshop, second)
    url = reverse("workshops:participants", args=[workshop.slug])
    for user in (manager, secretary):
        shown = as_user(user).get(url).context["participants"]
        assert [row[0] for row in shown.registered.rows] == ["Example Librarian"]
        assert [row[:2] for row in shown.waiting.rows] == [["1", "Екінші Адам"]]
    assert as_user(librarian).get(url).status_code == 404
    assert as_user(RepresentativeFactory().person.user).get(url).status_code == 404


# --- The secretariat ----------------------------------------------------------------------------------------------


def test_only_the_secretariat_reviews(as_user, association, manager):
    workshop = WorkshopFactory(organiser=association, state="submitted")
    for user in (manager, UserFactory()):
        door = as_user(user)
        assert door.get(reverse("workshops:review_list")).status_code == 403
        assert door.get(reverse("workshops:review", args=[workshop.slug])).status_code == 403
        url = reverse("workshops:review", args=[workshop.slug])
        assert door.post(url, {"decision": "approve"}).status_code == 403
    assert Workshop.objects.get(pk=workshop.pk).state == "submitted"


def test_drafts_are_not_for_the_secretariat(as_user, association, secretary):
    draft = WorkshopFactory(organiser=association, state="draft")
    assert as_user(secretary).get(reverse("workshops:review", args=[draft.slug])).status_code == 404


@pytest.mark.parametrize(
    ("decision", "state"), [("approve", "approved"), ("return", "returned"), ("decline", "declined")]
)
def test_secretariat_decides_on_the_page(as_user, association, secretary, decision, state, language):
    workshop = WorkshopFactory(organiser=association, state="submitted")
    url = f"/{language}/desk/workshops/review/{workshop.slug}/"
    door = as_user(secretary)
    seen = door.get(url).context["seen"]
    response = door.post(url, {"decision": decision, "words": "Себебі", "seen": seen})
    assert response.url == f"/{language}/desk/workshops/review/"
    assert Workshop.objects.get(pk=workshop.pk).state == state


@pytest.mark.parametrize("decision", ["return", "decline", "", "nonsense"])
def test_decision_without_words_is_refused_on_the_same_page(as_user, association, secretary, decision):
    workshop = WorkshopFactory(organiser=association, state="submitted")
    url = reverse("workshops:review", args=[workshop.slug])
    response = as_user(secretary).post(url, {"decision": decision, "words": "  "})
    assert response.status_code == 200
    if decision in ("return", "decline"):
        step = response.context["steps"][decision]
        assert (step.is_open, list(step.form.errors)) == (True, ["words"])
    assert Workshop.objects.get(pk=workshop.pk).state == "submitted"


def test_words_that_cannot_be_kept_are_told_beside_the_field(as_user, association, secretary):
    words = "ә" * 2001
    workshop = WorkshopFactory(organiser=association, state="submitted")
    response = as_user(secretary).post(
        reverse("workshops:review", args=[workshop.slug]), {"decision": "return", "words": words}
    )
    assert list(response.context["steps"]["return"].form.errors) == ["words"]
    assert response.context["steps"]["return"].form["words"].value() == words
    assert Workshop.objects.get(pk=workshop.pk).state == "submitted"


def test_second_decision_is_refused_with_the_words_kept(as_user, association, secretary):
    workshop = WorkshopFactory(organiser=association, state="approved")
    url = reverse("workshops:review", args=[workshop.slug])
    response = as_user(secretary).post(url, {"decision": "decline", "words": "Поздно"})
    assert response.status_code == 200
    assert response.context["steps"]["decline"].form["words"].value() == "Поздно"


OFFERED = {
    "submitted": {"take-back"},
    "approved": {"change", "programme", "cancel", "copy", "money", "letters"},
    "declined": {"copy"},
    "cancelled": {"copy", "letters"},
    "draft": {"edit", "discard"},
    "returned": {"edit"},
}


@pytest.mark.parametrize("state", WorkshopState)
def test_organiser_is_offered_what_can_be_done_now(as_user, association, manager, state):
    workshop = WorkshopFactory(organiser=association, state=state)
    page = as_user(manager).get(f"/en/desk/workshops/{workshop.slug}/")
    offered = re.findall(rf"/desk/workshops/{workshop.slug}/([a-z-]+)/\"", page.text)
    assert set(offered) - {"participants"} == OFFERED[state]


def test_question_is_read_in_its_paragraphs(as_user, association, manager, secretary):
    workshop = WorkshopFactory(organiser=association, state="submitted")
    actions.return_with_question(workshop, secretary, "Who pays?\n\n<b>Who trains?")
    page = as_user(manager).get(f"/en/desk/workshops/{workshop.slug}/edit/")
    assert "Who pays?<br><br>&lt;b&gt;Who trains?" in page.text


def edit_title(workshop, manager) -> None:
    workshop.descriptions.filter(language="kk").update(title="Жаңа атау")


def return_and_resubmit(workshop, manager) -> None:
    actions.return_with_question(workshop, manager, "?")
    actions.submit(workshop, manager, "!")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (edit_title, ["Text (Kazakh)"]),
        (lambda workshop, manager: workshop.money_sources.update(planned=7), ["Who pays"]),
        (return_and_resubmit, ["The discussion so far"]),
    ],
)
@pytest.mark.parametrize("decision", ["approve", "return", "decline"])
def test_what_changed_since_it_was_read_is_not_decided_unread(
    as_user, association, manager, secretary, decision, change, told
):
    workshop = WorkshopFactory(organiser=association, state="submitted")
    url = f"/en/desk/workshops/review/{workshop.slug}/"
    door = as_user(secretary)
    seen = door.get(url).context["seen"]
    change(workshop, manager)
    response = door.post(url, {"decision": decision, "words": "Typed", "seen": seen})
    assert Workshop.objects.get(pk=workshop.pk).state == "submitted"
    assert [item.title for item in response.context["changed"]] == told
    assert "Read it again before you decide." in response.text
    assert decision == "approve" or "Typed" in response.text
    again = {"decision": decision, "words": "Typed", "seen": response.context["seen"]}
    assert [door.post(url, again).status_code for _click in range(2)] == [302, 302]


def test_a_request_that_was_replaced_since_it_was_read_is_not_decided(
    as_user, association, manager, secretary
):
    workshop = WorkshopFactory(organiser=association)
    days = [workshop.starts_on + timedelta(days=number) for number in (7, 8)]
    read, _new = [ask(workshop, manager, starts_on=day, ends_on=day) for day in days]
    url = f"/en/desk/workshops/review/{workshop.slug}/"
    response = as_user(secretary).post(url, {"decision": "approve_change", "change": read.pk})
    assert "Something else has been asked for since you opened this page." in response.text
    assert Workshop.objects.get(pk=workshop.pk).starts_on == workshop.starts_on


def test_other_dates_are_decided_on_the_page(as_user, association, manager, secretary):
    workshop = WorkshopFactory(organiser=association)
    first = workshop.starts_on + timedelta(days=7)
    change = ask(workshop, manager, starts_on=first, ends_on=first)
    url = reverse("workshops:review", args=[workshop.slug])
    door = as_user(secretary)
    assert [row.url for row in door.get(reverse("workshops:review_list")).context["waiting"]] == [url]
    assert door.post(url, {"decision": "approve_change", "change": "x"}).status_code == 404
    assert door.post(url, {"decision": "approve_change", "change": change.pk}).status_code == 302
    assert Workshop.objects.get(pk=workshop.pk).starts_on == first


# --- The librarian ------------------------------------------------------------------------------------------------


def test_librarian_takes_a_place_sees_it_and_gives_it_up(as_user, librarian, language):
    workshop = WorkshopFactory()
    door = as_user(librarian)
    place = f"/{language}/desk/workshops/{workshop.slug}/place/"
    assert door.get(place).status_code == 200
    assert Participation.objects.count() == 0
    for _time in range(2):
        assert door.post(place, {"consent": "on"}).url == f"/{language}/desk/my-workshops/"
    (row,) = door.get(f"/{language}/desk/my-workshops/").context["coming"]
    assert (row.state, row.calendar_url) == (
        "accepted",
        f"/{language}/workshops/{workshop.slug}/calendar.ics",
    )
    leave = f"/{language}/desk/workshops/{workshop.slug}/leave/"
    assert door.get(leave).status_code == 200
    assert Participation.objects.get().state == "registered"
    door.post(leave)
    assert Participation.objects.get().state == "cancelled"
    context = door.get(f"/{language}/desk/my-workshops/").context
    assert (context["coming"], len(context["other"])) == ([], 1)


def test_full_workshop_says_the_number_on_the_waitlist(as_user, librarian):
    workshop = WorkshopFactory(capacity=1)
    actions.take_place(workshop, UserFactory())
    actions.take_place(workshop, UserFactory())
    door = as_user(librarian)
    assert door.get(reverse("workshops:place", args=[workshop.slug])).context["next_number"] == 2
    door.post(reverse("workshops:place", args=[workshop.slug]), {"consent": "on"})
    assert Participation.objects.get(person__user=librarian).waitlist_position == 2


def test_place_is_taken_with_a_consent_that_is_asked_once(as_user, librarian):
    door = as_user(librarian)
    first, second = (reverse("workshops:place", args=[WorkshopFactory().slug]) for _number in range(2))
    assert door.post(first).context["asked"].consent.errors.keys() == {"consent"}
    assert not Participation.objects.exists() and not Consent.objects.exists()
    door.post(first, {"consent": "on"})
    assert Consent.objects.get().purpose == "place"
    assert door.get(second).context["asked"].consent is None
    assert door.post(second).url == reverse("workshops:my_workshops")
    assert (Participation.objects.count(), Consent.objects.count()) == (2, 1)


def test_two_questions_have_one_summary_of_errors(as_user):
    door = as_user(UserFactory(first_name="", last_name=""))
    page = door.post(reverse("workshops:place", args=[WorkshopFactory().slug]), {"full_name": ""})
    assert page.text.count('id="errors"') == 1
    assert page.context["asked"].consent.errors.keys() == {"consent"}


@pytest.mark.parametrize("is_awaited", [True, False])
def test_who_gives_up_a_place_is_told_of_a_waitlist_only_when_somebody_waits(as_user, librarian, is_awaited):
    workshop = WorkshopFactory(capacity=1)
    actions.take_place(workshop, librarian)
    if is_awaited:
        actions.take_place(workshop, UserFactory())
    page = as_user(librarian).get(f"/en/desk/workshops/{workshop.slug}/leave/")
    assert ("on the waitlist" in page.text, "free for others" in page.text) == (is_awaited, not is_awaited)


def test_who_leaves_the_waitlist_is_told_of_the_waitlist_and_not_of_a_place(as_user, librarian):
    workshop = WorkshopFactory(capacity=1)
    actions.take_place(workshop, UserFactory())
    actions.take_place(workshop, librarian)
    librarian.preferred_language = "en"
    librarian.save()
    response = as_user(librarian).post(f"/en/desk/workshops/{workshop.slug}/leave/", follow=True)
    assert [str(message) for message in response.context["messages"]] == ["You have left the waitlist."]
    assert "You have given up" not in response.content.decode()
    assert written_letters().order_by("pk").last().subject.startswith("You have left the waitlist")


def test_who_has_no_name_is_asked_for_it(as_user):
    user = UserFactory(first_name="", last_name="")
    workshop = WorkshopFactory()
    door = as_user(user)
    url = reverse("workshops:place", args=[workshop.slug])
    assert [*door.get(url).context["asked"].details.fields] == ["first_name", "last_name", "region"]
    assert Person.objects.get(user=user).full_name == ""
    assert door.post(url, {"first_name": " "}).context["asked"].details.errors.keys() == {"first_name"}
    assert Participation.objects.count() == 0
    door.post(url, {"first_name": "  Үлгі ", "last_name": "Адам", "consent": "on"})
    assert Participation.objects.get().person.full_name == "Үлгі Адам"


@pytest.mark.parametrize("state", ["draft", "submitted", "returned", "declined"])
@pytest.mark.parametrize("name", ["place", "leave"])
def test_no_place_in_what_is_not_public(as_user, librarian, state, name):
    workshop = WorkshopFactory(state=state)
    url = reverse(f"workshops:{name}", args=[workshop.slug])
    assert (as_user(librarian).get(url).status_code, as_user(librarian).post(url).status_code) == (404, 404)


def test_closed_workshop_says_so_instead_of_giving_a_place(as_user, librarian):
    workshop = WorkshopFactory(applications_close_at=timezone.now() - timedelta(days=1))
    url = reverse("workshops:place", args=[workshop.slug])
    response = as_user(librarian).post(url)
    assert (response.status_code, Participation.objects.count()) == (200, 0)


# --- First screens ------------------------------------------------------------------------------------------------


def test_first_screens_name_what_waits_for_each(association, manager, secretary, librarian):
    submitted = WorkshopFactory(organiser=association, state="submitted")
    returned = WorkshopFactory(organiser=association, state="returned")
    draft = WorkshopFactory(organiser=association, state="draft", starts_on=None, ends_on=None)
    open_one = WorkshopFactory(organiser=association)
    actions.take_place(open_one, librarian)
    ours = f"{reverse('workshops:list')}"
    assert [task.url for task in tasks_for(Acting(secretary))] == [
        reverse("workshops:review", args=[submitted.slug])
    ]
    assert [task.url for task in tasks_for(Acting(manager))] == [
        f"{ours}{w.slug}/edit/" for w in (returned, draft)
    ]
    assert [task for task in tasks_for(Acting(librarian)) if "workshops" in task.url] == []
    mine = [
        panel for panel in panels_for(Acting(librarian)) if panel.url == reverse("workshops:my_workshops")
    ]
    assert [row.url for row in mine[0].context["rows"]] == [open_one.get_absolute_url()]
    urls = [section.url for section in sections_for(Acting(secretary))]
    assert reverse("workshops:review_list") in urls
    assert reverse("workshops:review_list") not in [section.url for section in sections_for(Acting(manager))]


def test_reason_typed_after_a_colleague_decided_is_shown_and_not_lost(as_user, secretary):
    workshop = WorkshopFactory(state="approved")
    client = as_user(secretary)
    address = f"/en/desk/workshops/review/{workshop.slug}/"
    response = client.post(address, {"decision": "decline", "words": "Typed at length"})
    title = "This cannot be done now. The workshop’s state: Approved."
    refusal = response.context["refusal"]
    assert (refusal.title, refusal.words) == (title, "Typed at length")
    assert "You typed: Typed at length" in response.text


def test_task_of_a_draft_says_who_sees_it_and_who_submits_it(association, manager):
    contributor = RepresentativeFactory(organisation=association, role="contributor").person.user
    WorkshopFactory(organiser=association, state="draft")
    with override("en"):
        whys = [[task.why for task in tasks_for(Acting(user))] for user in (manager, contributor)]
    assert whys == [
        ["A draft: only your organisation sees it."],
        ["A draft: only your organisation sees it. A manager submits it."],
    ]


def test_deletion_of_a_draft_names_it(as_user, manager, association):
    draft = WorkshopFactory(organiser=association, state="draft")
    page = as_user(manager).get(f"/ru/desk/workshops/{draft.slug}/discard/").text
    title = draft.title_in("ru")
    assert f'Удалить черновик «<span lang="{title.language}">{title.text}</span>»?' in page


def test_limit_of_a_title_is_said_before_it_is_passed(as_user, manager, association):
    field = as_user(manager).get("/ru/desk/workshops/new/", follow=True).context["form"]["ru_title"]
    assert str(field.field.max_length) in str(field.help_text)


def test_who_speaks_for_several_reads_of_organisations(as_user, manager, association):
    said = "The workshops of your organisations"
    assert said not in as_user(manager).get("/en/desk/workshops/").text
    RepresentativeFactory(user=manager)
    assert said in as_user(manager).get("/en/desk/workshops/").text


def test_only_a_draft_is_asked_whether_it_shall_be_deleted(as_user, manager, association):
    client = as_user(manager)
    answers = {}
    for state in ("draft", "approved"):
        workshop = WorkshopFactory(organiser=association, state=state)
        answers[state] = client.get(reverse("workshops:discard", args=[workshop.slug])).status_code
    assert answers == {"draft": 200, "approved": 302}
