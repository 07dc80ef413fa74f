"""Names of Rivermouth's streets, all invented; a name met in a real city is met by chance."""

from __future__ import annotations

__all__ = ["CROSS_STREET", "DIAGONALS", "FRONT_STREETS"]

#: Streets along the river, from the water inland.
FRONT_STREETS = {
    "north": (
        "Quay St", "Cooper St", "Sailmaker St", "Merchant St", "Almanac St", "Exchange St",
        "Thimble St", "Bellfounder St", "Juniper St", "Plover St", "Larch St", "Quince St",
        "Rosehip St", "Hornbeam St", "Lapwing St", "Medlar St", "Sorrel St", "Thrush St",
        "Vesper St", "Yarrow St", "Wicket St", "Zephyr St", "Acorn St", "Barley St", "Clover St",
        "Dovecote St", "Elderberry St", "Fallow St", "Gorse St", "Hazel St", "Ivy St",
    ),
    "south": (
        "Strand St", "Oakum St", "Capstan St", "Driftwood St", "Ensign St", "Fathom St",
        "Gannet St", "Heron St", "Isinglass St", "Jetsam St", "Kelp St", "Lugger St",
        "Mussel St", "Nautilus St", "Osprey St", "Pilchard St", "Reed St", "Sedge St",
        "Tern St", "Urchin St", "Viola St", "Wrack St", "Curlew St", "Bramble St", "Cinder St",
        "Damson St", "Ember St", "Fennel St", "Ginger St", "Hearth St", "Inkwell St",
    ),
}  # fmt: skip

#: Streets that run inland are numbered from the west, on both banks alike.
CROSS_STREET = {"north": "N Street", "south": "S Street"}

#: Diagonal avenues: name, bank, where they leave the water, which way they lean, how far inland.
DIAGONALS = (
    ("Lighthouse Av", "north", 1_900.0, 1, 4_600.0),
    ("Old Post Rd", "north", 1_900.0, -1, 5_600.0),
    ("Mill Rd", "north", -2_500.0, -1, 6_000.0),
    ("Observatory Av", "north", -2_500.0, 1, 5_400.0),
    ("Ferry Rd", "south", 700.0, 1, 4_400.0),
    ("Heath Rd", "south", 700.0, -1, 4_600.0),
    ("Brick Ln", "south", -2_500.0, -1, 4_400.0),
)
