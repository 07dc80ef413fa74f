"""The made-up city of Rivermouth: a map, records that change, and the truth about both."""

from nightout.demo.build import Town, build_rivermouth
from nightout.demo.city_folder import Demo, make_demo
from nightout.demo.rivermouth import HOT_SPOTS, HotSpot, Rivermouth, list_export_days
from nightout.demo.truth import Truth, TruthCount, count_truth
from nightout.demo.write import RivermouthFiles, write_rivermouth

__all__ = [
    "HOT_SPOTS",
    "Demo",
    "HotSpot",
    "Rivermouth",
    "RivermouthFiles",
    "Town",
    "Truth",
    "TruthCount",
    "build_rivermouth",
    "count_truth",
    "list_export_days",
    "make_demo",
    "write_rivermouth",
]
