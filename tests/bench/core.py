"""How long the core takes: folding a long session, drawing from a big deck, counting a big room.

Run as `python -m tests.bench.core`. Each figure is the best of a few runs on one core.
"""

import json
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from functools import partial
from itertools import count
from pathlib import Path

from improv.core import actions as a
from improv.core.cards import Kind
from improv.core.chance import Chance
from improv.core.draw import Deck, Hand
from improv.core.event_codec import from_dict, to_dict
from improv.core.events import Event, PhaseEntered
from improv.core.formats import COACHING, MOVES, BallotKind, PhaseKind
from improv.core.projections import host, projector
from improv.core.rounds import new_round
from improv.core.session import decide, evolve
from improv.core.state import Setup, State
from improv.core.tally import tally
from improv.core.timing import phase
from improv.core.votes import Ballot, Question
from improv.director.ports import Record
from improv.director.saved_states import encoded
from improv.director.session_runner import restore
from improv.journal.reader import SqliteReader
from improv.journal.store import SqliteJournal
from tests.core.sample_decks import FORMATS, deck
from tests.core.session_driver import SessionDriver

Row = tuple[str, str, str]
"""What was measured, the figure, the goal."""

EVENTS = 10_000
VERY_LONG = 290_000
VOTERS = 60
CARDS = 10_000


def _best(call: Callable[[], object], runs: int = 10) -> float:
    """Seconds of the quickest of some runs."""
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        call()
        taken.append(time.perf_counter() - start)
    return min(taken)


def long_session(size: int = EVENTS) -> list[Event]:
    """So many events as they come: everybody votes and one in four votes again, hands, twists."""
    driver = SessionDriver("call", setup=Setup(5), voters=VOTERS, names=tuple("ABCDEF"))
    for number in count(1):
        driver.to(PhaseKind.PLAY)
        driver.act(a.Heat(id="", level=1 + driver.round.heat % 5))
        driver.act(a.Token(id="", token="mute"))
        driver.wait(95)
        driver.to(PhaseKind.VOTE)
        for n in range(1, VOTERS + 1):
            driver.rate(f"v{n}", 1 + (n * number) % 4, *MOVES[: n % 3])
            if n % 4 == 0:
                driver.rate(f"v{n}", 1 + (n + number) % 4)
        driver.act(a.ShowHands(id="", rows={"handling": (0, 1, number % 9, 2)}))
        driver.to(PhaseKind.DEBRIEF)
        driver.next()
        if len(driver.events) >= size:
            return driver.events[:size]
    raise AssertionError


def fold(events: list[Event]) -> State:
    """What a replay does."""
    state: State | None = None
    for event in events:
        state = evolve(state, event)
    assert state is not None
    return state


def _replay(folder: Path) -> None:
    with closing(SqliteReader.open(folder)) as reader:
        state: State | None = None
        for record in reader.records("long"):
            state = evolve(state, from_dict(record.event))


def _folding() -> list[Row]:
    events = long_session()
    seconds = _best(lambda: fold(events))
    rows = [(f"fold {EVENTS:,} events", f"{EVENTS / seconds:,.0f} events/s", "> 100,000 /s")]
    written = [json.dumps(to_dict(event)) for event in events]
    seconds = _best(lambda: [from_dict(json.loads(line)) for line in written])
    rows.append(("from JSON to events", f"{EVENTS / seconds:,.0f} events/s", ""))
    seconds = _best(lambda: [json.dumps(to_dict(event)) for event in events])
    rows.append(("from events to JSON", f"{EVENTS / seconds:,.0f} events/s", ""))
    with tempfile.TemporaryDirectory(prefix="improv-bench-") as place:
        with closing(SqliteJournal.open(Path(place))) as journal:
            journal.open_session("long", "2026-01-02T03:04:05Z", "Bench", False)
            records = [Record(n, "", to_dict(e)) for n, e in enumerate(events, start=1)]
            journal.append("long", records)
        seconds = _best(lambda: _replay(Path(place)))
    rows.append(("replay from the journal", f"{EVENTS / seconds:,.0f} events/s", "> 30,000 /s"))
    return rows


