"""What is done to a site in another process: filled, counted, changed, its pages drawn."""

from __future__ import annotations

import itertools
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.web.paths import LISTS, MAPS
from benchmarks.web.site import CITIES, SOUTH, WEST, WIDE

__all__ = ["main"]

CHANGE_EVERY_S = 1.0


def fill(site: Any) -> None:
    """Enter approved gatherings, all over the city and the evening."""
    import datetime as dt

    import numpy as np
    from django.utils import timezone

    from nightout.web.gatherings.models import City, Gathering
    from nightout.web.gatherings.shown import show_place
    from nightout.web.gatherings.words import Kind
    from nightout.web.prepare import prepare_site

    prepare_site(site)
    rng = np.random.default_rng(1)
    kinds = Kind.values
    for slug, n in CITIES.items():
        city = City.objects.get(slug=slug)
        City.objects.filter(pk=city.pk).update(
            west=WEST, south=SOUTH, east=WEST + WIDE, north=SOUTH + WIDE
        )
        start = dt.datetime.combine(city.night, dt.time(17), city.clock)
        rows = []
        for i in range(n):
            begins = start + dt.timedelta(minutes=int(rng.integers(0, 120)))
            one = Gathering(
                city=city, state="approved", title=f"Gathering {i}", about="Bring a chair.",
                address=f"{i} Elm St", block=f"{i // 100}00 block of Elm St", place="Rockville",
                zip_code=f"208{i % 50 + 10}", county=f"County {i % 5}", area_id=str(i % 60),
                lon=float(WEST + WIDE * rng.random()), lat=float(SOUTH + WIDE * rng.random()),
                kinds=[kinds[i % len(kinds)]], languages=["en"], starts_at=begins,
                ends_at=begins + dt.timedelta(hours=2), approved_at=timezone.now(),
                audience="public" if i % 4 else "neighbours",
            )  # fmt: skip
            show_place(one)
            rows.append(one)
        Gathering.objects.bulk_create(rows, batch_size=1_000)


def count(site: Any, state: str) -> None:  # noqa: ARG001
    """Say how many gatherings are in a state."""
    from nightout.web.gatherings.models import Gathering

    print(Gathering.objects.filter(state=state).count())


def change(site: Any) -> None:  # noqa: ARG001
    """Change what is shown of both cities, again and again, as approvals do; until ended."""
    from nightout.web.gatherings.models import Gathering

    cities = [Gathering.objects.filter(city__slug=slug).iterator() for slug in CITIES]
    for one in itertools.chain.from_iterable(zip(*cities, strict=False)):
        one.save()
        print(one.pk, flush=True)
        time.sleep(CHANGE_EVERY_S / len(CITIES))


def draw(site: Any) -> None:  # noqa: ARG001
    """Say how many CPU milliseconds each list and map takes, drawn and then from what is kept."""
    from django.core.cache import caches
    from django.test import Client

    from nightout.web.prepare import warm_up

    warm_up()
    client = Client(headers={"host": "127.0.0.1"})
    client.get(LISTS[-1]), client.get(MAPS[-1])
    caches["public"].clear()
    taken: dict[str, list[float]] = {}
    for kind, paths in (("list", LISTS), ("map", MAPS)):
        for path in paths:
            for how in ("drawn", "kept"):
                taken.setdefault(f"{kind}, {how}", []).append(_cpu_ms(lambda: client.get(path)))  # noqa: B023
    print(json.dumps(taken))


def _cpu_ms(act: Callable[[], object]) -> float:
    began = time.process_time()
    act()
    return 1000 * (time.process_time() - began)


def main() -> None:
    """Do one thing to a site, in this process alone."""
    folder, what, *arguments = sys.argv[1:]
    from nightout.web.prepare import open_django

    works = {one.__name__: one for one in (fill, count, change, draw)}
    works[what](open_django(Path(folder)), *arguments)


if __name__ == "__main__":
    main()
