"""A database as a load would open it, and short ways to write files and see their rows."""

import gzip
import struct
import zipfile

import duckdb
import pytest

from nightout.records.reading import open_rows

WORKBOOK = {
    "[Content_Types].xml": b"<?xml version='1.0'?><Types xmlns='t'/>",
    "xl/workbook.xml": b"<?xml version='1.0'?><workbook xmlns='w'/>",
}


@pytest.fixture
def connection(tmp_path):
    settings = {"threads": 2, "memory_limit": "512MB", "temp_directory": str(tmp_path / "spill")}
    with duckdb.connect(config=settings) as open_connection:
        yield open_connection


@pytest.fixture
def read(connection, tmp_path):
    """Write a file and give its RawRows, its rows and its rejected rows."""

    def write_and_read(name, content, **options):
        path = tmp_path / name
        if isinstance(content, str):
            content = content.encode()
        path.write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
        return read_path(connection, path, **options)

    return write_and_read


def read_path(connection, path, table="raw", **options):
    raw = open_rows(connection, path, table=table, **options)
    name, rejected = (n.replace('"', '""') for n in (raw.table, raw.rejected))
    rows = connection.execute(f'SELECT * FROM "{name}" ORDER BY source_row').fetchall()
    bad = connection.execute(f'SELECT * FROM "{rejected}" ORDER BY source_row').fetchall()
    return raw, rows, bad


def write_zip(path, parts, compression=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def declare_sizes(path, declared):
    """Make an archive lie: write this unpacked size in every header of it."""
    data = bytearray(path.read_bytes())
    for sign, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = data.find(sign)
        while at >= 0:
            struct.pack_into("<I", data, at + offset, declared)
            at = data.find(sign, at + 4)
    path.write_bytes(data)
