"""A session as flat tables: figures, and the texts that people wrote."""

from dataclasses import replace

from improv.core.summary import summarise
from improv.core.tables import tables
from tests.reports.test_session_page import PLAYERS, driver


def test_each_scene_has_its_desk_its_request_and_its_mood() -> None:
    """A row for each that was played; the one that was drawn behind them is none."""
    summary = summarise(driver(2).events)
    assert len(summary.rounds) == 3
    scenes = tables(summary)["scenes"]
    first, second = (dict(zip(scenes.columns, row, strict=True)) for row in scenes.rows)
    titles = {card.kind.value: card.title for card in summary.rounds[0].cards.values()}
    told = (first["desk"], first["request"], first["mood"])
    assert told == (titles["business"], titles["prompt"], titles["mood"])
    assert (first["round"], first["format"], first["by_phone"]) == (1, "lawnmower", 6)
    assert (second["round"], second["heat"]) == (2, summary.rounds[1].heat)


def test_votes_are_a_figure_a_row() -> None:
    """Of the rounds whose result was shown."""
    summary = summarise(driver(2).events)
    votes = tables(summary)["votes"]
    rows = [dict(zip(votes.columns, row, strict=True)) for row in votes.rows]
    first = [row for row in rows if row["round"] == 1]
    assert [row["count"] for row in first if row["asked"] == "handling"] == [1, 1, 2, 2]
    assert [row["count"] for row in first if row["answer"] == "listened"] == [6]
    assert {row["round"] for row in rows} == {1, 2}
    hidden = replace(summary, rounds=(replace(summary.rounds[0], tally=None),))
    assert tables(hidden)["votes"].rows == ()
    assert len(tables(hidden)["scenes"].rows) == 1


def test_names_only_where_they_are_asked_for() -> None:
    """Who was on stage, and who is named in what was written."""
    summary = summarise(driver(4).events)
    told = repr(tables(summary)).casefold()
    assert [name for name in PLAYERS if name.casefold() in told] == []
    named = tables(summary, names=True)
    assert named["scenes"].columns[-1] == "cast"
    assert [name for name in PLAYERS if name in repr(named["scenes"])] == [*PLAYERS]
    assert (1, "Wolfgang calls back, 1 times.", 0) in named["promises"].rows
    assert ("Thanks to SAGHAR for the patience!",) in named["thanks"].rows
