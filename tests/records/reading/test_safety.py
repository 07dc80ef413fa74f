"""Files that lie about what they are, and plain ones that do not."""

import functools
import gzip
import os

import pytest

from nightout.errors import BadSetting, UnreadableFile, UnsafeFile
from nightout.records.reading import FileKind, Limits, check_safe

SMALL = Limits(max_unpacked_bytes=100_000_000, ratio_after_bytes=1_000_000, max_ratio=200)
# Without the time in it, so that names of tests are the same in every process.
pack = functools.partial(gzip.compress, mtime=0)
PARQUET = b"PAR1" + bytes(8) + b"PAR1"
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)

HONEST = [
    ("a.csv", b"id,n\n1,x\n", FileKind.CSV),
    ("A.TSV", b"id\tn\n", FileKind.CSV),
    ("a.txt", b"\xef\xbb\xbfid|n\n", FileKind.CSV),
    ("a.csv", "id,n\n".encode("utf-16"), FileKind.CSV),
    ("a.csv", b"[Case Number],{x}\n", FileKind.CSV),
    ("a.csv.gz", pack(b"id,n\n"), FileKind.CSV_GZ),
    ("a.parquet", PARQUET, FileKind.PARQUET),
    ("a.jsonl", b'{"id": 1}\n', FileKind.JSONL),
    ("a.json", b' [{"id": 1}]', FileKind.JSONL),
    ("a.json", b'{"type": "FeatureCollection", "features": []}', FileKind.GEOJSON),
    ("a.geojson", b'{"features": []}', FileKind.GEOJSON),
]
LIES = [
    ("a.csv", b"PK\x03\x04" + b"[Content_Types].xml", "Excel workbook", "Rename it to .xlsx"),
    ("a.csv", b"PK\x03\x04data", "ZIP archive", "Unpack it"),
    ("a.csv", PARQUET, "Parquet", "Rename it to .parquet"),
    ("a.csv", pack(b"id"), "gzip", "Add .gz"),
    ("a.csv", b"%PDF-1.7", "PDF", "as CSV"),
    ("a.csv", OLE2, "old Excel", "save it as .xlsx"),
    ("a.xlsx", OLE2 + "EncryptedPackage".encode("utf-16-le"), "password", "remove the password"),
    ("a.csv", b"\n <!DOCTYPE html><p>404", "web page", "Download the data again"),
    ("a.csv", b"\xef\xbb\xbf<?xml version='1.0'?><rows/>", "XML", "Export the table"),
    ("a.csv", b'{"id": 1}', "JSON", "Rename it"),
    ("a.csv", b"id,n\n1,\x00\n", "NUL bytes", "save it again"),
    ("a.xlsx", b"id,n\n1,x\n", "begins with b'id,n", "rename it to .csv"),
    ("a.csv.gz", b"id,n\n1,x\n", "begins with b'id,n", "rename it to .csv"),
    ("a.csv.gz", pack(b"%PDF-1.7"), "PDF", "as CSV"),
    ("a.csv.gz", pack(b"id,n\n" * 99)[:-9], "does not unpack", "cut short"),
    ("a.csv.gz", pack(b""), "unpacks to nothing", "again"),
    ("a.parquet", b"id,n\n", "begins with", "rename it to .csv"),
    ("a.parquet", PARQUET[:-1], "ends with", "Download it again"),
    ("a.json", b"id,n\n", "begins with", "rename it to .csv"),
    ("a.geojson", b"<gml/>", "XML", "Export"),
    ("a.xls", b"x", "'.xls', which is not read", "save it as .xlsx"),
    ("a.zip", b"PK", "'.zip', which is not read", "Unpack it"),
    ("a", b"x", "'no type'", "endings"),
    ("a.csv", b"", "is empty", "again"),
]


def write(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(("name", "content", "kind"), HONEST)
def test_an_honest_file_is_told_by_its_kind(tmp_path, name, content, kind):
    assert check_safe(write(tmp_path, name, content)) is kind


@pytest.mark.parametrize(("name", "content", "what", "mend"), LIES)
def test_a_file_that_lies_is_refused_with_a_way_to_mend_it(tmp_path, name, content, what, mend):
    with pytest.raises(UnreadableFile) as refused:
        check_safe(write(tmp_path, name, content))
    assert what in refused.value.what
    assert mend in refused.value.mend
    assert name in refused.value.what


def test_what_is_not_a_file_is_refused(tmp_path):
    with pytest.raises(UnreadableFile, match="no file"):
        check_safe(tmp_path / "absent.csv")
    with pytest.raises(UnreadableFile, match="folder"):
        check_safe(tmp_path)
    os.mkfifo(tmp_path / "pipe.csv")
    with pytest.raises(UnreadableFile, match="not a plain file"):
        check_safe(tmp_path / "pipe.csv")


def test_a_gzip_bomb_of_many_members_is_stopped_while_it_unpacks(tmp_path):
    bomb = write(tmp_path, "a.csv.gz", pack(bytes(1 << 20) + b"\n") * 20)
    with pytest.raises(UnsafeFile, match="unpacks to more than"):
        check_safe(bomb, SMALL)
    one = write(tmp_path, "b.csv.gz", pack(b"0" * (10 << 20)))
    with pytest.raises(UnsafeFile, match="unpacks to more than"):
        check_safe(one, SMALL)


def test_what_packs_well_and_is_small_is_no_bomb(tmp_path):
    packed = write(tmp_path, "a.csv.gz", pack(b"id,n\n" + b"1,x\n" * 200_000))
    assert check_safe(packed, SMALL) is FileKind.CSV_GZ
    with pytest.raises(UnsafeFile, match="more than 500,000"):
        check_safe(packed, Limits(max_unpacked_bytes=500_000))


def test_a_packed_file_in_a_packed_file_is_refused(tmp_path):
    twice = write(tmp_path, "a.csv.gz", pack(pack(b"id,n\n")))
    with pytest.raises(UnsafeFile, match="another packed file"):
        check_safe(twice)


def test_limits_of_nothing_are_refused():
    with pytest.raises(BadSetting, match="max_ratio is 0"):
        Limits(max_ratio=0)
