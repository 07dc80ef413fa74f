"""A little city as base map: in the words of Protomaps, in those of OpenMapTiles, as pictures."""

import struct
import zlib

import shapely

from tests.web.ground.pmtiles import tiles_of, write_archive

# All of it lies in this box; it has a park, a lake, a stream, houses and streets.
BOUNDS = (-77.20, 39.05, -77.10, 39.12)
BOX = shapely.box(*BOUNDS)
PARK = shapely.box(-77.19, 39.06, -77.16, 39.09)
LAKE = shapely.Point(-77.13, 39.10).buffer(0.012)
STREAM = shapely.LineString([(-77.13, 39.10), (-77.15, 39.08), (-77.15, 39.05)])
HIGHWAY = shapely.LineString([(-77.20, 39.055), (-77.14, 39.085), (-77.10, 39.09)])
STREETS = [
    shapely.LineString([(-77.155 + n * 0.004, 39.055), (-77.155 + n * 0.004, 39.085)])
    for n in range(10)
]
RAIL = shapely.LineString([(-77.20, 39.115), (-77.10, 39.115)])
HOUSES = [shapely.box(x, 39.07, x + 0.001, 39.071) for x in (-77.148, -77.144, -77.140)]
BORDER = shapely.LineString([(-77.20, 39.11), (-77.10, 39.11)])
PROTOMAPS = {
    "earth": [("earth", BOX)],
    "landuse": [("park", PARK), ("residential", BOX)],
    "water": [("lake", LAKE), ("river", STREAM)],
    "roads": [("highway", HIGHWAY), ("rail", RAIL), *(("minor_road", one) for one in STREETS)],
    "buildings": [("building", one) for one in HOUSES],
    "boundaries": [("county", BORDER)],
}
OPENMAPTILES = {
    "landuse": [("residential", BOX)],
    "park": [("public_park", PARK)],
    "water": [("lake", LAKE)],
    "waterway": [("river", STREAM)],
    "transportation": [("motorway", HIGHWAY), ("rail", RAIL), *(("minor", one) for one in STREETS)],
    "building": [(None, one) for one in HOUSES],
    "boundary": [(None, BORDER)],
}
SCHEMES = {"Protomaps": (PROTOMAPS, "kind"), "OpenMapTiles": (OPENMAPTILES, "class")}
ZOOMS = range(10, 15)


def write_scheme(path, name, **more):
    """Write the city with the layers of a scheme; its leaves hold three tiles each."""
    layers, key = SCHEMES[name]
    said = {"vector_layers": [{"id": one, "fields": {}} for one in layers]}
    tiles = tiles_of(layers, BOUNDS, ZOOMS, key)
    write_archive(path, tiles, **{"said": said, "per_leaf": 3, "bounds": BOUNDS} | more)


def write_pictures(path):
    """Write the city as pictures of one green."""
    tiles = dict.fromkeys(tiles_of({"": [(None, BOX)]}, BOUNDS, ZOOMS), picture((60, 130, 60)))
    write_archive(path, tiles, kind=2, bounds=BOUNDS)


def picture(colour, size=256):
    """Give a PNG of one colour."""

    def chunk(name, content):
        packed = name + content
        return struct.pack(">I", len(content)) + packed + struct.pack(">I", zlib.crc32(packed))

    rows = (b"\0" + bytes(colour) * size) * size
    head = struct.pack(">2I5B", size, size, 8, 2, 0, 0, 0)
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts
