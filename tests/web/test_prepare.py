"""What is done once, before a site answers."""

import gc

from nightout.web.prepare import warm_up


def test_what_every_answer_needs_is_read_and_set_aside():
    try:
        warm_up()
        assert gc.get_freeze_count() > 0
    finally:
        gc.unfreeze()
