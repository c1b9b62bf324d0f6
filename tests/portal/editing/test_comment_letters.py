"""What comments on a page write to people: once a save and reader, in their language, to whoever follows them."""

import pytest
from django.core import mail
from wagtail.models import Comment, CommentReply, PageSubscription
from wagtail.users.models import UserProfile

from portal.accounts.enums import Role
from portal.mail.models import Letter
from tests.portal.accounts.factories import UserFactory
from tests.portal.content.reviewing import edit_of, page_form, standard
from tests.test_letters import BUTTON, check

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    found = standard("about")
    found.save_revision()
    return found


@pytest.fixture
def editor(client):
    user = UserFactory(role=Role.EDITOR, first_name="Айгүл", preferred_language="en")
    client.force_login(user)
    return user


def follower(page, **fields):
    user = UserFactory(role=Role.EDITOR, **fields)
    PageSubscription.objects.create(page=page, user=user, comment_notifications=True)
    return user


def save(client, page, *threads: dict[str, str]) -> None:
    """Saves the page's form with these comments in it."""
    form = page_form(client, page)
    form |= {
        "comments-TOTAL_FORMS": str(len(threads)),
        "comments-MAX_NUM_FORMS": "",
        "comments-MIN_NUM_FORMS": "0",
    }
    form["comments-INITIAL_FORMS"] = str(sum(1 for thread in threads if thread.get("id")))
    for place, thread in enumerate(threads):
        replies = {
            f"replies-{name}": number
            for name, number in {
                "TOTAL_FORMS": "0",
                "INITIAL_FORMS": "0",
                "MIN_NUM_FORMS": "0",
                "MAX_NUM_FORMS": "",
            }.items()
        }
        whole = {"text": "Is this so?", "contentpath": "title", "position": "", "id": "", **replies, **thread}
        form |= {f"comments-{place}-{name}": value for name, value in whole.items()}
    assert client.post(edit_of(page), form).status_code == 302


def replying(comment, text: str) -> dict[str, str]:
    return {
        "id": str(comment.pk), "text": comment.text, "replies-TOTAL_FORMS": "1",
        "replies-0-id": "", "replies-0-text": text,
    }  # fmt: skip


def letters(user) -> list[Letter]:
    return list(
        Letter.objects.filter(key__startswith="moderation:comments:", address=user.email).order_by("pk")
    )


def test_who_no_longer_follows_a_page_gets_no_letters(client, page, editor):
    """Wagtail keeps the row of who has switched them off for one page."""
    quiet, reader = follower(page), follower(page)
    PageSubscription.objects.filter(user=quiet).update(comment_notifications=False)
    save(client, page, {})
    assert (len(letters(reader)), letters(quiet)) == (1, [])


def test_followers_read_each_thing_that_happens_to_comments(client, page, editor):
    reader = follower(page, preferred_language="kk")
    save(client, page, {"text": "Is <b>this</b> so?"})
    comment = Comment.objects.get()
    save(client, page, replying(comment, "It is & was."))
    reply = CommentReply.objects.get()
    whole = {
        "id": str(comment.pk), "text": comment.text, "replies-TOTAL_FORMS": "1", "replies-INITIAL_FORMS": "1",
        "replies-0-id": str(reply.pk), "replies-0-text": reply.text,
    }  # fmt: skip
    save(client, page, {**whole, "resolved": "on"})
    found = letters(reader)
    assert len(found) == 3
    save(client, page, {"text": "Another"})
    save(client, page, {"id": str(Comment.objects.get(text="Another").pk), "text": "Another", "DELETE": "on"})
    found = letters(reader)
    assert len(found) == 5
    for letter, words in zip(
        found, ["Is <b>this</b> so?", "It is & was.", "Is <b>this</b> so?", "Another", "Another"], strict=True
    ):
        check(letter)
        assert letter.language == "kk"
        assert letter.html.count(BUTTON) == 1
        assert words in letter.text
        assert "Айгүл" in letter.text
        assert f"http://testserver{edit_of(page)}" in letter.text
    assert "Is &lt;b&gt;this&lt;/b&gt; so?" in found[0].html
    assert len({letter.text for letter in found}) == 5
    assert letters(editor) == []


def test_one_save_writes_one_letter_and_who_saves_again_writes_none(client, page, editor):
    reader = follower(page)
    save(client, page, {"text": "One"}, {"text": "Two"})
    (letter,) = letters(reader)
    assert "One" in letter.text
    assert "Two" in letter.text
    one, two = Comment.objects.order_by("pk")
    save(client, page, {"id": str(one.pk), "text": "One"}, {"id": str(two.pk), "text": "Two"})
    assert len(letters(reader)) == 1


def test_who_follows_nothing_reads_of_their_own_threads_alone(client, page, editor):
    asker, bystander = UserFactory(role=Role.EDITOR), UserFactory(role=Role.EDITOR)
    asked = Comment.objects.create(page=page, user=asker, text="Asked", contentpath="title")
    other = Comment.objects.create(page=page, user=bystander, text="Other", contentpath="title")
    page.save_revision()
    save(client, page, replying(asked, "Answered"), {"id": str(other.pk), "text": "Other"}, {"text": "New"})
    (letter,) = letters(asker)
    assert "Answered" in letter.text
    assert "New" not in letter.text.replace("News", "")
    assert letters(bystander) == []


def test_neither_who_turned_them_off_nor_who_cannot_open_the_page_gets_letters(client, page, editor):
    quiet, gone, closed = follower(page), follower(page), follower(page)
    UserProfile.objects.update_or_create(user=quiet, defaults={"updated_comments_notifications": False})
    gone.groups.clear()
    type(closed).objects.filter(pk=closed.pk).update(is_active=False)
    save(client, page, {"text": "One"})
    assert Comment.objects.count() == 1
    assert not Letter.objects.exists()


def test_comment_is_saved_though_its_letter_cannot_be_written(client, page, editor, monkeypatch):
    follower(page)
    monkeypatch.setattr("portal.editing.letters.base.send_letter", lambda **letter: 1 / 0)
    save(client, page, {"text": "One"})
    assert Comment.objects.count() == 1
    assert mail.outbox == []


def test_form_with_comments_is_saved_whole_or_not_at_all(client, page, editor, monkeypatch):
    monkeypatch.setattr("portal.editing.letters.comments.tell_of_comments", lambda *words: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        save(client, page, {"text": "One"})
    assert not Comment.objects.exists()
