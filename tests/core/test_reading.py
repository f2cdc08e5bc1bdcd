"""What is read aloud, and when: from views alone; and which sound belongs to what."""

from dataclasses import replace

import pytest

from improv.core import actions as a
from improv.core import projections
from improv.core.cards import Kind, Manner
from improv.core.formats import PhaseKind
from improv.core.reading import STAGGER, TURN, Line, Speech, ahead, reading
from improv.core.sound_cues import Cue, cue, warning_at
from improv.core.state import Round, Setup
from improv.core.view_models import CardView, ReelView, TwistView
from improv.look.motion import LONGEST
from tests.core.sample_decks import shown
from tests.core.session_driver import SessionDriver

K = PhaseKind


def _read(table: SessionDriver) -> list[str]:
    state = table.state
    found = reading(projections.projector(state), state.running.entered)
    return [line.text for line in found.lines] if found else []


def _begins(table: SessionDriver) -> int:
    state = table.state
    found = reading(projections.projector(state), state.running.entered)
    assert found is not None
    return found.begins - state.running.entered


def _words(round_: Round, kind: Kind) -> dict[str, str]:
    return dict(next(d for d in round_.cards.values() if d.card.kind is kind).say("en"))


def _card(kind: Kind, manner: Manner | None = None) -> ReelView:
    words = {"title": f"{kind} title", "text": f"{kind} text"}
    return ReelView(kind.value, CardView(kind.value, kind, words, manner), locked=False)


def test_a_turn_lasts_as_long_as_the_picture_moves() -> None:
    """Reading begins when the card has turned: both have the same figure."""
    assert TURN == 1000 * LONGEST


def test_a_written_line_is_read_once_it_is_shown_and_its_sound_is_not_kept() -> None:
    """One after the other; neither while everybody writes, nor what was not approved."""
    table = SessionDriver("letter", voters=3).to(K.ASK)
    for n, text in enumerate(("One.", "Two.", "Three."), start=1):
        table.act(a.WriteLine(id="", round=1, text=text, voter=f"v{n}"))
    for number in (1, 2):
        table.act(a.ApproveLines(id="", number=number))
    assert _read(table) == []
    table.next()
    assert _read(table) == []
    names = set()
    for text in ("One.", "Two."):
        table.next()
        found = reading(projections.projector(table.state), table.state.running.entered)
        assert found is not None
        assert found.lines == (Line(text, "en", kept=False),)
        names.add(found.name)
    assert len(names) == 2
    table.act(a.MuteSpeech(id="", on=True))
    assert _read(table) == []


def test_the_draw_reads_who_calls_and_the_brief_what_they_say() -> None:
    """The role by its title and its words, then the request; nothing of it is secret."""
    table = SessionDriver("call").to(K.DRAW)
    round_ = table.state.round
    assert round_ is not None
    role, request = _words(round_, Kind.ROLE), _words(round_, Kind.PROMPT)
    assert _read(table) == [role["title"], role["text"]]
    table.to(K.BRIEF)
    assert _read(table) == [request["text"]]
    assert _begins(table) == TURN


def test_a_voice_may_say_otherwise_than_is_written() -> None:
    """Of cards, of a game's name and rules, of its cue: what is shown stays what is written."""
    card = replace(
        _card(Kind.PROMPT),
        card=replace(_card(Kind.PROMPT).card, words={"text": "12 kg", "say.text": "twelve kilos"}),
    )
    view = projections.projector(SessionDriver("call").to(K.BRIEF).state)
    assert view.round is not None
    said = reading(replace(view, round=replace(view.round, reels=(card,))), 0)
    assert said is not None
    assert said.lines == (Line("12 kg", "en", None, "twelve kilos"),)
    game = {"name": "Two", "rule.1": "Say 2.", "say.rule.1": "Say two."}
    told = reading(replace(view, kind=K.RULES, format=game), 0)
    assert told is not None
    assert told.lines == (Line("Two", "en"), Line("Say 2.", "en", None, "Say two."))
    rung = (TwistView(0, cue="Bell No. 1"),)
    game = {"cue": "Bell No. 1", "say.cue": "Bell number_one"}
    came = replace(view, kind=K.PLAY, format=game, round=replace(view.round, twists=rung))
    rings = reading(came, 0)
    assert rings is not None
    assert rings.lines == (Line("Bell No. 1", "en", None, "Bell number_one"),)


