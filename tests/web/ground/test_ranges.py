"""A range of bytes: met by the definition, byte for byte, on a file of ten bytes."""

import pytest

from nightout.web.ground.ranges import MOST_BYTES, Span, read_range

FILE = b"0123456789"


@pytest.mark.parametrize(
    ("header", "given"),
    [
        ("bytes=0-9", b"0123456789"),
        ("bytes=2-4", b"234"),
        ("bytes=9-9", b"9"),
        ("bytes=7-", b"789"),
        ("bytes=-3", b"789"),
        ("bytes=-30", b"0123456789"),
        ("bytes=8-999", b"89"),
        ("Bytes=0-0", b"0"),
        ("bytes=10-", b""),
        ("bytes=10-12", b""),
        ("bytes=-0", b""),
    ],
)
def test_a_range_gives_its_bytes(header, given):
    span = read_range(header, len(FILE))
    assert FILE[span.first : span.end] == given
    assert len(span) == len(given)


@pytest.mark.parametrize(
    "header",
    ["", "bytes=-", "bytes=4-2", "bytes=0-1,4-5", "lines=0-1", "bytes=a-b", "bytes=0-1x",
     "bytes=--1", "bytes=٣-", f"bytes=0-{'9' * 19}", "bytes= 0-1"],
)  # fmt: skip
def test_what_is_no_single_range_is_left_alone(header):
    assert read_range(header, len(FILE)) is None


def test_an_empty_file_has_no_range():
    assert not read_range("bytes=0-", 0)
    assert not read_range("bytes=-5", 0)


def test_no_range_is_longer_than_the_bound():
    huge = 10**12
    assert read_range("bytes=5-", huge) == Span(5, 5 + MOST_BYTES)
    assert read_range(f"bytes=-{huge}", huge) == Span(0, MOST_BYTES)
