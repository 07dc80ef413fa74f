"""A site folder: what it says, what it refuses, and the key that it makes."""

import stat
from concurrent.futures import ThreadPoolExecutor

import pytest

from nightout.errors import BadSetting, NotASite, UnsafeFile
from nightout.records import create_city
from nightout.web.database import describe_database
from nightout.web.folder import open_site
from nightout.web.keys import read_secret


@pytest.fixture
def folder(tmp_path):
    create_city(tmp_path / "cities" / "elmira", name="Elmira", zone="America/New_York")
    return tmp_path


def test_a_site_finds_the_cities_in_its_folder(folder):
    site = open_site(folder)
    assert list(site.cities) == ["elmira"]
    assert site.city("elmira").name == "Elmira"


def test_a_city_alone_is_a_site_of_one_that_lies_beside_it(tmp_path):
    create_city(tmp_path / "city", name="St. Louis Park", zone="America/Chicago")
    site = open_site(tmp_path / "city")
    assert site.folder == tmp_path / "city-site"
    assert site.city("st-louis-park").name == "St. Louis Park"
    assert open_site(tmp_path / "city") == site
    assert not (tmp_path / "city" / "site.sqlite3").exists()


def test_a_folder_that_is_neither_is_refused(tmp_path):
    with pytest.raises(NotASite, match="neither a site nor a city"):
        open_site(tmp_path)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('url = "javascript:alert(1)"', "url is"),
        ("proxies = -1", "proxies is -1"),
        ('url = "https://night.example.org"', "https and proxies is 0"),
        ('colour = "red"', "colour"),
        ('basemap_attribution = "two\\nlines"', "basemap_attribution is 'two"),
        ("basemap_attribution = 7", "basemap_attribution is 7"),
        (f'basemap_attribution = "{"x" * 201}"', "at most 200 signs"),
        ('[mail]\nkind = "pigeon"', "mail.kind is 'pigeon'"),
        ('[mail]\nsender = "a@b.c\\r\\nBcc: d@e.f"', "line break"),
    ],
)
def test_a_setting_that_cannot_be_is_refused(folder, line, said):
    (folder / "site.toml").write_text(line)
    with pytest.raises(BadSetting, match=said):
        open_site(folder)


def test_the_key_is_made_once_and_for_its_owner_only(tmp_path):
    path = tmp_path / "secret.key"
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: read_secret(path), range(32)))
    assert len(keys) == 1
    assert len(keys.pop()) >= 50
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [one.name for one in tmp_path.iterdir()] == ["secret.key"]


def test_a_key_that_others_can_read_is_refused(tmp_path):
    path = tmp_path / "secret.key"
    read_secret(path)
    path.chmod(0o640)
    with pytest.raises(UnsafeFile, match="chmod 600"):
        read_secret(path)


def test_a_database_address_is_never_repeated(tmp_path):
    with pytest.raises(BadSetting) as caught:
        describe_database(tmp_path / "x", "mysql://root:hunter2@db/night")
    assert "hunter2" not in str(caught.value)


def test_postgres_without_its_library_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    with pytest.raises(BadSetting, match=r"nightout\[postgres\]"):
        describe_database(tmp_path / "x", "postgresql://me@db/night")


def test_a_postgres_address_is_taken_apart(tmp_path):
    told = describe_database(tmp_path / "x", "postgresql://me:a%2Fb@db:5433/night?sslmode=require")
    assert (told["USER"], told["PASSWORD"], told["HOST"], told["PORT"]) == (
        "me", "a/b", "db", "5433",
    )  # fmt: skip
    assert told["OPTIONS"]["sslmode"] == "require"
