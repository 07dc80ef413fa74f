"""A loader in a process of its own, which tests kill: it says on standard output how far it is.

`python -m tests.records.loader CITY MAPPING FILE DAY`
"""

import datetime as dt
import sys
import time
from pathlib import Path

from nightout.records import LoadOptions, load_files, open_city, read_mapping
from nightout.units import Period

ROOT = Path(__file__).parent.parent.parent
COVERS = Period.of(dt.date(2021, 1, 1), dt.date(2021, 12, 31))
# After the commit the loader lingers, as on a slow terminal, so that a kill can land there.
LINGER_S = 0.15


def options_for(day, **more):
    return LoadOptions(
        known_on=dt.date.fromisoformat(day), withdraw_missing=True, covers=COVERS, **more
    )


def telling():
    """Say where a phase begins, once each; the end of writing is the moment after the commit."""
    said = []

    def tell(step, share):
        phase = step.split()[0]
        if phase == "writing" and share == 1.0:
            phase = "committed"
        if phase not in said:
            said.append(phase)
            print(phase, flush=True)  # noqa: T201
            time.sleep(LINGER_S if phase == "committed" else 0)

    return tell


def main():
    folder, mapping, file, day = sys.argv[1:]
    load_files(
        open_city(Path(folder)), [Path(file)], read_mapping(Path(mapping)),
        options_for(day, watch=telling()),
    )  # fmt: skip
    print("reported", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
