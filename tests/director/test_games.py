"""The games that are shipped: a demo of each in each language, with its special thing seen."""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import Any

import pytest

from improv.core import actions as a
from improv.core.cards import SPOKEN, Words
from improv.core.formats import Phase, PhaseKind
from improv.core.lines import Lines
from improv.core.projections import host, projector
from improv.core.state import Setup, State
from improv.core.transitions import ASKED
from improv.core.visibility import ANSWER
from improv.director import demo
from improv.packs.formats import load_formats
from improv.paths import CARDS
from improv.scenes.ballot import VoteScene
from improv.scenes.play import PlayScene
from improv.scenes.scene import scene_of
from tests.core.sample_decks import strings
from tests.director.rooms import running
from tests.fakes import FakeJournal
from tests.phones.browser import LANGUAGES, shipped

K = PhaseKind
FORMATS = load_formats(CARDS / "formats")
GAMES = {name: game for name, game in FORMATS.items() if not game.survey}
PLAYERS = ("Ana", "Bo", "Cy", "Dee", "Ed", "Flo")
WRITTEN = ("I call you today.", "That is our fault.", "Tomorrow at nine.", "Tell me more.")
LINES = demo.Lines("I will call you.", ("Thanks.",), WRITTEN)


SWAPS = replace(
    GAMES["lawnmower"],
    id="swaps",
    phases=tuple(
        replace(phase, swap=("agent", "customer")) if phase.id == "bridge" else phase
        for phase in GAMES["lawnmower"].phases
    ),
)
"""A game whose players change places before its last part."""
DECK = replace(shipped(), formats={**shipped().formats, SWAPS.id: SWAPS})


@cache
def states(game: str, language: str, seed: int = 5, *, votes: bool = True) -> tuple[State, ...]:
    """Every state of a demo of two rounds with real cards."""
    seen: list[State] = []

    async def play() -> None:
        setup = Setup(seed, rounds=2, votes=votes)
        rig = running(
            FakeJournal(), setup=setup, game=game, speed=1e6, wakes=False, deck=DECK,
            language=language,
        )  # fmt: skip
        async with rig as here:
            await here.room.act(a.EditRoster(id="names", add=PLAYERS), at=0)
            async with asyncio.timeout(60):
                await demo.play(here.room, LINES, seen.append)

    asyncio.run(play())
    return tuple(seen)


def words(game: str, language: str) -> Words:
    """The words of a game; it has them in every language, and the same ones."""
    said: Mapping[str, Words] = GAMES[game].words
    written = {
        frozenset(name for name in said[one] if not name.startswith(SPOKEN)) for one in LANGUAGES
    }
    assert written == {frozenset(said["en"])}
    return said[language]


def round_phases(state: State) -> tuple[Phase, ...]:
    """The phases of the round that is on."""
    assert state.round is not None
    return state.round.format.phases


def languages(game: str) -> list[Any]:
    """Every language; the game is quick in one of them, and slow in the others."""
    quick = (*GAMES, SWAPS.id).index(game) % len(LANGUAGES)
    return [
        pytest.param(language, marks=[] if place == quick else [pytest.mark.slow])
        for place, language in enumerate(LANGUAGES)
    ]


def in_its_languages(games: Iterable[str]) -> pytest.MarkDecorator:
    """Each of the games in every language."""
    return pytest.mark.parametrize(
        ("game", "language"),
        [
            pytest.param(game, *one.values, marks=one.marks, id=f"{game}-{one.values[0]}")
            for game in games
            for one in languages(game)
        ],
    )


@in_its_languages(GAMES)
@pytest.mark.one_in(2)
def test_a_demo_runs_to_its_end_in_every_language(game: str, language: str) -> None:
    """Every phase comes, each picture can be made, and both rounds have been played."""
    said, seen = words(game, language), states(game, language)
    assert seen[-1].kind is K.END
    assert len(seen[-1].progress.played) == 2
    entered = {state.running.phase.id for state in seen}
    assert {phase.id for phase in GAMES[game].phases} <= entered
    for state in seen:
        scene_of(projector(state), state.running.entered)
    assert said["name"]


