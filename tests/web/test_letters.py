"""Letters leave whatever becomes of others; one that does not is told and tried ever later."""

import datetime as dt
import logging

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from nightout.web.gatherings.desk import letters as desk_letters
from nightout.web.gatherings.letters.send import queue_letter, send_waiting
from nightout.web.gatherings.models import Message
from nightout.web.gatherings.models.message import MOST_ATTEMPTS

DESK = "/desk/testville/letters/"


@pytest.fixture
def three(gather):
    """Letters to three hosts, the first in the outbox being the one that cannot go."""
    hosts = [
        gather("approved", title=name, contact={"email": f"{name}@example.org"})
        for name in ("bad", "one", "two")
    ]
    Message.objects.all().delete()
    for host in hosts:
        queue_letter("news", gathering=host, words="Hello", later=True)
    return hosts


def refuse_bad(monkeypatch):
    """Let the way that letters leave by refuse one of them, with its reader's address in it."""
    send = EmailBackend.send_messages

    def pick(self, found):
        if found[0].to == ["bad@example.org"]:
            raise AttributeError("bad@example.org")
        return send(self, found)

    monkeypatch.setattr(EmailBackend, "send_messages", pick)


def spoil_bad(monkeypatch):
    """Let one of them have no words."""
    from nightout.web.gatherings.letters import send

    def pick(message):
        if message.gathering.title == "bad":
            raise KeyError("bad@example.org")
        return compose(message)

    compose = send.compose
    monkeypatch.setattr(send, "compose", pick)


@pytest.mark.parametrize(
    ("break_it", "trouble"), [(refuse_bad, "AttributeError"), (spoil_bad, "KeyError")]
)
def test_one_that_cannot_be_written_or_sent_holds_back_no_other(
    three, desk, monkeypatch, caplog, break_it, trouble
):
    caplog.set_level(logging.DEBUG)
    with monkeypatch.context() as broken:
        break_it(broken)
        assert send_waiting(due_only=True) == (2, 1)
        assert {letter.to[0] for letter in mail.outbox[-2:]} == {
            "one@example.org", "two@example.org",
        }  # fmt: skip
        # Not due yet: tried by hand alone.
        assert send_waiting(due_only=True) == (0, 1)
        assert desk.post(DESK).status_code == 302
    left = Message.objects.get(sent_at=None)
    assert (left.gathering, left.attempts, left.trouble) == (three[0], 2, trouble)
    assert "1 letter has not left yet." in desk.get("/desk/testville/").content.decode()
    page = desk.get(DESK).content.decode()
    assert trouble in page
    assert "1\xa0minute" in page
    # Who reads the log is not to learn whose letter it was.
    assert "bad@example.org" not in caplog.text
    assert send_waiting() == (1, 0)


def test_letters_of_a_site_that_stood_still_are_not_given_up_within_minutes(three, monkeypatch):
    Message.objects.update(created_at=timezone.now() - dt.timedelta(days=2))
    refuse_bad(monkeypatch)
    for _ in range(MOST_ATTEMPTS):
        send_waiting(due_only=True)
    assert Message.objects.get(sent_at=None).attempts == 1


def test_one_that_is_tried_no_more_is_told_and_can_be_tried_by_hand(three, desk):
    Message.objects.update(attempts=MOST_ATTEMPTS, tried_at=timezone.now())
    assert send_waiting() == (0, 3)
    assert "only by hand" in desk.get(DESK).content.decode()
    assert desk.post(DESK, follow=True).status_code == 200
    assert not Message.objects.filter(sent_at=None).exists()


def test_those_that_fail_take_no_place_of_those_that_were_never_tried(three, desk, monkeypatch):
    Message.objects.filter(gathering=three[0]).update(attempts=1, tried_at=timezone.now())
    refuse_bad(monkeypatch)
    monkeypatch.setattr(desk_letters, "AT_ONCE", 2)
    desk.post(DESK)
    assert [one.gathering for one in Message.objects.filter(sent_at=None)] == [three[0]]
