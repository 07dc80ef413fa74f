"""A PMTiles file of one tile, written by hand after the specification, version 3."""

import gzip
import struct

WORLD = 1e7


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


def layer(name, points, kind=None):
    """A layer of one feature: a polygon where the points come back to the first, else a line."""
    closed = points[0] == points[-1]
    shape = geometry(points[:-1] if closed else points, closed)
    tags = field(2, varint(0) + varint(0)) if kind else b""
    feature = tags + field(3, 3 if closed else 2) + field(4, shape)
    words = field(3, b"kind") + field(4, field(1, kind.encode())) if kind else b""
    return field(
        3, field(15, 2) + field(1, name.encode()) + field(2, feature) + words + field(5, 4096)
    )


def write_pmtiles(path, tile, *, kind=1, padding=0):
    """Write a file whose only tile is the whole world, at zoom 0."""
    tile = gzip.compress(tile, mtime=0)
    # One entry: the tile's number 0, one in a row, its length, its place 0 (kept one higher).
    root = gzip.compress(varint(1) + varint(0) + varint(1) + varint(len(tile)) + varint(1), mtime=0)
    said = gzip.compress(b"{}", mtime=0)
    at = 127 + len(root)
    places = (127, len(root), at, len(said), at + len(said), 0, at + len(said), len(tile), 1, 1, 1)
    corners = [int(one * WORLD) for one in (-180, -85, 180, 85)]
    header = b"PMTiles\x03" + struct.pack("<11Q", *places)
    header += (
        bytes([1, 2, 2, kind, 0, 0]) + struct.pack("<4i", *corners) + struct.pack("<B2i", 0, 0, 0)
    )
    path.write_bytes(header + root + said + tile + bytes(padding))
