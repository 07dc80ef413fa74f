"""How the atlas was made: run once, by hand, when the Census Bureau redraws the states.

`python -m nightout.flows.atlas.derive STATES.json ALBERS.json CENTERS.txt` writes `states.csv`,
`borders.csv`, `outlines.json` and `ground.geojson` beside this file. STATES and ALBERS are
`states-10m.json` and `states-albers-10m.json` of us-atlas 3.0.1 (ISC), a packing of the Census
Bureau's cartographic boundary file of 2017; CENTERS is the Bureau's CenPop2010_Mean_ST.txt. Both
are public domain.
"""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path
from typing import Any

from shapely.geometry import LineString, MultiPolygon, Polygon

HERE = Path(__file__).parent
# On a canvas of 975 by 610: finer bends than this are not seen at the width of a page.
BEND_PX, SMALLEST_PX2 = 0.8, 6.0
Arc = list[tuple[float, float]]
CODES = {
    "Alabama": "AL", "Alaska": "AK", "Arizona": "AZ", "Arkansas": "AR", "California": "CA",
    "Colorado": "CO", "Connecticut": "CT", "Delaware": "DE", "District of Columbia": "DC",
    "Florida": "FL", "Georgia": "GA", "Hawaii": "HI", "Idaho": "ID", "Illinois": "IL",
    "Indiana": "IN", "Iowa": "IA", "Kansas": "KS", "Kentucky": "KY", "Louisiana": "LA",
    "Maine": "ME", "Maryland": "MD", "Massachusetts": "MA", "Michigan": "MI", "Minnesota": "MN",
    "Mississippi": "MS", "Missouri": "MO", "Montana": "MT", "Nebraska": "NE", "Nevada": "NV",
    "New Hampshire": "NH", "New Jersey": "NJ", "New Mexico": "NM", "New York": "NY",
    "North Carolina": "NC", "North Dakota": "ND", "Ohio": "OH", "Oklahoma": "OK", "Oregon": "OR",
    "Pennsylvania": "PA", "Rhode Island": "RI", "South Carolina": "SC", "South Dakota": "SD",
    "Tennessee": "TN", "Texas": "TX", "Utah": "UT", "Vermont": "VT", "Virginia": "VA",
    "Washington": "WA", "West Virginia": "WV", "Wisconsin": "WI", "Wyoming": "WY",
    "Puerto Rico": "PR", "Guam": "GU", "United States Virgin Islands": "VI",
}  # fmt: skip
RENAMED = {
    "United States Virgin Islands": "US Virgin Islands",
    "Guam": "Guam and Northern Mariana Islands",
}
# Of no trace table, but with Night Outs of their own.
ON_THE_GROUND = CODES | {
    "American Samoa": "AS",
    "Commonwealth of the Northern Mariana Islands": "MP",
}
# By longitude and latitude: as fine as the file itself, which knows no more than 400 m.
GROUND_DIGITS = 3
KINDS = {"DC": "district", "PR": "territory", "GU": "territory", "VI": "territory"}


def main() -> None:
    """Write the four files."""
    states, albers, centers = (Path(given).read_text() for given in sys.argv[1:4])
    topology = json.loads(states)
    shapes = _shapes(topology, read_arcs(topology))
    flat = _shapes(json.loads(albers), [_straighten(arc) for arc in read_arcs(json.loads(albers))])
    _write_states(shapes, flat, list(csv.DictReader(centers.splitlines())))
    _write_borders(topology)
    paths = {CODES[name]: _path(shape) for name, shape in flat.items()}
    provenance = (
        "US Census Bureau, cartographic boundary file of states, 2017 (public domain), as packed "
        "by us-atlas 3.0.1 (ISC), Albers projection with Alaska and Hawaii moved and scaled; bends "
        f"under {BEND_PX} of 975 units straightened, islands under {SMALLEST_PX2:g} square units "
        "left out"
    )
    atlas = {"provenance": provenance, "width": 975, "height": 610, "outlines": paths}
    (HERE / "outlines.json").write_text(json.dumps(atlas, indent=0, sort_keys=True) + "\n")
    _write_ground(topology)


