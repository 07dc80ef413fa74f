"""The table of versions in loops: a slow twin for the law that a load must keep."""

from __future__ import annotations


class PlainHistory:
    """What each load said, kept whole; a day is answered by the last load up to it."""

    def __init__(self):
        self.loads = []

    def load(self, day, rows):
        self.loads.append((day, dict(rows)))

    def known(self, day):
        """Each day is told by its last load; earlier loads of the day never were its last word."""
        said = {}
        for known_on, rows in self.loads:
            if known_on <= day:
                said = rows
        return said