def test_a_reel_is_read_when_it_has_settled() -> None:
    """The second reel settles a stagger later; a locked one stood there before."""
    table = SessionDriver("call").to(K.DRAW)
    round_ = table.state.round
    assert round_ is not None
    reels = [d.card.kind for d in round_.cards.values()]
    assert _begins(table) == TURN + reels.index(Kind.ROLE) * STAGGER
    table.act(a.Lock(id="", reel=list(round_.cards)[reels.index(Kind.ROLE)], on=True))
    assert _begins(table) == 0


def test_a_twist_is_read_over_the_running_clock() -> None:
    """The newest only, with a name of its own; before the first one the scene is silent."""
    table = SessionDriver("call").to(K.PLAY)
    assert _read(table) == []
    table.act(a.Twist(id=""))
    round_ = table.state.round
    assert round_ is not None
    first = round_.rung[-1].drawn
    assert first is not None
    assert _read(table) == list(shown(first).values())
    name = reading(projections.projector(table.state), table.state.running.entered)
    table.wait(3)
    table.act(a.Twist(id=""))
    again = reading(projections.projector(table.state), table.state.running.entered)
    assert name is not None
    assert again is not None
    assert again.name != name.name
    assert again.begins == table.now + TURN


def test_a_muted_game_says_nothing_and_a_repeat_begins_anew() -> None:
    """To repeat is to be heard: it takes the mute away."""
    table = SessionDriver("call").to(K.BRIEF)
    table.act(a.MuteSpeech(id="", on=True))
    assert _read(table) == []
    table.act(a.RepeatSpeech(id=""))
    assert _read(table) != []
    state = table.state
    names = {
        reading(projections.projector(state), 0, repeats).name  # type: ignore[union-attr]
        for repeats in (state.repeats, state.repeats + 1)
    }
    assert len(names) == 2


@pytest.mark.parametrize(
    ("role", "mood", "expected"),
    [
        (None, None, None),
        (Manner.TIRED, None, Manner.TIRED),
        (None, Manner.SWEET, Manner.SWEET),
        (Manner.TIRED, Manner.ANGRY, Manner.ANGRY),
    ],
)
def test_the_mood_speaks_louder_than_the_role(
    role: Manner | None, mood: Manner | None, expected: Manner | None
) -> None:
    """The request is read in the mood's manner, else the role's; who calls is told plainly."""
    view = projections.projector(SessionDriver("call").to(K.DRAW).state)
    assert view.round is not None
    reels = (_card(Kind.ROLE, role), _card(Kind.PROMPT), _card(Kind.MOOD, mood))
    drawn = replace(view, round=replace(view.round, reels=reels))
    told, said = reading(drawn, 0), reading(replace(drawn, kind=K.BRIEF), 0)
    assert told is not None
    assert said is not None
    assert [line.manner for line in told.lines] == [None, None]
    assert said.lines == (Line("prompt text", "en", expected),)


def test_everything_that_will_be_read_was_foretold() -> None:
    """Ahead of the draw, in it and in the brief: what comes next is known and can be made."""
    table = SessionDriver("call")
    told = ahead(projections.host(table.state, table.deck))
    table.to(K.RULES)
    assert [line.text for line in told[:2]] == _read(table)
    table.to(K.DRAW)
    assert [line.text for line in told[2:4]] == _read(table)
    told = ahead(projections.host(table.state, table.deck))
    table.to(K.BRIEF)
    assert set(_read(table)) <= {line.text for line in told}
    told = ahead(projections.host(table.state, table.deck))
    table.to(K.PLAY)
    round_ = table.state.round
    assert round_ is not None
    coming = [text for one in round_.coming if one.drawn for text in shown(one.drawn).values()]
    assert coming
    assert set(coming) <= {line.text for line in told}
    assert Line("", "en") not in told


