"""One city of usual size in memory, and a quiet one on disk, for all tests of the part."""

import datetime as dt

import numpy as np
import pytest

from nightout.demo import Rivermouth, build_rivermouth, write_rivermouth

QUIET = Rivermouth(
    start=dt.date(2019, 10, 1),
    through=dt.date(2020, 8, 12),
    busyness=0.25,
    moved_share=0.1,
    recounted_share=0.2,
    late_death_share=0.5,
)


@pytest.fixture(scope="package")
def town():
    return build_rivermouth(np.random.default_rng(4))


@pytest.fixture(scope="package")
def quiet(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo") / "quiet"
    return write_rivermouth(folder, np.random.default_rng(7), QUIET)
