"""A site folder: one database, any number of cities, and the few settings an operator writes."""

from __future__ import annotations

import json
import os
import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nightout.errors import BadSetting, NotASite
from nightout.records import City, open_city
from nightout.web.keys import read_secret

__all__ = ["SETTINGS", "Mail", "Site", "open_site", "site_folder"]

SETTINGS = "site.toml"
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_ATTRIBUTION = 200
MAIL_KINDS = ("console", "folder", "smtp")


@dataclass(frozen=True)
class Mail:
    """How letters leave: printed on the console, laid in a folder, or sent by SMTP.

    The password of an SMTP account is never in a file of the site: it is read from the
    environment, as NIGHTOUT_MAIL_PASSWORD.
    """

    kind: str = "console"
    sender: str = "nightout@localhost"
    host: str = "localhost"
    port: int = 587
    user: str = ""

    def __post_init__(self) -> None:
        if self.kind not in MAIL_KINDS:
            raise BadSetting(
                f"mail.kind is {self.kind!r}", f"Use one of {', '.join(MAIL_KINDS)} in {SETTINGS}."
            )
        if re.search(r"[\r\n]", self.sender):
            raise BadSetting("mail.sender holds a line break", "Write one address on one line.")


@dataclass(frozen=True)
class Site:
    """A site folder that was opened.

    Parameters
    ----------
    folder
        Holds the database, the secret key, `site.toml` and, unless it is a site of one, `cities/`.
    cities
        City folders by the short name that stands in addresses.
    url
        The address at which people reach the site; https turns on what only https can keep.
        Empty means the address that it is served at on this machine.
    proxies
        How many proxies of the operator's own stand in front. Only as many entries of
        X-Forwarded-For are believed, counted from the right; with 0 the header is ignored.
    mail
        How letters leave.
    submissions_a_minute
        Registrations taken from everybody together; past it the site answers 429.
    basemap_attribution
        Whom the corner of the maps names for `basemap.pmtiles`; text, which markup stays.
    """

    folder: Path
    cities: dict[str, Path]
    url: str = ""
    proxies: int = 0
    mail: Mail = field(default_factory=Mail)
    submissions_a_minute: int = 300
    basemap_attribution: str = ""

    def __post_init__(self) -> None:
        if self.url and not re.fullmatch(r"https?://[A-Za-z0-9.\-\[\]:]+", self.url):
            raise BadSetting(
                f"url is {self.url!r}", f"Write it as https://night.example.org in {SETTINGS}."
            )
        for name in ("proxies", "submissions_a_minute"):
            if not isinstance(getattr(self, name), int) or getattr(self, name) < 0:
                raise BadSetting(f"{name} is {getattr(self, name)!r}", "Use 0 or more.")
        if self.url.startswith("https:") and not self.proxies:
            # The site speaks no TLS: each page would lead a browser to itself, for ever.
            raise BadSetting(
                "url says https and proxies is 0",
                f"Say in {SETTINGS} how many proxies of yours stand in front, mostly 1.",
            )
        said = self.basemap_attribution
        if not isinstance(said, str) or len(said) > LONGEST_ATTRIBUTION or not said.isprintable():
            raise BadSetting(
                f"basemap_attribution is {said!r}",
                f"Write one line of at most {LONGEST_ATTRIBUTION} signs in {SETTINGS}.",
            )

    @property
    def database(self) -> Path:
        """The SQLite database, unless DATABASE_URL names a PostgreSQL server."""
        return self.folder / "site.sqlite3"

    @property
    def secret(self) -> str:
        """The key that signs links and sessions; made when first asked for."""
        return read_secret(self.folder / "secret.key")

    def city(self, slug: str) -> City:
        """Open one of the site's cities."""
        return open_city(self.cities[slug])


def open_site(folder: Path) -> Site:
    """Open a site folder, or a city folder as a site of one.

    The site of one city lies beside the city, in a folder of its name and `-site`: contacts of
    hosts never lie in a city folder, which is copied and published.

    Raises
    ------
    NotASite
        If the folder is neither.
    BadSetting
        If `site.toml` holds a value that it cannot have.
    """
    if (folder / "city.toml").is_file():
        return open_site(_site_of_one(folder))
    path = folder / SETTINGS
    if not path.is_file() and not (folder / "cities").is_dir():
        raise NotASite(
            f"{folder} is neither a site nor a city: it holds no {SETTINGS}, no cities and no "
            "city.toml",
            "Make a city with `nightout new CITY_DIR` and serve it, or put city folders into "
            f"{folder / 'cities'}.",
        )
    said = _read_settings(path) if path.is_file() else {}
    return _as_site(folder, said, path)


def site_folder(folder: Path) -> Path:
    """Give the folder that a site lies in: beside a city that is served as a site of one."""
    if not (folder / "city.toml").is_file():
        return folder
    city = folder.resolve()
    return city.parent / f"{city.name}-site"


def _read_settings(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise NotASite(f"{path} cannot be read: {error}", "Mend that line.") from None


def _as_site(folder: Path, said: dict[str, Any], path: Path) -> Site:
    named = {slug: folder / str(where) for slug, where in said.pop("cities", {}).items()}
    inside = {one.parent.name: one.parent for one in folder.glob("cities/*/city.toml")}
    cities = dict(sorted({**inside, **named}.items()))
    if bad := [slug for slug in cities if not SLUG.fullmatch(slug)]:
        raise NotASite(
            f"a city is called {bad[0]!r}",
            "The name stands in addresses: use lower-case letters, digits and hyphens.",
        )
    if not cities:
        raise NotASite(f"{folder} holds no city", f"Put one into {folder / 'cities'}.")
    try:
        return Site(folder, cities, mail=Mail(**said.pop("mail", {})), **said)
    except TypeError as error:
        unknown = str(error).rpartition(" ")[2]
        raise BadSetting(f"{path} says {unknown}, which is no setting", "Leave it out.") from None


def _site_of_one(city: Path) -> Path:
    """Make the folder beside a city that holds its site, once."""
    opened = open_city(city)
    folder = site_folder(city)
    path = folder / SETTINGS
    if path.is_file():
        return folder
    folder.mkdir(mode=0o700, exist_ok=True)
    slug = re.sub(r"[^a-z0-9]+", "-", opened.name.lower()).strip("-") or "city"
    text = (
        "# A site of nightout. It holds contacts: back it up with care, and never publish it.\n"
        '# url = "https://night.example.org"\n\n[cities]\n'
        f"{slug} = {json.dumps(os.path.relpath(city.resolve(), folder))}\n"
    )
    path.write_text(text, encoding="utf-8")
    return folder
