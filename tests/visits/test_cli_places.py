"""What `nightout visits` cannot write is told before anything is done."""

import pytest

from tests.visits.test_cli import night, planned, run

__all__ = ["night", "planned", "run"]


@pytest.mark.parametrize(
    ("option", "path", "message"),
    [
        ("-o", "no/now.csv", "--out is"),
        ("-o", "folder.csv", "--out is"),
        ("--gatherings-out", "no/now.csv", "--gatherings-out is"),
        ("--gatherings-out", "folder.csv", "--gatherings-out is"),
        ("--log", "no/night.jsonl", "--log is"),
        ("--log", "folder.csv", "--log is"),
    ],
)
def test_what_cannot_be_written_is_refused_before_it_is_logged(run, planned, option, path, message):
    (planned / "folder.csv").mkdir()
    before = sorted(planned.iterdir())
    words = ["--at", "18:05", "--away", "P1", option, planned / path]
    code, out, err = run("repair", planned, *words)
    assert (code, out) == (2, "")
    assert message in err
    assert ("and there is no folder" in err) == ("no/" in path)
    assert ("which is a folder" in err) == ("folder.csv" in path)
    assert sorted(planned.iterdir()) == before


def test_a_folder_that_takes_no_files_is_refused_before_it_is_logged(run, planned, monkeypatch):
    monkeypatch.setattr("os.access", lambda path, _: path != planned / "shut")
    (planned / "shut").mkdir()
    words = ["--at", "18:05", "--away", "P1", "-o", planned / "shut" / "now.csv"]
    code, out, err = run("repair", planned, *words)
    assert (code, out) == (2, "")
    assert "nothing may be written into" in err
    assert not (planned / "plan.log.jsonl").exists()
