"""The operator's base map: given by ranges, never whole where it is large, never another file."""

import pytest

from nightout.web.ground.base_file import NAME, open_base_file
from nightout.web.ground.ranges import MOST_BYTES
from tests.web.ground.pmtiles import layer, write_pmtiles

URL = "/ground/base.pmtiles"
SQUARE = [(0, 0), (4096, 0), (4096, 4096), (0, 4096), (0, 0)]
CITY = "/in/testville/"


@pytest.fixture
def base(town):
    """A base map in the site's folder, as bytes."""
    from django.conf import settings

    path = settings.SITE.folder / NAME
    write_pmtiles(path, layer("earth", SQUARE))
    yield path
    path.unlink(missing_ok=True)


def test_a_site_without_a_base_map_has_none(client, town):
    assert client.get(URL).status_code == 404
    assert "data-base" not in client.get(CITY).content.decode()


def test_the_whole_of_a_small_file_is_given(client, base):
    answer = client.get(URL)
    assert (answer.status_code, answer.content) == (200, base.read_bytes())
    assert answer["Accept-Ranges"] == "bytes"
    assert answer["Content-Type"] == "application/vnd.pmtiles"


@pytest.mark.parametrize(
    ("asked", "first", "end"),
    [("bytes=0-6", 0, 7), ("bytes=100-", 100, None), ("bytes=-9", -9, None)],
)
def test_a_part_is_given_and_said(client, base, asked, first, end):
    whole = base.read_bytes()
    answer = client.get(URL, HTTP_RANGE=asked)
    assert (answer.status_code, answer.content) == (206, whole[first:end])
    at = first % len(whole)
    last = at + len(answer.content) - 1
    assert answer["Content-Range"] == f"bytes {at}-{last}/{len(whole)}"
    assert answer["Content-Length"] == str(len(answer.content))


def test_a_part_beyond_the_end_is_refused_with_the_length(client, base):
    n = base.stat().st_size
    answer = client.get(URL, HTTP_RANGE=f"bytes={n}-{n + 5}")
    assert (answer.status_code, answer["Content-Range"]) == (416, f"bytes */{n}")
    assert answer.content == b""


def test_several_parts_are_given_as_the_whole(client, base):
    answer = client.get(URL, HTTP_RANGE="bytes=0-1,4-5")
    assert (answer.status_code, answer.content) == (200, base.read_bytes())


def test_head_tells_the_length_and_reads_nothing(client, base):
    answer = client.head(URL, HTTP_RANGE="bytes=0-6")
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer["Content-Length"] == str(base.stat().st_size)


def test_a_large_file_is_given_in_bounded_parts_alone(client, base):
    write_pmtiles(base, layer("earth", SQUARE), padding=MOST_BYTES)
    assert client.get(URL).status_code == 403
    answer = client.get(URL, HTTP_RANGE="bytes=0-")
    assert (answer.status_code, len(answer.content)) == (206, MOST_BYTES)
    assert answer["Content-Range"] == f"bytes 0-{MOST_BYTES - 1}/{base.stat().st_size}"
    assert client.head(URL)["Content-Length"] == str(base.stat().st_size)


def test_a_browser_keeps_it_until_it_is_swapped(client, base):
    etag = client.get(URL, HTTP_RANGE="bytes=0-6")["ETag"]
    assert not etag.startswith("W/")
    again = client.get(URL, HTTP_IF_NONE_MATCH=etag, HTTP_RANGE="bytes=0-6")
    assert (again.status_code, again.content) == (304, b"")
    part = client.get(URL, HTTP_IF_RANGE=etag, HTTP_RANGE="bytes=0-6")
    assert (part.status_code, part.content) == (206, b"PMTiles")
    write_pmtiles(base, layer("earth", SQUARE), padding=1)
    assert client.get(URL, HTTP_IF_NONE_MATCH=etag).status_code == 200
    whole = client.get(URL, HTTP_IF_RANGE=etag, HTTP_RANGE="bytes=0-6")
    assert (whole.status_code, whole.content) == (200, base.read_bytes())


@pytest.mark.parametrize(
    "path",
    ["/ground/..%2fsecret.key", "/ground/site.sqlite3", "/ground/%2e%2e/site.toml",
     "/ground/base.pmtiles/../secret.key", "/ground/base.pmtiles%00"],
)  # fmt: skip
def test_no_address_leads_to_another_file(client, base, path):
    assert client.get(path).status_code == 404


def test_only_reading_is_possible(client, base):
    before = base.read_bytes()
    for verb in (client.post, client.put, client.delete, client.patch):
        assert verb(URL).status_code in (403, 405)
    assert base.read_bytes() == before
    opened = open_base_file(base.parent)
    with opened.stream:
        assert not opened.stream.writable()


def test_pages_leave_out_a_file_that_cannot_be_drawn(client, base):
    whole = base.read_bytes()
    base.write_bytes(whole[:-9])
    assert "data-base" not in client.get(CITY).content.decode()
    base.write_bytes(whole)
    assert "data-base" in client.get(CITY).content.decode()


def test_pages_follow_the_file_and_its_attribution_is_text(client, base, town, settings):
    from dataclasses import replace

    before = client.get(CITY)
    assert 'data-base="/ground/base.pmtiles?' in before.content.decode()
    settings.SITE = replace(settings.SITE, basemap_attribution='© <b onclick="x">OSM</b>')
    page = client.get(CITY, HTTP_IF_NONE_MATCH=before["ETag"]).content.decode()
    assert 'data-base-attribution="© &lt;b onclick=&quot;x&quot;&gt;OSM&lt;/b&gt;"' in page
    base.unlink()
    assert "data-base" not in client.get(CITY).content.decode()