@pytest.mark.parametrize("game", GAMES)
def test_every_game_is_played_without_votes(game: str) -> None:
    """All its other phases come; a player's guess stays."""
    seen = states(game, "en", votes=False)
    assert len(seen[-1].progress.played) == 2
    entered = {state.running.phase.id for state in seen}
    asked = {phase.id for phase in GAMES[game].phases if phase.kind in ASKED}
    assert {phase.id for phase in GAMES[game].phases} - asked <= entered
    assert not entered & asked
    for state in seen:
        scene_of(projector(state), state.running.entered)


GUESSERS = {
    "gibberish-hotline": ("agent", {"customer"}),
    "what-next": ("agent", {"customer"}),
    "mystery-return": ("customer", {"agent", "observer"}),
    "three-strikes": ("agent", {"customer"}),
}
"""Who guesses in a game, and who knows it."""


@in_its_languages(GUESSERS)
def test_one_player_guesses_what_others_know(game: str, language: str) -> None:
    """Alone, aloud; right in one round and wrong in another; the room hears it at the truth."""
    guesser, knows = GUESSERS[game]
    ends: set[bool] = set()
    for seed in range(5, 12):
        if len(ends) == 2:
            break
        for state in states(game, language, seed):
            if state.round is None:
                continue
            view = host(state, shipped())
            told = view.projector.round
            assert told is not None
            after = (K.TRUTH, K.BELL, K.SETTLE, K.VOTE, K.RESULT, K.DEBRIEF)
            opens = after if any(p.kind is K.TRUTH for p in round_phases(state)) else after[4:]
            assert (told.answer != "") is (state.kind in opens)
            assert {who for who, found in view.secrets.items() if ANSWER in found} == knows
            if state.kind is K.GUESS:
                assert view.projector.vote is not None
                assert view.projector.vote.guessers == (guesser,)
        for round_ in states(game, language, seed)[-1].progress.played:
            assert round_.tally is not None
            assert round_.tally.by_phone == demo.VOTERS
            assert sum(round_.tally.choices.values()) == 1
            ends.add(round_.tally.favourites == (round_.answer,))
    assert ends == {True, False}


@pytest.mark.parametrize("language", languages("half-life"))
def test_in_half_life_the_same_call_comes_three_times(language: str) -> None:
    """In less time each time, and what survived has a grade of its own."""
    seen = states("half-life", language)
    first = [state for state in seen if state.round is not None and state.round.number == 1]
    calls = {
        state.running.phase.seconds: state.round.cards["request"].card.id
        for state in first
        if state.round is not None and state.running.phase.id in ("sixty", "forty", "twenty")
    }
    assert list(calls) == [60, 40, 20]
    assert len(set(calls.values())) == 1
    (tally, _) = (round_.tally for round_ in seen[-1].progress.played)
    assert tally is not None
    assert set(tally.criteria) == {"greeting", "feeling", "next-step"}


TURNS = {"fortunately": 4, "press-room": 4, "three-headed-agent": 3}
"""How often a part comes."""


@in_its_languages(TURNS)
def test_a_part_comes_again_and_again_with_a_card_of_its_own(game: str, language: str) -> None:
    """As it begins, another one each time, and the count is in sight."""
    times = TURNS[game]
    parts: dict[str, set[str]] = {}
    for state in states(game, language):
        round_ = state.round
        if round_ is None or round_.number != 1 or not state.running.phase.turns:
            continue
        scene = scene_of(projector(state), state.running.entered).body
        assert isinstance(scene, PlayScene)
        came = [one for one in round_.rung if one.at == state.running.entered and one.drawn]
        parts.setdefault(scene.part, set()).update(
            one.drawn.card.id for one in came if one.drawn is not None
        )
    assert len(parts) == times
    assert all(len(cards) == 1 for cards in parts.values())
    assert len(set.union(*parts.values())) == times


@pytest.mark.parametrize("language", languages("press-room"))
def test_news_comes_at_the_third_question(language: str) -> None:
    """And at no other one."""
    news = {
        state.running.phase.id
        for state in states("press-room", language)
        if state.round is not None
        for one in state.round.rung
        if one.drawn is not None and one.drawn.card.needs == ("fact",)
        if one.at > state.running.entered
    }
    assert news == {"question-3"}


