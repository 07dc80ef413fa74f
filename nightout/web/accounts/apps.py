"""The app of accounts."""

from django.apps import AppConfig

__all__ = ["Accounts"]


class Accounts(AppConfig):
    """People with a password."""

    name = "nightout.web.accounts"
    label = "accounts"
