"""The made-up city of Rivermouth: a map, records that change, the truth, and its Night Out."""

from nightout.demo.build import Town, build_rivermouth
from nightout.demo.city_folder import Demo, make_demo
from nightout.demo.gatherings import NIGHT
from nightout.demo.night import draw_night
from nightout.demo.plan_night import DemoNight, plan_demo_night
from nightout.demo.rivermouth import HOT_SPOTS, HotSpot, Rivermouth, list_export_days
from nightout.demo.truth import Truth, TruthCount, count_truth
from nightout.demo.write import RivermouthFiles, write_rivermouth
from nightout.demo.write_night import NightFiles, write_night

__all__ = [
    "HOT_SPOTS",
    "NIGHT",
    "Demo",
    "DemoNight",
    "HotSpot",
    "NightFiles",
    "Rivermouth",
    "RivermouthFiles",
    "Town",
    "Truth",
    "TruthCount",
    "build_rivermouth",
    "count_truth",
    "draw_night",
    "list_export_days",
    "make_demo",
    "plan_demo_night",
    "write_night",
    "write_rivermouth",
]
