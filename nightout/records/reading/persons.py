"""Columns that say who somebody is, told by their names and refused."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from nightout.errors import PersonColumn

__all__ = ["refuse_person_columns"]

ROLES = {
    "victim", "vict", "vic", "suspect", "susp", "offender", "perp", "perpetrator",
    "complainant", "person", "arrestee", "defendant", "witness", "officer", "deputy",
    "detective", "sergeant", "inmate", "juvenile", "employee", "deceased", "decedent",
    "patient", "caller", "owner", "driver", "subject", "resident", "occupant", "guardian",
    "parent", "mother", "father", "spouse", "relative", "contact", "reporter", "informant",
    "plaintiff", "prisoner",
}  # fmt: skip
WHICH_ROLE = {
    "primary", "secondary", "reporting", "arresting", "responding", "investigating", "assigned",
    "lead", "main", "the", "of", "first", "second",
}  # fmt: skip
WHICH_NAME = {
    "first", "last", "full", "middle", "mid", "given", "family", "maiden", "legal", "birth",
    "nick", "sur", "fore", "fst", "lst", "f", "l", "m",
}  # fmt: skip
NAMES = {"name", "names", "nm", "nme", "initials"}
NAMED = {"surname", "forename", "nickname", "firstname", "lastname", "fullname", "alias", "aka"}
BIRTH = {"dob", "yob", "birth", "birthdate", "birthday", "birthdt", "birthyear", "born"}
IDENTIFIERS = {"ssn", "passport", "sid", "badge", "vin", "dln", "mugshot", "fingerprint"}
NUMBER = {"number", "numbers", "num", "no", "nbr", "id", "ids", "identifier"}
NUMBERED = {"fbi", "booking", "inmate", "prisoner", "sid", "dl", "oln", "employee"}
# Owners, callers and reporters may be agencies, subjects topics.
IDENTIFIED = ROLES - {"parent", "owner", "driver", "subject", "reporter", "contact", "caller"}
# A column called `juvenile` or `deceased` says yes or no, `person` is a kind of crime.
BARE = IDENTIFIED - {"juvenile", "deceased", "person"}
CONTACTS = {"phone", "telephone", "email", "emails", "phones", "telephones", "cellphone", "fax"}
ADDRESS = {"address", "addr", "addresses", "residence", "street", "zip", "zipcode", "apartment"}
HOME = {"home", "residence", "residential", "mailing", "billing", "personal"}
# Words that are also found run together: VICTIMNAME, dateofbirth, OFFICERLASTNAME.
RUN_TOGETHER = re.compile(
    "(?:(?:"
    + "|".join(sorted(
        (ROLES | BIRTH | CONTACTS | {"ssn", "badge", "passport", "address", "name", "number",
         "first", "last", "full", "middle", "maiden", "date", "of", "home", "social", "security",
         "driver", "drivers", "license", "licence", "legal", "given", "family"}),
        key=len, reverse=True,
    ))
    + ")){2,}"
)  # fmt: skip
WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[^\W\d_a-zA-Z]+")


def refuse_person_columns(columns: Sequence[str], *, places: Sequence[str] = ()) -> None:
    """Refuse a table with a column whose name says who somebody is.

    Ages, sexes and races are kept: they describe, and do not name. What a column holds is not
    looked at, so a name in a column called `notes` is not found.

    Parameters
    ----------
    columns
        The names as the file has them, in any case, spacing or camelCase.
    places
        Columns that a mapping declares to hold names of places (a bare `name` of a park). They
        may be called names; they may still not be birth dates, numbers or contacts.

    Raises
    ------
    PersonColumn
        Naming every such column and what it says.
    """
    allowed = {place.casefold() for place in places}
    found = []
    for column in columns:
        what = _what_it_says(_words(column), is_place=column.casefold() in allowed)
        if what:
            found.append(f"{column!r} ({what})")
    if found:
        noun = "column" if len(found) == 1 else "columns"
        raise PersonColumn(
            f"the {noun} {', '.join(found)} would say who somebody is",
            "Remove it from the file and load it again: crime data here hold places and never "
            "persons, so that nobody can be looked up in them.",
        )


def _words(column: str) -> list[str]:
    """Split a name into words, lower case, digits left out."""
    text = unicodedata.normalize("NFKC", column)
    plain = re.sub("['\N{RIGHT SINGLE QUOTATION MARK}]", "", text)
    words = []
    for word in WORD.findall(plain):
        lower = word.lower()
        if RUN_TOGETHER.fullmatch(lower) and lower not in ROLES | CONTACTS | BIRTH:
            words += _split(lower)
        else:
            words.append(lower)
    return words


def _split(word: str) -> list[str]:
    one = re.compile(RUN_TOGETHER.pattern.removesuffix("{2,}"))
    return [match.group() for match in one.finditer(word)]


def _what_it_says(words: list[str], *, is_place: bool) -> str:
    found = set(words)
    roles = {word.removesuffix("s") for word in words} & ROLES | found & ROLES
    rules = (
        ("a name", not is_place and _is_name(words, roles)),
        ("a birth date", bool(found & BIRTH)),
        ("a person's number", _is_identifier(words, found)),
        ("a contact", _is_contact(words, found)),
        ("a person's address", _is_home(found, roles)),
    )
    return next((what for what, is_so in rules if is_so), "")


def _is_name(words: list[str], roles: set[str]) -> bool:
    found = set(words)
    if found & NAMED:
        return True
    if found & NAMES:
        return found <= NAMES or bool(found & WHICH_NAME) or bool(roles)
    # `reporting officer` names one; `officer_involved` and `offender_injured` do not.
    whose = found - WHICH_ROLE
    return bool(whose) and whose <= BARE


def _is_identifier(words: list[str], found: set[str]) -> bool:
    pairs = set(pairwise(words))
    if found & IDENTIFIERS or ("social", "security") in pairs:
        return True
    if found & {"license", "licence", "licenses", "plate"}:
        return bool(found & {"driver", "drivers", "plate", "dl"})
    numbered = bool(found & NUMBERED) and bool(found & NUMBER)
    return numbered or bool(found & IDENTIFIED and found & {"id", "ids", "identifier"})


def _is_contact(words: list[str], found: set[str]) -> bool:
    pairs = set(pairwise(words))
    mobile = "mobile" in found and (len(words) == 1 or bool(found & NUMBER))
    return bool(found & CONTACTS) or ("e", "mail") in pairs or ("ip", "address") in pairs or mobile


def _is_home(found: set[str], roles: set[str]) -> bool:
    if found == {"residence"}:
        return True
    return bool(found & ADDRESS) and bool(
        roles or found & HOME - {"residence"} or {"residence", "address"} <= found
    )
