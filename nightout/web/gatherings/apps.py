"""The app of gatherings."""

from django.apps import AppConfig

__all__ = ["Gatherings"]


class Gatherings(AppConfig):
    """Gatherings of all the site's cities."""

    name = "nightout.web.gatherings"
    label = "gatherings"