TABOOS = {"two-strangers": 3, "three-headed-agent": 3, "lawnmower": 0}
"""In how many parts words are forbidden."""


@in_its_languages(TABOOS)
def test_words_that_nobody_may_say_are_in_sight(game: str, language: str) -> None:
    """In every part, in the session's language: those of the card that is on."""
    phases = TABOOS[game]
    found: set[tuple[str, str]] = set()
    for state in states(game, language):
        if state.round is None or state.round.number != 1 or state.kind is not K.PLAY:
            continue
        scene = scene_of(projector(state), state.running.entered).body
        assert isinstance(scene, PlayScene)
        if scene.taboo is not None:
            found.add((state.running.phase.id, scene.taboo.text))
    assert len({phase for phase, _ in found}) == phases
    assert len({text for _, text in found}) == (1 if game == "two-strangers" else phases)


@pytest.mark.parametrize("language", languages("status-swap"))
def test_a_status_turns_over_and_the_room_guesses_it(language: str) -> None:
    """The bell rings once, at 50 s; only the customer knows; some guess right and some wrong."""
    seen = states("status-swap", language)
    for state in seen:
        if state.round is not None and state.kind is K.GUESS:
            assert [one.drawn for one in state.round.rung] == [None]
        if state.round is not None:
            secrets = host(state, shipped()).secrets
            assert {who for who, found in secrets.items() if ANSWER in found} == {"customer"}
    ends = {
        choice == round_.answer
        for round_ in seen[-1].progress.played
        for choice, count in (round_.tally.choices if round_.tally else {}).items()
        if count
    }
    assert ends == {True, False}


@pytest.mark.parametrize("language", languages("three-strikes"))
def test_three_strikes_takes_no_place(language: str) -> None:
    """It has figures, three warnings, and no rank."""
    for round_ in states("three-strikes", language)[-1].progress.played:
        assert round_.tokens == {"warning": 3}
        assert round_.tally is not None
        assert round_.tally.has_figures
        assert not round_.tally.ranked
        assert round_.question.same == ()


@pytest.mark.parametrize("language", languages("mirror-pairs"))
def test_in_mirror_pairs_all_play_and_nobody_judges(language: str) -> None:
    """Nobody is cast, nothing is asked, and each part changes over at half time."""
    seen = states("mirror-pairs", language)
    assert not {K.VOTE, K.RESULT, K.GUESS} & {state.kind for state in seen}
    assert not any(state.votes for state in seen)
    for round_ in seen[-1].progress.played:
        assert (round_.cast, round_.observers, len(round_.rung)) == ((), (), 3)


@pytest.mark.parametrize("language", languages("swaps"))
def test_two_players_change_places_in_the_middle_of_a_scene(language: str) -> None:
    """Once a scene; the wall says who sits where now, and each has had both seats in one turn."""
    seen, swapped = states(SWAPS.id, language), 0
    for before, after in pairwise(seen):
        was, now = before.round, after.round
        if was is None or now is None or was.number != now.number or was.cast == now.cast:
            continue
        assert after.running.phase.id == "bridge"
        assert [one.person for one in now.cast] == [one.person for one in reversed(was.cast)]
        scene = scene_of(projector(after), after.running.entered).body
        assert isinstance(scene, PlayScene)
        called = projector(after).called
        assert [seat.text for seat in scene.seats] == [called[one.person] for one in now.cast]
        swapped += 1
    assert swapped == 2
    for round_ in seen[-1].progress.played:
        for person in round_.players:
            sat = {one.seat for one in round_.played if one.person == person}
            assert sat == {"agent", "customer"}
    counts = [seen[-1].progress.turns[p].count for r in seen[-1].progress.played for p in r.players]
    assert set(counts) == {1}


