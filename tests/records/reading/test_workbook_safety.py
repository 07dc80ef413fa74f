"""Workbooks made to do harm, each written by the test."""

import stat
import zipfile

import openpyxl
import pytest

from nightout.errors import UnreadableFile, UnsafeFile
from nightout.records.reading import FileKind, Limits, archive, check_safe
from tests.records.reading.conftest import WORKBOOK, declare_sizes, write_zip

SMALL = Limits(max_unpacked_bytes=30_000_000, ratio_after_bytes=1_000_000, max_entries=50)
LAUGHS = b"<?xml version='1.0'?><!DOCTYPE w [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'>]><w>&b;</w>"


@pytest.fixture
def path(tmp_path):
    return tmp_path / "a.xlsx"


def refusal(path, kind=UnsafeFile, limits=SMALL):
    with pytest.raises(kind) as refused:
        check_safe(path, limits)
    return refused.value.what


def test_a_real_workbook_is_safe(path):
    book = openpyxl.Workbook()
    book.active.append(["id", "n"])
    book.save(path)
    assert check_safe(path) is FileKind.XLSX


def test_an_archive_without_a_workbook_is_refused(path):
    write_zip(path, {"data.csv": b"id,n\n"})
    assert "no xl/workbook.xml" in refusal(path, UnreadableFile)


def test_a_bomb_that_tells_its_size_is_refused(path):
    write_zip(path, WORKBOOK | {"xl/media/zeros.bin": bytes(20_000_000)})
    assert "unpacks to more than" in refusal(path)


@pytest.mark.parametrize("declared", [10, 2_000_000_000])
def test_a_size_that_is_a_lie_is_refused(path, declared):
    write_zip(path, WORKBOOK | {"xl/media/zeros.bin": bytes(500_000)})
    declare_sizes(path, declared)
    assert f"has {declared:,} bytes; it has" in refusal(path)


def test_a_bomb_that_says_it_is_small_is_stopped_by_what_comes_out(path):
    write_zip(path, {"xl/media/zeros.bin": bytes(20_000_000)} | WORKBOOK)
    declare_sizes(path, 10)
    assert "unpacks to more than" in refusal(path)


def test_entries_that_share_bytes_are_refused(path):
    write_zip(path, WORKBOOK | {"a.bin": bytes(999), "b.bin": bytes(999)}, zipfile.ZIP_STORED)
    with zipfile.ZipFile(path, "a") as archive:
        archive.getinfo("b.bin").header_offset = archive.getinfo("a.bin").header_offset
        archive.writestr("c.bin", b"")  # so that the directory is written anew
    assert "overlap" in refusal(path)


def test_too_many_entries_are_refused(path):
    write_zip(path, WORKBOOK | {f"xl/{n}.bin": b"" for n in range(60)})
    assert "62 entries; 50 are allowed" in refusal(path)


def test_a_directory_of_a_hundred_thousand_entries_is_not_even_read(path):
    write_zip(path, {f"xl/{n}.bin": b"" for n in range(2_000)})
    assert "directory of" in refusal(path)


@pytest.mark.parametrize(
    "name", ["../x.xml", "xl/../../x.xml", "/etc/x", "C:/x.xml", "..\\x.xml", "c:x", "\\x"]
)
def test_a_name_that_leaves_the_archive_is_refused(path, name):
    write_zip(path, WORKBOOK | {name: b"x"})
    assert "leaves the archive" in refusal(path)


def test_a_link_in_an_archive_is_refused(path):
    link = zipfile.ZipInfo("xl/link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(write_zip(path, WORKBOOK), "a") as archive:
        archive.writestr(link, "/etc/passwd")
    assert "a link to another file" in refusal(path)


def test_one_name_twice_is_refused(path):
    write_zip(path, WORKBOOK | {"XL/workbook.xml": b"<workbook/>"})
    assert "twice" in refusal(path)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_method_that_workbooks_never_use_is_refused(path, method):
    write_zip(path, WORKBOOK, method)
    assert "by method" in refusal(path)


@pytest.mark.parametrize(
    ("name", "content"),
    [("xl/embeddings/a.xlsx", b"x"), ("xl/a.bin", b"PK\x03\x04x"), ("xl/a.bin", b"\x1f\x8b\x08")],
)
def test_an_archive_in_an_archive_is_refused(path, name, content):
    write_zip(path, WORKBOOK | {name: content})
    assert "another archive" in refusal(path)


@pytest.mark.parametrize("name", ["xl/sharedStrings.xml", "_rels/.rels", "xl/no_ending"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_in_any_part_are_refused(path, name, encoding):
    laughs = LAUGHS.decode().replace("'1.0'", f"'1.0' encoding='{encoding}'").encode(encoding)
    write_zip(path, WORKBOOK | {name: laughs})
    assert "declares a document type" in refusal(path)


def test_a_document_type_alone_is_refused(path):
    plain = b"<?xml version='1.0'?><!DOCTYPE w SYSTEM 'file:///etc/passwd'><w/>"
    write_zip(path, WORKBOOK | {"xl/styles.xml": plain})
    assert "declares a document type" in refusal(path)


def test_entities_after_a_long_comment_are_refused(path):
    prolog = b"<?xml version='1.0'?><!--" + b"ab " * 1_000_000 + b"-->"
    late = prolog + LAUGHS.removeprefix(b"<?xml version='1.0'?>")
    write_zip(path, WORKBOOK | {"xl/styles.xml": late}, zipfile.ZIP_STORED)
    assert "declares a document type" in refusal(path)


@pytest.mark.parametrize("reference", ['r="XFD900000"', "r = 'XFD900000'"])
def test_one_cell_far_out_is_refused_since_reading_fills_the_rectangle(path, reference):
    near = b"<worksheet><sheetData>"
    near += b" " * (archive.PIECE - len(near) - 8)  # so that the reference crosses pieces
    sheet = near + f"<c {reference}/></sheetData></worksheet>".encode()
    write_zip(path, WORKBOOK | {"xl/worksheets/sheet1.xml": sheet}, zipfile.ZIP_STORED)
    assert "900,000 rows by 16,384 columns" in refusal(path)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data[: len(data) // 2],
        lambda data: data.replace(b"PK\x03\x04", b"PK\x03\x05").replace(b"\x05", b"\x04", 1),
        lambda data: data.replace(b"PK\x01\x02", b"PK\x09\x09"),
    ],
)
def test_a_damaged_workbook_is_refused(path, spoil):
    path.write_bytes(spoil(write_zip(path, WORKBOOK).read_bytes()))
    assert "damaged" in refusal(path, UnreadableFile)


def test_a_part_that_is_not_xml_is_refused(path):
    write_zip(path, WORKBOOK | {"xl/styles.xml": b"\x01\x02 nonsense"})
    assert "is not XML" in refusal(path, UnreadableFile)


def test_a_locked_archive_is_refused(path):
    data = bytearray(write_zip(path, WORKBOOK).read_bytes())
    data[data.find(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    assert "password" in refusal(path, UnreadableFile)
