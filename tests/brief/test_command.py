import shlex

import pytest

from tests.brief.markup import Page


@pytest.fixture
def run(run_here, monkeypatch, nine_beats):
    """Run a command in the folder that holds the city, as `run_here` does."""
    monkeypatch.chdir(nine_beats.folder.parent)
    return run_here


def test_the_command_on_the_page_makes_the_page_again(run, nine_beats, page):
    command = page.split("<pre><code>")[1].split("</code>")[0]
    words = shlex.split(Page(f"<p>{command}</p>").words)
    assert run(*words[1:]) == (0, "", "Wrote brief.html\n")
    assert (nine_beats.folder.parent / "brief.html").read_text("utf-8") == page


def test_a_wrong_measure_ends_in_one_message_and_code_2(run):
    code, out, err = run("brief", "city", "--through", "2021-07-28", "--measure", "murder")
    assert (code, out) == (2, "")
    assert err.startswith("nightout: there is no measure 'murder'. Use one of ")


def test_a_dash_writes_the_page_to_standard_output(run):
    words = ["brief", "city", "--through", "2021-07-28", "--measure", "homicide"]
    code, out, err = run(*words, "-o", "-")
    assert (code, err) == (0, "")
    assert Page(out).faults == []


def test_a_pdf_is_written_where_the_name_says_so(run, nine_beats):
    words = ["brief", "city", "--through", "2021-07-28", "--measure", "homicide", "--lang", "es"]
    code, _, err = run(*words, "--window", "none", "-o", "informe.pdf")
    assert (code, err) == (0, "Wrote informe.pdf\n")
    assert (nine_beats.folder.parent / "informe.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ([], "--through is missing. Say the last day"),
        (["--through", "2021-07-28", "-o", "brief.docx"], "the file is 'brief.docx'. End its"),
        (
            ["--terms", "through=2021-07-28", "--lang", "es", "--private"],
            "--terms comes with --lang, --private. The terms say all",
        ),
        (["--terms", "through=tomorrow"], "through in --terms is 'tomorrow'"),
        (["--through", "2021-07-28", "--window", "7d,fortnight"], "the window is 'fortnight'"),
        (["--through", "2021-07-28", "--since", "2021-07-30"], "since is 2021-07-30, and"),
    ],
)
def test_wrong_options_end_in_one_message_and_write_nothing(run, nine_beats, words, what):
    before = sorted(nine_beats.folder.parent.iterdir())
    code, out, err = run("brief", "city", *words)
    assert (code, out) == (2, "")
    assert err.startswith(f"nightout: {what}")
    assert sorted(nine_beats.folder.parent.iterdir()) == before


def test_terms_that_no_longer_hold_are_told_and_nothing_is_written(run, nine_beats):
    words = [
        "brief",
        "city",
        "--terms",
        "through=2021-07-28 measures=homicide table=7",
        "-o",
        "x.pdf",
    ]
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    assert "made from version 7 of the table of incidents, and now version 0 answers" in err
    assert not (nine_beats.folder.parent / "x.pdf").exists()
