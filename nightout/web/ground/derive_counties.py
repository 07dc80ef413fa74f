"""How the borders of counties were made: run once, by hand, when the Census Bureau redraws them.

`python -m nightout.web.ground.derive_counties COUNTIES.json` writes `counties.geojson` beside this
file. COUNTIES is `counties-10m.json` of us-atlas 3.0.1 (ISC), a packing of the Census Bureau's
cartographic boundary file of 2017, which is public domain.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from nightout.flows.atlas.derive import GROUND_DIGITS, read_arcs, read_rings

__all__ = ["borders_of_counties", "main"]

HERE = Path(__file__).parent
PROVENANCE = (
    "US Census Bureau, cartographic boundary file of counties, 2017 (public domain), as packed by "
    "us-atlas 3.0.1 (ISC); borders within a state"
)
# A county is known by five digits, the first two its state's.
STATE_DIGITS = 2


def main() -> None:
    """Write the file."""
    topology = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    geometry = {"type": "MultiLineString", "coordinates": borders_of_counties(topology)}
    feature = {"type": "Feature", "properties": {}, "geometry": geometry}
    ground = {"type": "FeatureCollection", "provenance": PROVENANCE, "features": [feature]}
    (HERE / "counties.geojson").write_text(json.dumps(ground, separators=(",", ":")) + "\n")


def borders_of_counties(topology: dict[str, Any]) -> list[list[list[float]]]:
    """Give each line that two counties of one state share, once; coasts and states are drawn."""
    users: dict[int, set[str]] = {}
    for county in topology["objects"]["counties"]["geometries"]:
        for number in (n for rings in read_rings(county) for ring in rings for n in ring):
            users.setdefault(number if number >= 0 else ~number, set()).add(county["id"])
    arcs = read_arcs(topology)
    return [
        [[round(x, GROUND_DIGITS), round(y, GROUND_DIGITS)] for x, y in arcs[number]]
        for number, ids in sorted(users.items())
        if len(ids) == 2 and len({one[:STATE_DIGITS] for one in ids}) == 1
    ]


if __name__ == "__main__":
    main()