@pytest.mark.parametrize("language", languages("rewind"))
def test_in_rewind_the_agents_seat_is_taken(language: str) -> None:
    """By a name, by a phone and by somebody without one; nobody who sat picks the move."""
    seen = states("rewind", language)
    taken: dict[int, list[str]] = {}
    for before, after in pairwise(seen):
        was, now = before.round, after.round
        if was is None or now is None or was.number != now.number or was.cast == now.cast:
            continue
        assert [one.person for one in was.cast][1:] == [one.person for one in now.cast][1:]
        assert after.running.phase.takeover == "agent"
        taken.setdefault(now.number, []).append(now.cast[0].person)
        scene = scene_of(projector(after), after.running.entered).body
        assert isinstance(scene, PlayScene)
        assert len(scene.seats) == 1
    assert len(taken) == 2
    for number, people in taken.items():
        assert [person[:1] for person in people] == ["p", "d", ""]
        round_ = next(one for one in seen[-1].progress.played if one.number == number)
        assert round_.tally is not None
        assert round_.tally.by_phone == demo.VOTERS - 1
        assert set(round_.tally.choices) == {"asked", "felt", "slowed", "limit", "step"}
        counts = seen[-1].progress.turns
        assert all(counts[person].count >= 1 for person in people if person)
    asked = next(state for state in seen if state.kind is K.VOTE)
    body = scene_of(projector(asked), 0).body
    assert isinstance(body, VoteScene)
    assert body.question.text == words("rewind", language)["question"]


def seen_lines(state: State) -> list[str]:
    """Whose words the room is given to read in that moment: those that somebody wrote."""
    room = list(strings(projector(state)))
    return [text for text in WRITTEN if text in room]


@pytest.mark.parametrize("language", languages("my-call"))
def test_what_is_not_approved_never_reaches_the_room(language: str) -> None:
    """In the chat desk and in one's own call, in no moment; all the rest is read, and picked."""
    for game in ("chat-desk", "my-call"):
        shown: set[str] = set()
        dismissed = 0
        for state in states(game, language):
            here = state.lines_of(state.round.number) if state.round else Lines()
            allowed = {line.text for line in here.by.values() if line.option}
            left_out = [line for line in here.by.values() if line.dismissed]
            assert set(seen_lines(state)) <= allowed
            dismissed = max(dismissed, len(left_out))
            shown |= set(seen_lines(state))
        assert shown
        assert dismissed == 1


@pytest.mark.parametrize("language", languages("chat-desk"))
def test_at_the_chat_desk_a_line_that_was_changed_counts_once(language: str) -> None:
    """One a person; six of them are shown one by one, and picked by their words."""
    seen = states("chat-desk", language)
    first = [state for state in seen if state.round is not None and state.round.number == 1]
    last = first[-1].lines_of(1)
    assert len(last.by) == demo.VOTERS
    assert last.last_number > demo.VOTERS
    written = [v.written for state in first if (v := projector(state).ask) is not None]
    assert max(written) == demo.VOTERS
    places = {v.place for state in first if (v := projector(state).ask) is not None and v.line}
    assert places == {1, 2, 3, 4, 5, 6}
    vote = next(projector(state) for state in first if state.kind is K.VOTE)
    assert vote.vote is not None
    assert {vote.format[f"option.{one}"] for one in vote.vote.options} <= set(WRITTEN)
    for round_ in seen[-1].progress.played:
        assert round_.tally is not None
        assert sum(round_.tally.choices.values()) == demo.VOTERS
        assert round_.cast == ()


@pytest.mark.parametrize("language", languages("my-call"))
def test_an_own_call_is_played_where_its_writer_lets_it_be(language: str) -> None:
    """Some say yes and some no; who said no is not dealt, and who is dealt plays no agent."""
    answers: set[bool | None] = set()
    for seed in range(5, 9):
        for state in states("my-call", language, seed):
            if state.round is None or not state.round.dealt:
                continue
            lines = state.lines_of(state.round.number)
            answers |= {line.consents for line in lines.by.values()}
            assert lines.by[lines.writer(state.round.dealt)].consents is True
            assert state.round.seat_of(state.owner) != "agent"
            view = projector(state).round
            assert view is not None
            assert view.line in WRITTEN
    assert answers >= {True, False}
