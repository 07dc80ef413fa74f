"""Inviting coordinators, and taking an invitation up."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from nightout.errors import BadSetting, UnknownName
from nightout.web.accounts.models import Account
from nightout.web.gatherings.links import make_link, use_link
from nightout.web.gatherings.models import Audit, City, Token

__all__ = ["accept", "invite", "shut"]


@transaction.atomic
def invite(*, email: str, cities: Sequence[City]) -> str:
    """Make a coordinator of certain cities, and give the link that sets the password.

    An account that there is already gains the cities; its password stays until the link is used.

    Raises
    ------
    BadSetting
        If the address is none.
    """
    try:
        validate_email(email)
    except ValidationError:
        raise BadSetting(
            f"the e-mail address is {email!r}", "Write it as name@example.org."
        ) from None
    account = Account.objects.invite(email=email, cities=list(cities))
    Token.objects.filter(account=account, used_at=None).delete()
    for city in cities:
        Audit.objects.create(action="invite", city=city, account=account)
    return make_link(Token.Purpose.INVITE, account_id=account.pk)


@transaction.atomic
def accept(*, raw: str, password: str) -> Account:
    """Use an invitation up, and set the password.

    Raises
    ------
    LinkRefused
        If it was used, is too old or was altered.
    """
    account: Account = use_link(raw).account
    account.set_password(password)
    account.is_active = True
    account.save()
    _record("password", account)
    return account


@transaction.atomic
def shut(*, email: str) -> None:
    """Let an account sign in no more; what it did stays in the audit trail.

    Raises
    ------
    UnknownName
        If there is no such account.
    """
    account = Account.objects.filter(email=email.strip().lower()).first()
    if account is None:
        raise UnknownName(f"there is no account {email!r}", "Check its spelling.")
    account.is_active = False
    account.set_unusable_password()
    account.save()
    Token.objects.filter(account=account).delete()
    _record("shut", account)


def _record(action: str, account: Account) -> None:
    """Write a line of the audit trail for each city of an account."""
    for city in account.cities.all():
        Audit.objects.create(action=action, city=city, account=account)