def _resuming() -> list[Row]:
    """A session of very many rounds that was cut off: all of it folded, and from its state."""
    events = long_session(VERY_LONG)
    with (
        tempfile.TemporaryDirectory(prefix="improv-bench-") as place,
        closing(SqliteJournal.open(Path(place))) as journal,
    ):
        journal.open_session("long", "2026-01-02T03:04:05Z", "Bench", False)
        for first in range(0, VERY_LONG, EVENTS):
            page = enumerate(events[first : first + EVENTS], start=first + 1)
            journal.append("long", [Record(n, "", to_dict(event)) for n, event in page])
        (header,) = journal.sessions()
        folding = _best(lambda: restore(header, journal), 1)
        state = restore(header, journal).state
        encoding = _best(lambda: encoded(VERY_LONG, state), 1)
        saved = encoded(VERY_LONG, state)
        saving = _best(lambda: journal.save_state("long", saved), 1)
        resuming = _best(lambda: restore(header, journal), 3)
        assert restore(header, journal).saved == VERY_LONG
    size = f"{encoding:.2f} s, {len(saved.state) / 1e6:.1f} MB"
    return [
        (f"resume {VERY_LONG:,} events, folding all", f"{folding:.1f} s", ""),
        ("resume them from their saved state", f"{resuming:.2f} s", "< 1 s"),
        ("encode that state, beside the room", size, ""),
        ("write it", f"{saving * 1e3:.0f} ms", "< 100 ms"),
    ]


def _growing() -> list[Row]:
    """What eight times as many rounds cost, each, against a long session's."""
    long, longer = long_session(), long_session(8 * EVENTS)
    folding = _best(lambda: fold(longer), 3) / _best(lambda: fold(long), 3) / 8
    last = phase("standings", PhaseKind.STANDINGS)
    standing = PhaseEntered(at=0, phase=last, phase_id=10**6, index=-1, deadline=None)
    states = [evolve(fold(events), standing) for events in (long, longer)]
    few, many = (_best(partial(projector, state)) for state in states)
    return [
        ("fold 8 times as many events, an event", f"{folding:.2f} times", "< 1.5 times"),
        ("8 times as many standings, a round", f"{many / few / 8:.2f} times", "< 1.5 times"),
        (f"standings of {len(states[1].progress.played)} rounds", f"{many * 1e3:.0f} ms", ""),
    ]


def _drawing() -> list[Row]:
    sizes = dict.fromkeys(Kind, CARDS // len(Kind))
    big = Deck((deck(sizes).packs[0],), FORMATS)
    state = SessionDriver("call", deck=big).state
    first = _best(lambda: new_round(state, Deck(big.packs, big.formats), 0), 2)
    seconds = _best(lambda: new_round(state, big, 0), 20)
    hand = Hand(big, "en", Chance(1), {})
    one = _best(lambda: hand.draw(Kind.PROMPT), 50)
    return [
        (f"draw one of {CARDS:,} cards", f"{one * 1e3:.2f} ms", "< 1 ms"),
        ("draw a whole round of them", f"{seconds * 1e3:.2f} ms", "< 1 ms"),
        ("draw the first round of a deck", f"{first * 1e3:.2f} ms", ""),
    ]


def _room_of(people: int) -> SessionDriver:
    driver = SessionDriver("call", setup=Setup(5, "coaching"), voters=people).to(PhaseKind.VOTE)
    for n in range(1, people + 1):
        driver.rate(f"v{n}", 1 + n % 4)
    return driver


def _voting() -> list[Row]:
    driver = _room_of(500)
    state, big = driver.state, driver.deck
    ballot = Ballot(BallotKind.RATE, {c.id: 3 for c in COACHING}, ("listened",))
    action = a.CastBallot(id="", round=1, ballot=ballot, voter="v7")
    seconds = _best(lambda: [decide(state, action, 0, big) for _ in range(100)]) / 100
    ballots = state.votes_of(1).ballots
    asked = Question((BallotKind.RATE,), COACHING, ())
    counting = _best(lambda: tally(asked, ballots, {}, {}, unranked=False), 10)
    views = _best(lambda: host(state, big), 20)
    shown = driver.to(PhaseKind.RESULT)
    shown.next()
    revealed = _best(lambda: projector(shown.state), 20)
    return [
        ("decide one ballot of 500 people", f"{seconds * 1e6:.0f} us", "< 100 us"),
        ("tally 500 coaching ballots", f"{counting * 1e3:.2f} ms", "< 5 ms"),
        ("projector and host view of 500", f"{views * 1e3:.2f} ms", "< 2 ms"),
        ("projector's result of 500", f"{revealed * 1e3:.2f} ms", "< 5 ms"),
    ]


def rows() -> list[Row]:
    """All of them."""
    return [*_folding(), *_resuming(), *_growing(), *_drawing(), *_voting()]


if __name__ == "__main__":
    for name, measured, goal in rows():
        print(f"{name:38} {measured:26} {goal}")
