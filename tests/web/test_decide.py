"""Decisions: what may follow what, who is told, and who came second."""

import threading

import pytest
from django.db import connection

from nightout.errors import NotPossible, Overtaken
from nightout.web.gatherings import actions
from nightout.web.gatherings.models import Audit, Gathering
from nightout.web.gatherings.states import NEXT, State


def test_an_approval_shows_it_and_tells_the_host(gather, boss, letters):
    one = gather("pending")
    (letter,) = letters(lambda: actions.approve(gathering_id=one.pk, by=boss, seen=one.version))
    one.refresh_from_db()
    assert (one.state, one.shown, one.shown_place) == ("approved", True, "612 Elm St")
    assert letter.subject == "Approved: Elm Street block party"
    assert one.public_id in letter.body
    last = Audit.objects.first()
    assert (last.action, last.account, "state" in last.fields) == ("approve", boss, True)


@pytest.mark.parametrize("act", ["ask_back", "decline"])
def test_asking_back_and_declining_tell_the_reason_and_hide_it(gather, boss, letters, act):
    one = gather("approved", by=boss)
    (letter,) = letters(
        lambda: getattr(actions, act)(gathering_id=one.pk, by=boss, reason="Two on one corner.")
    )
    one.refresh_from_db()
    assert not one.shown
    assert (one.shown_place, one.shown_lon) == ("", None)
    assert "Two on one corner." in letter.body


def test_of_two_who_decide_at_once_the_second_is_told(gather, boss):
    one = gather("pending")
    actions.approve(gathering_id=one.pk, by=boss, seen=one.version)
    with pytest.raises(Overtaken, match="Somebody else changed"):
        actions.decline(gathering_id=one.pk, by=boss, reason="no", seen=one.version)
    one.refresh_from_db()
    assert one.state == "approved"


@pytest.mark.django_db(transaction=True)
def test_of_two_processes_that_decide_at_the_same_moment_one_is_told(gather, boss):
    one = gather("pending")
    start, ends = threading.Barrier(2), []

    def decide(act, **told):
        start.wait()
        try:
            act(gathering_id=one.pk, by=boss, seen=one.version, **told)
            ends.append("done")
        except Overtaken:
            ends.append("told")
        finally:
            connection.close()

    threads = [
        threading.Thread(target=decide, args=(actions.approve,)),
        threading.Thread(target=decide, args=(actions.decline,), kwargs={"reason": "no"}),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(ends) == ["done", "told"]
    assert Audit.objects.filter(action__in=["approve", "decline"]).count() == 1


@pytest.mark.parametrize("now", list(State))
@pytest.mark.parametrize(
    ("act", "then"),
    [
        (actions.approve, State.APPROVED),
        (actions.ask_back, State.ASKED),
        (actions.decline, State.DECLINED),
        (actions.cancel, State.CANCELLED),
    ],
)
def test_only_what_may_follow_does(gather, boss, now, act, then):
    one = gather("pending")
    Gathering.objects.filter(pk=one.pk).update(state=now)
    told = {"reason": "x"} if act is not actions.approve else {}
    if then in NEXT[now]:
        assert act(gathering_id=one.pk, by=boss, **told).state == then
    else:
        with pytest.raises(NotPossible):
            act(gathering_id=one.pk, by=boss, **told)
        one.refresh_from_db()
        assert one.state == now


def test_an_approved_one_that_is_cancelled_stays_in_sight(gather):
    one = gather("approved")
    before = one.sequence
    actions.cancel(gathering_id=one.pk)
    one.refresh_from_db()
    assert one.shown
    assert one.sequence == before + 1


def test_one_sent_back_and_then_cancelled_shows_nothing(gather, boss):
    one = gather("approved")
    actions.ask_back(gathering_id=one.pk, by=boss, reason="?")
    actions.edit(gathering_id=one.pk, values={"title": "<b>not yet read</b>"})
    actions.cancel(gathering_id=one.pk)
    one.refresh_from_db()
    assert not one.shown


def test_a_failure_in_the_middle_leaves_nothing(gather, boss, monkeypatch):
    one = gather("pending")
    monkeypatch.setattr(Audit.objects, "create", _fail)
    with pytest.raises(RuntimeError):
        actions.approve(gathering_id=one.pk, by=boss)
    one.refresh_from_db()
    assert one.state == "pending"


def _fail(**values):
    raise RuntimeError
