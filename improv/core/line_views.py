"""What the room, and the facilitator, are given to read of what everybody wrote.

Here what is not approved is parted from what the room may see, and whose it is from all of it.
"""

from improv.core import view_models as v
from improv.core.cards import Words
from improv.core.state import Round, State
from improv.core.writing import notable, writing_open


def words_with_lines(state: State, language: str) -> Words:
    """The format's words, and those of the lines that the room picks from."""
    round_ = state.round
    words = state.game.say(language)
    if round_ is None:
        return words
    noted = state.lines_of(round_.number).noted
    if not round_.options and not round_.format.asks and noted:
        return {**words, **{f"option.{option}": text for option, text in noted.items()}}
    if not round_.options:
        return words
    lines, written = state.lines_of(round_.number), dict[str, str]()
    for place, option in enumerate(round_.options, start=1):
        written[f"place.{option}"] = str(place)
        if text := lines.text(int(option)):
            written[f"option.{option}"] = text
    return {**words, **written}


def ask_view(state: State, round_: Round) -> v.AskView:
    """The ask that is on, without a word that is not approved."""
    lines, shown = state.lines_of(round_.number), round_.shown
    approved = lines.in_order(round_.lines_since)
    line = lines.text(shown[-1]) if shown and not writing_open(state) else ""
    return v.AskView(
        open=writing_open(state),
        written=len(lines.by),
        writers=sum(person.votes and person.present for person in state.people.values()),
        papers=len(lines.papers),
        deals=state.running.phase.deals,
        line=line,
        place=len(shown) if line else 0,
        lines=min(state.running.phase.shows, len({*shown, *approved})),
    )


def line_views(state: State, round_: Round) -> tuple[v.LineView, ...]:
    """For the facilitator: what waits, the oldest first; what is approved, the newest first."""
    every = sorted(state.lines_of(round_.number).by.values(), key=lambda line: line.number)
    approved = sorted((line for line in every if line.option), key=lambda line: -line.option)
    return tuple(
        v.LineView(line.number, line.text, bool(line.option), line.consents)
        for line in (*(line for line in every if line.waits), *approved)
    )


def noted_lines(state: State, round_: Round) -> tuple[v.NotedLine, ...]:
    """For the facilitator: the lines whose words may be typed, in their order."""
    lines = state.lines_of(round_.number)
    return tuple(
        v.NotedLine(option, place, lines.noted.get(option, ""))
        for place, option in enumerate(notable(round_, lines), start=1)
    )
