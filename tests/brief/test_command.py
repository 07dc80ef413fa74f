import shlex

import pytest

from nightout.cli import main
from tests.brief.markup import Page


@pytest.fixture
def run(monkeypatch, capsys, nine_beats):
    """Run a command in the folder that holds the city: its code, output and messages."""

    def run_command(*words):
        monkeypatch.chdir(nine_beats.folder.parent)
        monkeypatch.setattr("sys.argv", ["nightout", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        return ended.value.code, printed.out, printed.err

    return run_command


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
