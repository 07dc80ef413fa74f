"""An account: a person with a password, and the cities it may decide for."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

__all__ = ["Account"]


class Accounts(BaseUserManager):
    """Making accounts, which have no password until their owner sets one."""

    def create_user(self, *, email: str, password: str) -> Account:
        """Make an account with a password."""
        account = self.model(email=email.strip().lower())
        account.set_password(password)
        account.save(using=self._db)
        return account

    def invite(self, *, email: str, cities: list[object]) -> Account:
        """Give the account of an e-mail address, made if new, with these cities added."""
        account, new = self.get_or_create(email=email.strip().lower())
        if new:
            account.set_unusable_password()
            account.save()
        account.cities.add(*cities)
        return account


class Account(AbstractBaseUser):
    """A coordinator, known by an e-mail address."""

    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)
    cities = models.ManyToManyField("gatherings.City", related_name="coordinators")

    objects = Accounts()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"account {self.pk}"
