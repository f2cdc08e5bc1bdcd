"""A session as flat rows: a figure each, and the texts that people wrote."""

from dataclasses import replace

from improv.core.summary import summarise
from improv.core.summary_table import TableRow, table, votes
from tests.reports.test_session_page import PLAYERS, driver


def test_each_scene_has_its_desk_its_votes_and_its_promises() -> None:
    """One figure a row; the thanks belong to no round."""
    summary = summarise(driver(2).events)
    rows = [*table(summary)]
    assert {row.round for row in rows} == {1, 2, None}
    first = [row for row in rows if row.round == 1]
    titles = {card.kind.value: card.title for card in summary.rounds[0].cards.values()}
    cards = {(row.desk, row.request, row.mood) for row in first}
    assert cards == {(titles["business"], titles["prompt"], titles["mood"])}
    head = (1, "lawnmower", *next(iter(cards)))
    assert first[0] == TableRow(*head, "scene", "heat", summary.rounds[0].heat, 1)
    assert [row.count for row in first if row.asked == "handling"] == [1, 1, 2, 2]
    assert TableRow(*head, "room", "moves", "listened", 6) in first
    assert first[-1] == TableRow(*head, "room", "promise", "— calls back, 1 times.", 1)
    assert [row.asked for row in rows if row.round is None] == ["thanks"] * len(PLAYERS)


def test_a_scene_without_a_result_is_there_without_votes() -> None:
    """A workshop without votes has a table, too."""
    summary = summarise(driver(1).events)
    hidden = replace(summary, rounds=(replace(summary.rounds[0], tally=None),))
    assert [row.asked for row in table(hidden) if row.round] == ["heat", "promise"]
    assert [*votes(hidden)] == []


def test_names_only_where_they_are_asked_for() -> None:
    """Who was on stage, and who is named in what was written."""
    summary = summarise(driver(4).events)
    told = repr([*table(summary)]).casefold()
    assert [name for name in PLAYERS if name.casefold() in told] == []
    rows = [*table(summary, names=True)]
    assert {row.answer for row in rows if row.asked == "cast"} == {*PLAYERS}
    assert "Thanks to SAGHAR for the patience!" in {row.answer for row in rows}
