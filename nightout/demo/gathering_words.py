"""Words of Rivermouth's Night Out: what neighbours hold, who asks, and what they write. Made up."""

from __future__ import annotations

__all__ = ["HOSTS", "LANGUAGES", "NOTES", "OCCASIONS", "SPOKEN"]

#: How often each occasion is held, how many people come on average, and how it is named.
OCCASIONS = (
    (0.56, 45, "{block} block party"),
    (0.14, 35, "Cookout on the {block} block"),
    (0.10, 30, "Potluck on the {block} block"),
    (0.06, 40, "Ice cream social, {block} block"),
    (0.06, 18, "Porches of the {block} block"),
    (0.04, 180, "{neighborhood} street festival at the {block} block"),
    (0.04, 90, "{neighborhood} youth games, {block} block"),
)

#: First names only, taken from plants, birds and weather so that nobody takes them for neighbours.
HOSTS = (
    "Alder", "Aster", "Basil", "Birch", "Bramble", "Briar", "Brook", "Cedar", "Clementine",
    "Clover", "Coral", "Cricket", "Dahlia", "Dove", "Dune", "Ember", "Fern", "Finch", "Flint",
    "Heather", "Indigo", "Iris", "Jasper", "Juniper", "Lark", "Linden", "Lupin", "Maple",
    "Marigold", "Martin", "Meadow", "Merle", "Myrtle", "Olive", "Orchid", "Pearl", "Peregrine",
    "Poppy", "Reed", "Robin", "Rowan", "Rue", "Saffron", "Sage", "Season", "Sorrel", "Sparrow",
    "Storm", "Tansy", "Teal", "Thorn", "Violet", "Willow", "Wren", "Yarrow", "Zinnia",
)  # fmt: skip

#: What else is spoken, by language code, and where it is spoken most.
LANGUAGES = {
    "es": ("Kiln Yards", "Railhead", "Foundry", "Poplar", "Brickfields", "Canalside"),
    "pt": ("Netmakers", "Southquay", "Chandlers", "Spit Point", "Customs Quay"),
    "ht": ("Millrace", "Weirside", "Alder Bend", "Tannery Row"),
    "vi": ("Saint Brendan", "Courthouse Hill", "Lower Locks"),
}
#: Share of gatherings that speak a language where it is spoken most, and elsewhere.
SPOKEN = (0.55, 0.05)

#: What hosts write, and which kind of visitor must be wished for it; None if any.
NOTES = (
    (None, "The street is closed at both ends; we will move the cones for you."),
    (None, "Park behind the corner store, the lot is ours until ten."),
    (None, "Look for the string lights and the yellow door."),
    (None, "There is a ramp beside the steps: many of us use wheelchairs."),
    (None, "Please come before the little ones go to bed."),
    (None, "We would like to hear about porch lights and car break-ins."),
    (None, "Hard of hearing: please use the microphone on the table."),
    (None, "No sirens, please: a newborn sleeps next door."),
    ("fire", "The children would like to sit in the engine."),
    ("fire", "Low branches over the street: the engine should stop at the corner."),
    ("k9", "Some children are shy of dogs: please ask first."),
    ("mcgruff", "McGruff is to help cut the cake."),
    ("police", "Bring stickers and the bicycle registration forms, please."),
    ("mayor", "We have a petition about the crossing for the mayor."),
)
