"""What do we know, and when did we know it?"""

from nightout.records.area_file import AreaColumns, load_areas
from nightout.records.areas import Placing, find_map, list_maps, need_area, with_area
from nightout.records.city import City, create_city, open_city
from nightout.records.coverage import first_gap
from nightout.records.known import (
    RECONSTRUCTED,
    VERSIONS,
    Basis,
    Knowledge,
    as_known_on,
    read_knowledge,
    reconstruct,
)
from nightout.records.load import LoadOptions, load_files
from nightout.records.mapping import SourceMapping
from nightout.records.mapping_file import read_mapping
from nightout.records.measures import DateBasis, Measure, find_measure, list_measures
from nightout.records.places import Places, make_places, need_mappable, snap_points
from nightout.records.report import LoadReport
from nightout.records.sources import find_preset, list_presets
from nightout.records.store import read_incidents, table_files, table_version

__all__ = [
    "RECONSTRUCTED",
    "VERSIONS",
    "AreaColumns",
    "Basis",
    "City",
    "DateBasis",
    "Knowledge",
    "LoadOptions",
    "LoadReport",
    "Measure",
    "Places",
    "Placing",
    "SourceMapping",
    "as_known_on",
    "create_city",
    "find_map",
    "find_measure",
    "find_preset",
    "first_gap",
    "list_maps",
    "list_measures",
    "list_presets",
    "load_areas",
    "load_files",
    "make_places",
    "need_area",
    "need_mappable",
    "open_city",
    "read_incidents",
    "read_knowledge",
    "read_mapping",
    "reconstruct",
    "snap_points",
    "table_files",
    "table_version",
    "with_area",
]
