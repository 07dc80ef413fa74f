"""A night of four gatherings and four units, some of whose words are meant to do harm."""

import datetime as dt

import pytest

from nightout.visits import Plan, Request, Rest, Rules, Visit, explain_plan
from nightout.visits.sheets import Edition, make_sheets
from tests.visits.conftest import clock, gathering, unit

#: What a host may write; each would act in one of the forms if it were taken for markup.
HOSTILE = (
    '<script>alert(1)</script>" onload="x',
    "#panic() *bold* $x$ `raw` = heading @label",
    "end\r\nBEGIN:VEVENT\r\nSUMMARY:forged; a,b\\n",
    "\u202egnihton\x00\x1b[31m\ufeff",
    "=HYPERLINK(1)",
)
EDITION = Edition(dt.datetime(2026, 8, 1, 12, tzinfo=dt.UTC))


def request_of(**changes):
    """A request: `changes` replaces fields of the first gathering."""
    usual = {"name": "Oak St block party", "address": "12 Oak St", "neighbourhood": "Old Town",
             "beat": "11", "host": "Fern Holloway", "notes": "Look for the lights.",
             "languages": ("en", "es"), "expected": 40, "wanted": ("police", "k9"),
             "missed_last_year": True}  # fmt: skip
    gatherings = (
        gathering("A", 300, **(usual | changes)),
        gathering("B", 900, name="Elm St cookout", address="90 Elm St", neighbourhood="Hill",
                  first_timer=True, wanted=("fire",)),
        gathering("C", 1_500, ends=clock("19:00"), neighbourhood="Hill"),
        gathering("D", lon=None, lat=None, wanted=("police",)),
    )  # fmt: skip
    units = (
        unit("P1", name="Beat car 11", station="Station 1", beats=("11",)),
        unit("E1", 400, kind="fire", name="Engine 1"),
        unit("P9", name="Beat car 19", reserve=True),
        unit("X", kind="k9"),
    )
    return Request(gatherings, units, Rules(event="Night to Unite", zone="America/Chicago"))


VISITS = (
    Visit("P1", "A", "police", clock("18:05"), clock("18:18"), 125, promised=True, own_beat=True),
    Visit("P1", "B", "police", clock("19:00:30"), clock("19:13"), 240),
    Visit("E1", "B", "fire", clock("18:40"), clock("18:57"), 60),
)
RESTS = (Rest("P1", clock("18:20"), clock("18:40")),)


def night_of(visits=VISITS, why=(), **changes):
    plan = Plan.of(visits, RESTS)
    return make_sheets(request_of(**changes), plan, city="Springfield", made_up=True, why=why)


@pytest.fixture
def night():
    plan = Plan.of(VISITS, RESTS)
    return night_of(why=explain_plan(request_of(), plan))


@pytest.fixture(params=HOSTILE, ids=["html", "typst", "calendar", "controls", "formula"])
def hostile(request):
    """The same night with a harmful text in every field that a host may fill."""
    text = request.param
    return text, night_of(name=text, address=text, neighbourhood=text, notes=text, host=text)