def test_the_brief_waits_for_the_reading_but_not_for_ever() -> None:
    """As long as the reading, fifteen seconds over its time at most, and never shorter."""
    table = SessionDriver("call").to(K.BRIEF)
    running = table.state.running
    assert running.deadline is not None
    own = running.deadline
    table.act(a.BeginReading(id="", lasts=1_000))
    assert table.state.running.deadline == own
    table.act(a.BeginReading(id="", lasts=own - running.entered + 4_000))
    assert table.state.running.deadline == own + 4_000
    table.act(a.BeginReading(id="", lasts=600_000))
    assert table.state.running.deadline == own + 15_000
    table.wait(60)
    assert table.state.running.rang
    table.act(a.BeginReading(id="", lasts=600_000))
    assert table.state.running.rang


def test_the_word_that_is_said() -> None:
    """None before the first and after the last; the next change is always ahead."""
    speech = Speech("Good morning to you", 1_000, (100, 400, 900, 1_000), 1_500)
    assert [speech.word(at) for at in (1_000, 1_100, 1_399, 1_400, 2_499, 2_500)] == (
        [None, 0, 0, 1, 3, None]
    )
    at: int | None = 1_000
    seen = []
    while at is not None:
        seen.append(at)
        at = speech.next_word(at)
    assert seen == [1_000, 1_100, 1_400, 1_900, 2_000, 2_500]


def test_each_thing_that_happens_has_its_sound() -> None:
    """Draw, start, twist, bell, reveal, applause; once each, in their order."""
    table = SessionDriver("call", names=("A", "B", "C"), voters=3)
    heard: list[Cue] = []

    def step(action: a.Action) -> None:
        before = table.state
        table.act(action)
        if (sound := cue(before, table.state)) is not None:
            heard.append(sound)

    for _ in (K.RULES, K.DRAW, K.BRIEF, K.PLAY):
        step(a.Next(id=""))
    step(a.Twist(id=""))
    step(a.Heat(id="", level=4))
    for _ in range(6):
        if table.state.kind is K.RESULT and table.state.round and table.state.round.revealed:
            break
        step(a.Next(id=""))
    step(a.End(id=""))
    step(a.End(id=""))
    wanted = [Cue.DRAW, Cue.START, Cue.TWIST, Cue.BELL, Cue.REVEAL, Cue.APPLAUSE]
    assert [sound for i, sound in enumerate(heard) if sound not in heard[:i]] == wanted


def test_what_is_undone_comes_back_without_its_sound() -> None:
    """Nobody rings the bell to take it back."""
    table = SessionDriver("call").to(K.BELL)
    before = table.state
    table.act(a.Back(id=""))
    assert table.state.kind is not K.BELL
    assert cue(before, table.state) is None


def test_the_last_ten_seconds_are_those_of_a_long_scene() -> None:
    """A bridge of twenty seconds needs no warning, a brief none at all."""
    table = SessionDriver("call").to(K.BRIEF)
    assert warning_at(table.state) is None
    table.to(K.PLAY)
    ends = table.state.running.deadline
    assert ends is not None
    assert warning_at(table.state) == ends - 10_000
    running = replace(table.state.running, deadline=table.state.running.entered + 20_000)
    short = replace(table.state, progress=replace(table.state.progress, running=running))
    assert warning_at(short) is None


def test_a_clock_out_of_sight_is_not_heard_either() -> None:
    """The scene ends with the bell, and nothing before it."""
    assert warning_at(SessionDriver("call", setup=Setup(7, clock=False)).to(K.PLAY).state) is None


def test_the_request_can_be_heard_again_in_the_scene() -> None:
    """Until a twist has come; then it is the twist that is read again."""
    table = SessionDriver("call").to(K.PLAY)
    view, entered = projections.projector(table.state), table.state.running.entered
    assert reading(view, entered) is None
    again = reading(view, entered, 1)
    request = _words(table.round, Kind.PROMPT)["text"]
    assert again is not None
    assert [line.text for line in again.lines] == [request]
    table.act(a.Twist(id=""))
    found = reading(projections.projector(table.state), entered, 1)
    assert found is not None
    assert request not in [line.text for line in found.lines]
