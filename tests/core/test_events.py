"""Events and their codec: out to JSON and back, old ones too; what is strange is said."""

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import MISSING, dataclass, field, fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from improv.core import actions as a
from improv.core import events as e
from improv.core.cards import Kind
from improv.core.codec import decoder, encoder
from improv.core.event_codec import VERSION, UnknownEvent, from_dict, to_dict
from improv.core.formats import BallotKind, Period, PhaseKind
from improv.core.measures import MeasuredAnswer, Span, Timeline
from improv.core.roster import Door
from improv.core.session import evolve
from improv.core.state import Setup
from improv.core.votes import Ballot, Electorate
from tests.core.sample_decks import two_packs
from tests.core.session_driver import SessionDriver, planned_driver, solo_driver


def _session() -> list[e.Event]:
    """A session in which everything happens."""
    names = ("A", "B", "C", "D", "E", "F")
    driver = SessionDriver(
        "call", names=names, voters=3, standings=False, setup=Setup(3, "coaching")
    )
    act = driver.act
    first: tuple[a.Action, ...] = (
        a.AskStandings(id="", on=True),
        a.EditRoster(id="", person="p6", rename="G"),
        a.ChooseFormat(id="", format="riddle"),
        a.ChooseSeconds(id="", phase="play", seconds=75),
        a.ChangeSetup(id="", field="heat", value="4"),
        a.SetDoor(id="", door=Door.CODE),
        a.SetHeadcount(id="", number=9),
        a.Join(id="", voter="w", claims="p1", invited=True),
        a.Blank(id="", on=True),
        a.ShowRules(id="", on=True),
        a.MuteSpeech(id="", on=True),
        a.RepeatSpeech(id=""),
        a.SetVolume(id="", level=3),
        a.Pause(id=""),
    )
    for action in first:
        act(action)
    driver.to(PhaseKind.DRAW)
    act(a.PickCard(id="", card="t/prompt1"))
    act(a.NotThis(id="", reel="customer"))
    act(a.Lock(id="", reel="request", on=True))
    act(a.Redraw(id=""))
    driver.to(PhaseKind.BRIEF)
    act(a.BeginReading(id="", lasts=10_500))
    driver.wait(11)
    driver.to(PhaseKind.PLAY)
    scene: tuple[a.Action, ...] = (
        a.Heat(id="", level=4),
        a.Heat(id="", level=5),
        a.Token(id="", token="mute"),
        a.Pass(id="", place=0),
        a.Twist(id=""),
        a.Twist(id=""),
        a.Promise(id="", text="Tomorrow."),
        a.Twist(id="", promise=1),
        a.MarkPromise(id="", promise=1, kept=True),
        a.AddTime(id=""),
        a.Safety(id="", on=True),
    )
    for action in scene:
        act(action)
    driver.to(PhaseKind.VOTE)
    driver.rate("v1", 3, "listened")
    act(a.ShowHands(id="", rows={"calm": (1, 2, 3, 4)}))
    act(a.ChooseElectorate(id="", electorate=Electorate.HANDS))
    act(a.Reveal(id=""))
    act(a.Undo(id=""))
    act(a.GiveKudos(id="", text="Thanks"))
    act(a.NodKudos(id="", number=1))
    act(a.GiveKudos(id="", text="No thanks"))
    act(a.DismissKudos(id="", number=2))
    act(a.ChooseLanguage(id="", language="fa"))
    act(a.Skip(id=""))
    act(a.ChooseFormat(id="", format="call"))
    quiet = SessionDriver("call", setup=Setup(1, "coaching")).to(PhaseKind.VOTE)
    quiet.next()
    nameless = SessionDriver("call", voters=1).to(PhaseKind.DRAW)
    nameless.act(a.TakeSeat(id="", voter="v1", place=0))
    nameless.act(a.Pass(id="", place=0))
    nameless.to(PhaseKind.VOTE).act(a.EditRoster(id="", add=("Ana",)))
    nameless.act(a.Join(id="", voter="late", claims="p1"))
    nameless.act(a.LetIn(id=""))
    nameless.act(a.ReleaseName(id="", voter="late"))
    nameless.act(a.TakeOut(id="", minutes=10))
    called = SessionDriver("stand-in", names=("A", "B", "C")).to(PhaseKind.PLAY)
    called.next()
    called.act(a.TakeOver(id="", place=0))
    called.act(a.Stop(id=""))
    writing = SessionDriver("letter", voters=2, setup=Setup(1, huddle=True)).to(PhaseKind.ASK)
    for voter in ("v1", "v2"):
        writing.act(a.WriteLine(id="", round=1, text=f"It is {voter}.", voter=voter))
    writing.act(a.ApproveLines(id="", number=1))
    writing.act(a.DismissLine(id="", number=2))
    writing.act(a.CountPapers(id="", number=2))
    writing.act(a.NoteLine(id="", option=2, text="On paper."))
    writing.next()
    writing.next()
    own = SessionDriver("own-call", voters=2).to(PhaseKind.ASK)
    own.act(a.WriteLine(id="", round=1, text="A call.", voter="v1", consents=False))
    own.act(a.Consent(id="", round=1, voter="v1", on=True))
    own.act(a.ApproveLines(id="", upto=1))
    own.to(PhaseKind.BRIEF)
    asked = SessionDriver("call", names=("A", "B", "C"))
    asked.act(a.Join(id="", voter="w", claims="p1"))
    asked.act(a.Join(id="", voter="x", claims="p2"))
    asked.act(a.Join(id="", voter="y", claims="p3"))
    asked.to(PhaseKind.DRAW).wait(11)
    alone = solo_driver().to(PhaseKind.REACT)
    alone.act(a.ChooseReply(id="", reply="dismissed"))
    heard = MeasuredAnswer(-400, 4_000, 900, 500, 300, pace=(220, 240, 300), loudness=(20, 22, 21))
    alone.act(a.AddMeasures(id="", heard_in=alone.state.running.phase_id, answer=heard))
    shown = Timeline(
        9_000, (Span(0, 4_000),), (Span(3_600, 8_000),), overlaps=(Span(3_600, 4_000),)
    )
    alone.act(a.AddMeasures(id="", heard_in=9, answer=heard, timeline=shown))
    alone.to(PhaseKind.CHECK).act(a.CheckSelf(id="", grade=2))
    alone.act(a.WriteNote(id="", text="I waited."))
    planned = planned_driver()
    planned.deck = two_packs()
    planned.act(a.ChoosePlan(id="", plan="week"))
    planned.act(a.ChoosePlan(id="", plan="morning"))
    planned.act(a.AskSurvey(id="", survey="readiness", on=True))
    planned.act(a.KeepPackOut(id="", pack="u", on=True))
    planned.act(a.SkipStep(id="", step=1))
    planned.to(PhaseKind.TALK).next()
    left = e.PersonLeft(at=0, person="v1")  # which takes a full room
    return [
        *driver.events,
        *planned.events,
        *quiet.events,
        *nameless.events,
        *called.events,
        *writing.events,
        *own.events,
        *asked.events,
        *alone.events,
        left,
    ]


