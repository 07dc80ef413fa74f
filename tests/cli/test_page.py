"""The page that any command can make of its answer."""

from nightout.cli.page import make_page


def test_sentences_break_and_ids_times_and_figures_stand_whole():
    why = "each engine that could be there in time is busy with others"
    rows = [
        {"gathering_id": "G1", "arrive": "2026-08-04T18:00:00", "n": 3, "why": why},
        {"gathering_id": "G2", "arrive": "2026-08-04T18:00:00", "n": None, "why": ""},
    ]
    page = make_page("Why", {}, rows, (), cell=str)
    assert f'<td class="text long">{why}</td>' in page
    assert '<td class="text long"></td>' in page
    assert '<td class="text">2026-08-04T18:00:00</td>' in page
    assert '<td class="number">3</td>' in page
