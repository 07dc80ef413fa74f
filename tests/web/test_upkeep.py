"""What a served site does by itself, round by round."""

import datetime as dt
from pathlib import Path

from django.conf import settings
from django.core import mail
from django.db import OperationalError

from nightout.web.gatherings.letters.send import queue_letter
from nightout.web.gatherings.models import Gathering, Host
from nightout.web.upkeep import Upkeep


def test_a_round_sends_what_waits_and_erases_what_is_over(gather):
    old = gather("approved")
    Gathering.objects.update(ends_at=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
    new = gather("approved", contact={"email": "new@example.org"})
    queue_letter("news", gathering=new, words="Hello", later=True)
    Upkeep().round()
    assert "new@example.org" in [letter.to[0] for letter in mail.outbox]
    assert not Host.objects.filter(gathering=old).exists()
    assert Host.objects.filter(gathering=new).exists()


def test_what_was_answered_does_not_lie_on_the_disk_for_long(client, gather):
    gather()
    client.get("/in/testville/")
    folder = Path(settings.CACHES["public"]["LOCATION"])
    assert list(folder.iterdir())
    Upkeep().round()
    assert list(folder.iterdir()) == []


def test_a_base_map_that_cannot_be_drawn_is_told_once(db, caplog):
    path = settings.SITE.folder / "basemap.pmtiles"
    upkeep = Upkeep()
    try:
        path.write_bytes(b"PMTiles\x03")
        for _ in range(2):
            upkeep.round()
    finally:
        path.unlink()
    upkeep.round()
    said = [one.getMessage() for one in caplog.records]
    assert len(said) == 2
    assert said[0].startswith("maps are drawn without it: ")
    assert "is no PMTiles file" in said[0]


def test_a_busy_database_is_tried_again_in_the_next_round(db, monkeypatch, gather):
    gather("unconfirmed")
    upkeep = Upkeep()
    module = "nightout.web.gatherings.letters.send.send_letter"

    def busy(pk):
        raise OperationalError("database is locked")

    with monkeypatch.context() as broken:
        broken.setattr(module, busy)
        upkeep.round()
    assert mail.outbox == []
    upkeep.round()
    assert len(mail.outbox) == 1


def test_a_fault_of_ours_keeps_no_contact_longer(monkeypatch, gather, caplog):
    gather("approved")
    Gathering.objects.update(ends_at=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))

    def broken(**_):
        raise KeyError("template")

    monkeypatch.setattr("nightout.web.gatherings.letters.send.send_waiting", broken)
    Upkeep().round()
    assert not Host.objects.exists()
    assert "upkeep goes on without _send" in caplog.text


def test_it_ends_with_the_site_that_began_it(monkeypatch, db):
    upkeep = Upkeep()
    upkeep.parent = -1
    upkeep.run()
    upkeep = Upkeep()
    upkeep.stop()
    upkeep.run()
