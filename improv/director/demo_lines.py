"""What a demo's people write when everybody is asked, and what its facilitator does with it."""

from collections.abc import Iterator, Sequence

from improv.core import actions as a
from improv.core.state import Round, State
from improv.core.writing import writing_open

Move = tuple[int, a.Action]
"""When, ms of the session clock, and what."""


def writing(state: State, round_: Round, texts: Sequence[str]) -> Iterator[Move]:
    """The moves of an ask: every phone writes one of `texts`, and the facilitator reads them."""
    if writing_open(state):
        phones = [person.phone for person in state.people.values() if person.votes]
        for number, phone in enumerate(phones if texts else []):
            yield from _lines_of(state, round_, phone, number, texts)
    elif state.running.deadline is not None:
        yield from _decisions(state, round_, state.running.deadline)


def _lines_of(
    state: State, round_: Round, phone: str, number: int, texts: Sequence[str]
) -> Iterator[Move]:
    """One in three writes another text before the time is over; one in three keeps it to itself."""
    own, changes = state.lines_of(round_.number).by.get(phone), number % 3 == 0
    first = number + round_.number + changes * round_.index
    drafts = [texts[which % len(texts)] for which in range(first, first + 1 + changes)]
    written = drafts.index(own.text) + 1 if own is not None and own.text in drafts else 0
    for draft in drafts[written : written + 1]:
        at = state.running.entered + 3_000 + 1_200 * number + 8_000 * written
        line = a.WriteLine(
            id=f"demo-line-{phone}-{round_.number}-{round_.index}-{written}",
            round=round_.number,
            text=draft,
            voter=phone,
            consents=number % 3 != 1,
        )
        yield at, line


def _decisions(state: State, round_: Round, closed: int) -> Iterator[Move]:
    """The first line of a round is left out, all others are approved."""
    lines = state.lines_of(round_.number)
    waiting = [line.number for line in lines.waiting]
    if not waiting:
        return
    name = f"demo-lines-{state.running.phase_id}"
    if len(waiting) > 1 and not any(line.dismissed for line in lines.by.values()):
        yield closed + 1_000, a.DismissLine(id=f"{name}-not", number=waiting[0])
    else:
        yield closed + 2_000, a.ApproveLines(id=name, upto=waiting[-1])
