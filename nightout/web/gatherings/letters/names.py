"""How the desk names acts and letters."""

from __future__ import annotations

from types import MappingProxyType

from django.utils.translation import gettext_lazy as _

__all__ = ["ACTS", "LETTERS"]

ACTS = MappingProxyType(
    {
        "register": _("registered"),
        "confirm": _("handed in"),
        "edit": _("changed"),
        "accept_edit": _("changes approved"),
        "refuse_edit": _("changes refused"),
        "approve": _("approved"),
        "ask_back": _("asked back"),
        "decline": _("declined"),
        "reopen": _("opened again"),
        "cancel": _("called off"),
        "write": _("letter written"),
        "note": _("note written"),
        "import": _("imported"),
        "export": _("exported"),
        "ask_for_link": _("link asked for"),
        "erase": _("contact erased"),
        "rules": _("rules changed"),
    }
)
LETTERS = MappingProxyType(
    {
        "confirm": _("link to confirm"),
        "news": _("letter of the coordinator"),
        "manage": _("link to change"),
        "approved": _("approved"),
        "asked": _("question"),
        "declined": _("declined"),
        "edit_approved": _("changes approved"),
        "edit_refused": _("changes refused"),
        "cancelled": _("cancelled"),
    }
)
