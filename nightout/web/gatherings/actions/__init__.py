"""Every write: one function each, whole or not at all, with a line in the audit trail."""

from nightout.web.gatherings.actions.cancel import cancel
from nightout.web.gatherings.actions.decide import approve, ask_back, decline, reopen
from nightout.web.gatherings.actions.edit import edit
from nightout.web.gatherings.actions.erase import erase_old
from nightout.web.gatherings.actions.note import add_note
from nightout.web.gatherings.actions.register import ask_for_link, confirm, register
from nightout.web.gatherings.actions.review_edit import accept_edit, refuse_edit
from nightout.web.gatherings.actions.write import write_to_hosts

__all__ = [
    "accept_edit",
    "add_note",
    "approve",
    "ask_back",
    "ask_for_link",
    "cancel",
    "confirm",
    "decline",
    "edit",
    "erase_old",
    "refuse_edit",
    "register",
    "reopen",
    "write_to_hosts",
]