EVENTS = _session()


def test_every_type_of_event_is_among_the_samples() -> None:
    """So that the tests below leave none out; and no two share a stored name."""
    every = {kind.__name__ for kind in e.EVENTS}
    assert len(every) == len(e.EVENTS)
    assert every == {kind.__name__ for kind in e.Event.__subclasses__()}
    assert {type(event).__name__ for event in EVENTS} == every
    names = {to_dict(event)["type"] for event in EVENTS}
    assert len(names) == len(every)
    assert "ballot_cast" in names


def test_an_event_goes_to_json_and_back_exactly() -> None:
    """Equal, of the same types inside, and written the same a second time."""
    for event in EVENTS:
        written = json.dumps(to_dict(event))
        back = from_dict(json.loads(written))
        assert back == event
        assert repr(back) == repr(event) or "frozenset" in repr(event)
        assert json.dumps(to_dict(back)) == written


def _without_defaults(kind: type, record: dict[str, Any]) -> dict[str, Any]:
    has = {f.name for f in fields(kind) if f.default is MISSING and f.default_factory is MISSING}
    return {key: value for key, value in record.items() if key in has | {"type", "v"}}


def test_an_event_from_before_a_field_was_added_still_loads() -> None:
    """Whatever has a default may be missing; a field from later is passed over."""
    for event in EVENTS:
        record = _without_defaults(type(event), to_dict(event))
        old = from_dict(record)
        for entry in fields(old):
            if entry.name in record:
                assert getattr(old, entry.name) == getattr(event, entry.name)
        assert from_dict({**record, "from_later": [1]}) == old
    drawn = next(event for event in EVENTS if isinstance(event, e.RoundDrawn))
    record = json.loads(json.dumps(to_dict(drawn)))
    for card in record["cards"].values():
        card["card"].pop("heat", None)
    assert {d.card.heat for d in from_dict(record).cards.values()} == {1}  # type: ignore[attr-defined]


