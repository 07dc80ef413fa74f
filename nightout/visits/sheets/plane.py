"""Laying degrees on a picture: north up, equal scale, the ground clipped to what is shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from nightout.visits.sheets.ground import Ground, Shapes
from nightout.visits.sheets.svg import group, path, tag

__all__ = ["Plane", "draw_ground", "lay_plane"]

METRES_PER_DEGREE = 111_195.0
# A map of two stops on one block still shows the streets around.
SMALLEST_M = 1_200.0


@dataclass(frozen=True)
class Plane:
    """A window on the ground and the size it is drawn at."""

    west: float
    north: float
    scale: float
    squeeze: float
    width: float
    height: float

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        """Give the place of a point in the picture."""
        return (lon - self.west) * self.squeeze * self.scale, (self.north - lat) * self.scale

    @property
    def box(self) -> tuple[float, float, float, float]:
        """The degrees that the picture shows: west, south, east, north."""
        east = self.west + self.width / self.scale / self.squeeze
        return self.west, self.north - self.height / self.scale, east, self.north

    @property
    def km(self) -> float:
        """How long a kilometre is in the picture."""
        return 1_000 / METRES_PER_DEGREE * self.scale


def lay_plane(
    points: Iterable[tuple[float, float]], *, width: float, height: float, margin: float
) -> Plane:
    """Lay a plane that shows all points, with a margin around them."""
    lons, lats = np.array(list(points), dtype=float).reshape(-1, 2).T
    west, east, south, north = lons.min(), lons.max(), lats.min(), lats.max()
    squeeze = float(np.cos(np.radians((south + north) / 2)))
    least = SMALLEST_M / METRES_PER_DEGREE
    wide, high = max((east - west) * squeeze, least), max(north - south, least)
    scale = min((width - 2 * margin) / wide, (height - 2 * margin) / high)
    return Plane(
        float((west + east) / 2 - width / scale / squeeze / 2),
        float((south + north) / 2 + height / scale / 2),
        float(scale), squeeze, width, height,
    )  # fmt: skip


def draw_ground(plane: Plane, ground: Ground, *, streets: float = 1.6) -> str:
    """Draw water, outlines and streets, as far as they lie in the picture."""
    import shapely

    water = _trace(plane, ground.water, closed=True)
    # Only the edges of areas: clipped as polygons they would frame the picture.
    outlines = _trace(plane, shapely.boundary(ground.outlines), closed=False)
    lines = _trace(plane, ground.lines, closed=False)
    return group(
        *([tag("path", d=water, fill="water", fill_rule="evenodd")] if water else []),
        *([tag("path", d=lines, fill="none", stroke="street", stroke_width=streets,
               stroke_linejoin="round")] if lines else []),
        *([tag("path", d=outlines, fill="none", stroke="line", stroke_width=1.2,
               stroke_dasharray="5 3", stroke_linejoin="round")] if outlines else []),
    )  # fmt: skip


def _trace(plane: Plane, shapes: Shapes, *, closed: bool) -> str:
    """Trace shapes as one path, clipped and without what no eye sees."""
    import shapely

    if not len(shapes):
        return ""
    clipped = shapely.clip_by_rect(shapes, *plane.box)
    seen = shapely.simplify(clipped[~shapely.is_empty(clipped)], 0.4 / plane.scale)
    return "".join(path(_lay(plane, ring), closed=closed) for ring in _rings(seen, closed))


def _rings(shapes: Shapes, closed: bool) -> Iterator[Shapes]:
    import shapely

    parts = shapely.get_parts(shapes)
    if closed:
        parts = shapely.get_rings(parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON])
    for part in parts:
        yield shapely.get_coordinates(part)


def _lay(plane: Plane, points: Shapes) -> Iterator[tuple[float, float]]:
    for lon, lat in points.tolist():
        yield plane.at(lon, lat)