def read_arcs(topology: dict[str, Any]) -> list[Arc]:
    """Undo the packing: integer steps, scaled and moved."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for steps in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in steps:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(points)
    return arcs


def _straighten(arc: Arc) -> Arc:
    """Straighten small bends; both neighbours share the arc, so no gap opens between them."""
    return list(LineString(arc).simplify(BEND_PX).coords)


def read_rings(geometry: dict[str, Any]) -> list[list[list[int]]]:
    """Give the rings of each polygon of a shape, each as numbers of arcs."""
    return list(geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]])


def _join(numbers: list[int], arcs: list[Arc]) -> Arc:
    ring: Arc = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring += arc[1:] if ring else arc
    return ring


def _shapes(
    topology: dict[str, Any], arcs: list[Arc], codes: dict[str, str] = CODES
) -> dict[str, MultiPolygon]:
    shapes = {}
    for geometry in topology["objects"]["states"]["geometries"]:
        name = geometry["properties"]["name"]
        outer = [_join(rings[0], arcs) for rings in read_rings(geometry)]
        if name in codes:
            shapes[name] = MultiPolygon([Polygon(ring) for ring in outer if len(ring) > 3])
    return shapes


def _write_states(
    shapes: dict[str, MultiPolygon], flat: dict[str, MultiPolygon], centers: list[dict[str, str]]
) -> None:
    people = {row["STNAME"]: (float(row["LONGITUDE"]), float(row["LATITUDE"])) for row in centers}
    names = "code,name,kind,area_lon,area_lat,people_lon,people_lat,map_x,map_y"
    lines = [names]
    for name, shape in sorted(shapes.items()):
        code, area = CODES[name], shape.centroid
        lon, lat = people.get(name, (None, None))
        spot = (
            max(flat[name].geoms, key=lambda one: one.area).representative_point()
            if name in flat
            else None
        )
        cells = [
            f"{area.x:.4f}",
            f"{area.y:.4f}",
            f"{lon:.4f}" if lon else "",
            f"{lat:.4f}" if lat else "",
        ]
        cells += [f"{spot.x:.0f}", f"{spot.y:.0f}"] if spot else ["", ""]
        lines.append(",".join([code, RENAMED.get(name, name), KINDS.get(code, "state"), *cells]))
    # A place of first sale in ATF's table of 2012, and on no map here.
    lines.append("CAN,Canada,country,,,,,,")
    (HERE / "states.csv").write_text("\n".join(lines) + "\n")


def _write_borders(topology: dict[str, Any]) -> None:
    """Two states border each other where they share an arc; a shared corner is none."""
    users: dict[int, set[str]] = {}
    for geometry in topology["objects"]["states"]["geometries"]:
        code = CODES.get(geometry["properties"]["name"])
        for number in (n for rings in read_rings(geometry) for ring in rings for n in ring if code):
            users.setdefault(number if number >= 0 else ~number, set()).add(str(code))
    pairs = sorted({",".join(sorted(codes)) for codes in users.values() if len(codes) == 2})
    (HERE / "borders.csv").write_text("a,b\n" + "\n".join(pairs) + "\n")


def _write_ground(topology: dict[str, Any]) -> None:
    """Write the states and territories by longitude and latitude, as the ground of web maps."""
    shapes = _shapes(topology, read_arcs(topology), ON_THE_GROUND)
    features = [
        {
            "type": "Feature",
            "properties": {"code": ON_THE_GROUND[name]},
            "geometry": {"type": "MultiPolygon", "coordinates": _rounded(shape)},
        }
        for name, shape in sorted(shapes.items())
    ]
    provenance = (
        "US Census Bureau, cartographic boundary file of states, 2017 (public domain), as packed "
        "by us-atlas 3.0.1 (ISC)"
    )
    ground = {"type": "FeatureCollection", "provenance": provenance, "features": features}
    (HERE / "ground.geojson").write_text(json.dumps(ground, separators=(",", ":")) + "\n")


def _rounded(shape: MultiPolygon) -> list[list[list[list[float]]]]:
    rings = (
        [[round(x, GROUND_DIGITS), round(y, GROUND_DIGITS)] for x, y in one.exterior.coords]
        for one in shape.geoms
    )
    return [[ring] for ring in rings]


def _path(shape: MultiPolygon) -> str:
    kept = [one for one in shape.geoms if one.area >= SMALLEST_PX2] or [
        max(shape.geoms, key=lambda o: o.area)
    ]
    rings = (one.exterior.coords[:-1] for one in kept)
    return "".join("M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in ring) + "Z" for ring in rings)


if __name__ == "__main__":
    main()
