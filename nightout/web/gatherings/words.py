"""The words that gatherings are sorted by: kinds, visitors, languages."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["Audience", "Kind", "Language", "Visitor"]


class Kind(models.TextChoices):
    """What a gathering is."""

    BLOCK_PARTY = "block_party", _("Block party")
    COOKOUT = "cookout", _("Cookout")
    PARADE = "parade", _("Parade")
    FESTIVAL = "festival", _("Festival")
    SEMINAR = "seminar", _("Seminar")
    YOUTH = "youth", _("Youth event")
    SAFETY = "safety", _("Safety demonstration")
    MEETING = "meeting", _("Neighborhood meeting")
    OTHER = "other", _("Something else")


class Visitor(models.TextChoices):
    """Who may be wished for as a visitor."""

    POLICE = "police", _("Police officers")
    FIRE = "fire", _("Fire engine")
    MEDICAL = "ems", _("Ambulance crew")
    K9 = "k9", _("K-9 team")
    MOUNTED = "mounted", _("Mounted unit")
    MCGRUFF = "mcgruff", _("McGruff the Crime Dog")
    MAYOR = "mayor", _("Mayor or council")


class Language(models.TextChoices):
    """Languages spoken at a gathering, as BCP 47 writes them."""

    EN = "en", _("English")
    ES = "es", _("Spanish")
    AM = "am", _("Amharic")
    AR = "ar", _("Arabic")
    ASL = "ase", _("American Sign Language")
    FR = "fr", _("French")
    HT = "ht", _("Haitian Creole")
    HMN = "hmn", _("Hmong")
    KO = "ko", _("Korean")
    PT = "pt", _("Portuguese")
    RU = "ru", _("Russian")
    SO = "so", _("Somali")
    TL = "tl", _("Tagalog")
    VI = "vi", _("Vietnamese")
    ZH = "zh", _("Chinese")


class Audience(models.TextChoices):
    """Who a gathering is for, and so how exactly the public is told where it is."""

    PUBLIC = "public", _("Everybody: the exact address is shown")
    NEIGHBOURS = "neighbours", _("Neighbors only: the block is shown, never the address")