def test_an_answer_from_before_timelines_were_kept_still_loads() -> None:
    """Then there is none."""
    measured = next(one for one in EVENTS if isinstance(one, e.AnswerMeasured) and one.timeline)
    stored = to_dict(measured)
    del stored["timeline"]
    assert from_dict(stored) == replace(measured, timeline=None)


def test_a_game_from_before_it_said_when_it_comes_still_loads() -> None:
    """It comes whenever, and sets no bound to the heat; where so much is said, it is kept."""
    chosen = next(event for event in EVENTS if isinstance(event, e.FormatChosen))
    record = json.loads(json.dumps(to_dict(chosen)))
    assert not {"period", "difficulty", "exposure", "heat"} & record["format"].keys()
    said = replace(chosen.format, period=Period.OPENER, difficulty=1, exposure=3, heat=2)
    written = json.dumps(to_dict(replace(chosen, format=said)))
    back = from_dict(json.loads(written))
    assert isinstance(back, e.FormatChosen)
    assert back.format == said
    assert type(back.format.period) is Period


@pytest.mark.parametrize(
    "record",
    [
        {},
        {"type": "paused"},
        {"type": "paused", "v": "1", "at": 1},
        {"type": "paused", "v": None, "at": 1},
        {"type": "paused", "v": VERSION + 1, "at": 1},
        {"type": "pausd", "v": 1, "at": 1},
        {"type": ["paused"], "v": 1, "at": 1},
        {"type": {}, "v": 1},
        {"type": None, "v": 1},
        {"type": "heat_set", "v": 1, "at": 1},
        {"type": "session_opened", "v": 1, "at": 0, "setup": 5},
        {"type": "round_drawn", "v": 1, "at": 0, "phase": {"kind": "dance"}},
        {"type": "ballot_cast", "v": 1, "at": 0, "round": 1, "voter": "v", "ballot": {"kind": 3}},
    ],
)
def test_what_is_no_event_of_ours_is_unknown(record: dict[str, Any]) -> None:
    """By one exception only, which names it."""
    with pytest.raises(UnknownEvent):
        from_dict(record)


def _places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    for key, part in inner:
        yield (*path, key)
        if isinstance(part, dict | list):
            yield from _places(part, (*path, key))


ODD = st.one_of(
    st.none(), st.booleans(), st.integers(), st.text(max_size=3), st.just([]), st.just({"a": [1]})
)


@given(data=st.data())
def test_a_garbled_record_is_an_event_or_unknown(data: st.DataObject) -> None:
    """One value anywhere replaced by anything, or lost: never another exception."""
    record = json.loads(json.dumps(to_dict(data.draw(st.sampled_from(EVENTS)))))
    *way, last = data.draw(st.sampled_from(list(_places(record))))
    inner = record
    for key in way:
        inner = inner[key]
    if isinstance(inner, dict) and data.draw(st.booleans()):
        del inner[last]
    else:
        inner[last] = data.draw(ODD)
    with suppress(UnknownEvent):
        assert isinstance(from_dict(record), e.Event)


def test_a_session_begins_with_its_opening() -> None:
    """Anything else first is said plainly."""
    with pytest.raises(ValueError, match="begins with session_opened"):
        evolve(None, e.Paused(at=0))


@dataclass(frozen=True)
class Odd:
    """Every shape that the codec knows."""

    kinds: frozenset[Kind]
    table: dict[Kind, tuple[Ballot, ...]]
    maybe: Ballot | None = None
    number: int | None = None
    tags: tuple[str, ...] = ()
    more: dict[str, int] = field(default_factory=dict)


def test_the_codec_knows_every_shape() -> None:
    """Enums as keys and members, optional values, nested ones; defaults are left out."""
    ballot = Ballot(BallotKind.RATE, {"calm": 3}, ("listened",))
    full = Odd(frozenset({Kind.TIP, Kind.MOOD}), {Kind.TIP: (ballot,)}, ballot, 0, ("a",), {"b": 1})
    bare = Odd(frozenset(), {})
    encode, decode = encoder(Odd), decoder(Odd)
    for value in (full, bare):
        assert decode(json.loads(json.dumps(encode(value)))) == value
    assert encode(bare) == {"kinds": [], "table": {}}
    assert encode(full)["kinds"] == ["mood", "tip"]


@pytest.mark.parametrize("hint", [tuple[int, str], complex, list[int]])
def test_a_type_without_a_codec_is_said_when_it_is_built(hint: Any) -> None:
    """A mistake of ours, found at once and not in somebody's session."""
    with pytest.raises(TypeError, match="no codec"):
        encoder(hint)
    with pytest.raises(TypeError, match="no codec"):
        decoder(hint)
