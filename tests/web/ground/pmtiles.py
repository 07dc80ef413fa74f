"""PMTiles files of a few tiles, written by hand after the specification, version 3."""

import gzip
import json
import math
import struct

import shapely

WORLD = 1e7
WHOLE = (-180, -85, 180, 85)


def varint(n):
    out = b""
    while n > 127:
        out, n = out + bytes([n & 127 | 128]), n >> 7
    return out + bytes([n])


def field(number, content):
    """A field of protocol buffers: bytes with their length, or a number."""
    if isinstance(content, int):
        return varint(number << 3) + varint(content)
    return varint(number << 3 | 2) + varint(len(content)) + content


def zigzag(n):
    return n << 1 if n >= 0 else -n * 2 - 1


def geometry(points, closed):
    """Commands of a vector tile: move to the first point, draw to the others, perhaps close."""
    steps, last = [], (0, 0)
    for x, y in points:
        steps += [zigzag(x - last[0]), zigzag(y - last[1])]
        last = (x, y)
    words = [
        1 << 3 | 1,
        *steps[:2],
        len(points) - 1 << 3 | 2,
        *steps[2:],
        *([15] if closed else []),
    ]
    return b"".join(map(varint, words))


def layer(name, points, kind=None, key="kind"):
    """A layer of one feature."""
    return layer_of(name, [(points, kind)], key)


def layer_of(name, shapes, key):
    """A layer of features: polygons where the points come back to the first, else lines."""
    kinds = sorted({kind for _, kind in shapes if kind})
    features = b"".join(
        feature(points, kinds.index(kind) if kind else None) for points, kind in shapes
    )
    words = field(3, key.encode()) + b"".join(field(4, field(1, kind.encode())) for kind in kinds)
    return field(3, field(15, 2) + field(1, name.encode()) + features + words + field(5, 4096))


def feature(points, kind):
    closed = points[0] == points[-1]
    shape = geometry(points[:-1] if closed else points, closed)
    tags = b"" if kind is None else field(2, varint(0) + varint(kind))
    return field(2, tags + field(3, 3 if closed else 2) + field(4, shape))


def write_pmtiles(path, tile, *, kind=1, padding=0):
    """Write a file whose only tile is the whole world, at zoom 0."""
    write_archive(path, {(0, 0, 0): tile}, kind=kind, padding=padding)


def write_archive(path, tiles, *, kind=1, said=None, per_leaf=0, packed=2, bounds=WHOLE, padding=0):
    """Write a file of tiles, by zoom, column and row; with leaves of so many tiles if asked."""
    tile_packed = packed if kind == 1 else 1
    content, entries = b"", []
    for number, tile in sorted((number_of(*at), tile) for at, tile in tiles.items()):
        one = pack(tile, tile_packed)
        entries.append((number, 1, len(one), len(content)))
        content += one
    leaves, roots = b"", entries
    if per_leaf:
        roots = []
        for at in range(0, len(entries), per_leaf):
            leaf = pack(directory(entries[at : at + per_leaf]), packed)
            roots.append((entries[at][0], 0, len(leaf), len(leaves)))
            leaves += leaf
    parts = [pack(directory(roots), packed), pack(json.dumps(said or {}).encode(), packed)]
    parts += [leaves, content]
    places, at = [], 127
    for part in parts:
        places += [at, len(part)]
        at += len(part)
    zooms = [zoom for zoom, _, _ in tiles] or [0]
    corners = [int(one * WORLD) for one in bounds]
    header = b"PMTiles\x03" + struct.pack("<11Q", *places, *[len(entries)] * 3)
    header += bytes([1, packed, tile_packed, kind, min(zooms), max(zooms)])
    header += struct.pack("<4i", *corners) + struct.pack("<B2i", 0, 0, 0)
    path.write_bytes(header + b"".join(parts) + bytes(padding))


def pack(content, how):
    return gzip.compress(content, mtime=0) if how == 2 else content


def directory(entries):
    """Entries column by column: steps of the numbers, runs, sizes, places kept one higher."""
    numbers = [number for number, *_ in entries]
    words = [len(entries), *(b - a for a, b in zip([0, *numbers], numbers, strict=False))]
    words += [run for _, run, _, _ in entries] + [size for _, _, size, _ in entries]
    return b"".join(map(varint, words + [place + 1 for *_, place in entries]))


def number_of(zoom, x, y):
    """The place of a tile on the curve of Hilbert, after those of all zooms before."""
    number, half = (4**zoom - 1) // 3, 1 << zoom >> 1
    while half:
        right, low = int(bool(x & half)), int(bool(y & half))
        number += half * half * (3 * right ^ low)
        if not low:
            x, y = (half - 1 - y, half - 1 - x) if right else (y, x)
        x, y, half = x & half - 1, y & half - 1, half >> 1
    return number


def tiles_of(layers, bounds, zooms, key="kind"):
    """Cut layers of shapes by longitude and latitude, `{name: [(kind, shape)]}`, into tiles."""
    west, south, east, north = bounds
    tiles = {}
    for zoom in zooms:
        columns, rows = zip(on_grid(west, north, zoom), on_grid(east, south, zoom), strict=True)
        for x in range(int(columns[0]), int(columns[1]) + 1):
            for y in range(int(rows[0]), int(rows[1]) + 1):
                tiles[zoom, x, y] = b"".join(
                    layer_of(name, pieces, key)
                    for name, shapes in layers.items()
                    if (pieces := [(p, k) for k, one in shapes for p in cut(one, zoom, x, y)])
                )
    return {at: tile for at, tile in tiles.items() if tile}


def on_grid(lon, lat, zoom):
    y = math.asinh(math.tan(math.radians(lat)))
    return (lon / 360 + 0.5) * 2**zoom, (0.5 - y / math.tau) * 2**zoom


def cut(shape, zoom, x, y):
    """The points of a shape within a tile and a little around it."""
    grid = shapely.transform(shape, lambda ps: [on_grid(*p, zoom) for p in ps])
    inside = shapely.clip_by_rect(grid, x - 0.02, y - 0.02, x + 1.02, y + 1.02)
    for part in shapely.get_parts(inside):
        line = part.exterior if part.geom_type == "Polygon" else part
        yield [(round((a - x) * 4096), round((b - y) * 4096)) for a, b in line.coords]
