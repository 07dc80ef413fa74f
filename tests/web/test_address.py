"""Where a site is served, as a browser has it, and where it was last."""

import pytest

from nightout.errors import NotPossible
from nightout.web.address import last_address, served_at, while_stopped
from nightout.web.serve import Serving


@pytest.mark.parametrize(
    ("host", "address", "url"),
    [
        ("127.0.0.1", "127.0.0.1:8123", "http://127.0.0.1:8123"),
        ("0.0.0.0", "0.0.0.0:8123", "http://127.0.0.1:8123"),
        ("::1", "[::1]:8123", "http://[::1]:8123"),
        ("::", "[::]:8123", "http://127.0.0.1:8123"),
    ],
)
def test_an_address_is_one_that_can_be_opened(host, address, url):
    how = Serving(host=host, port=8123)
    assert (how.address, how.url) == (address, url)


def test_the_last_address_is_kept_and_else_the_usual_one(tmp_path):
    assert last_address(tmp_path) == "http://127.0.0.1:8000"
    with served_at(tmp_path, "http://127.0.0.1:8123"):
        pass
    assert last_address(tmp_path) == "http://127.0.0.1:8123"


def test_what_needs_a_stopped_site_is_refused_while_any_serves_it(tmp_path):
    with while_stopped(tmp_path):
        pass
    with served_at(tmp_path, "http://127.0.0.1:8123"):
        with served_at(tmp_path, "http://127.0.0.1:8124"):
            pass
        with pytest.raises(NotPossible, match=r"is served at .*8124"), while_stopped(tmp_path):
            pytest.fail("done while served")
    with while_stopped(tmp_path):
        pass


def test_a_site_is_not_served_while_a_backup_comes_back(tmp_path):
    with served_at(tmp_path, "http://127.0.0.1:8123"):
        pass
    with while_stopped(tmp_path):
        again = served_at(tmp_path, "http://127.0.0.1:8124")
        with pytest.raises(NotPossible, match="is being restored"), again:
            pytest.fail("served while it is restored")
    assert last_address(tmp_path) == "http://127.0.0.1:8123"


def test_an_address_that_a_power_cut_took_is_the_usual_one(tmp_path):
    (tmp_path / "served-at").touch()
    assert last_address(tmp_path) == "http://127.0.0.1:8000"
