"""A showing: every scene of a session, and everything that can lie over one, as moments.

It steers rehearsals of the real game with sample people, hands and thanks. The preview turns
the moments into pictures, and the tests read their layout.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from improv.core import actions as a
from improv.core.cards import Audience, Kind
from improv.core.draw import Deck
from improv.core.formats import MOVES, BallotKind, BallotRule, Ends, Format, Phase, PhaseKind
from improv.core.roster import Door
from improv.core.state import Setup
from improv.core.votes import CHOICE_ROW, GRADES, MOVES_ROW
from improv.director.ports import Snapshot, Trouble
from improv.screen.hands_grid import grid
from improv.screen.sample_data import INVITATION, NAMES, PROMISES, REMOTE, THANKS, WITH_WIFI
from improv.screen.scripted_session import ScriptedSession
from improv.screen.ui_state import Panel, Peek, Toast, Typing, UiState

_K = PhaseKind


@dataclass(frozen=True, slots=True)
class Moment:
    """One picture of a session: what a projector would be given."""

    name: str
    snapshot: Snapshot
    now: int
    desk: UiState


def moments(deck: Deck, language: str) -> Iterator[Moment]:
    """Every moment worth a picture. LookupError where the deck cannot be played in a language."""
    games = list(deck.formats.values())
    if not games:
        raise LookupError("the deck has no format")
    rated = [game for game in games if BallotKind.RATE in game.ballot.kinds] or games
    rating = max(rated, key=lambda game: len(game.phases))
    picking = next((g for g in games if BallotKind.PICK in g.ballot.kinds), None)
    yield from _lobby(deck, rating, language)
    yield from _phones(deck, rating, language)
    yield from _round(deck, rating, language)
    yield from _closing(deck, rating, language)
    yield from _small_rooms(deck, rating, language)
    yield from _coaching(deck, rating, language)
    if picking is not None:
        yield from _pick(deck, picking, language)
    yield from _guess(deck, rating, language)
    yield from _over(deck, rating, language)


class _Show(ScriptedSession):
    """A rehearsal of which pictures are taken."""

    def moment(
        self, name: str, desk: UiState | None = None, trouble: Trouble | None = None
    ) -> Moment:
        snapshot = self.snapshot(trouble)
        view = snapshot.projector
        asking = view.vote.asking if view.vote is not None else 0
        desk = desk or UiState(hands=grid(view.vote), asking=asking)
        return Moment(name, snapshot, self.now, desk)

    def said(self, name: str) -> Moment:
        """The same in the middle of what is read aloud now."""
        moment = self.moment(name)
        return replace(moment, snapshot=replace(moment.snapshot, speech=self.speech()))


def _show(
    deck: Deck, game: Format, language: str, *, people: int = 8, ballot: str = "quick"
) -> _Show:
    names = _names(language)[:people]
    setup = Setup(seed=11, rounds=3, ballot=ballot)
    formats = {**deck.formats, game.id: game}
    return _Show(
        replace(deck, formats=formats), game=game.id, language=language, setup=setup, names=names
    )


def _lobby(deck: Deck, game: Format, language: str) -> Iterator[Moment]:
    yield _show(deck, game, language, people=0).moment("lobby-empty")
    yield _show(deck, game, language).moment("lobby")
    yield _show(deck, game, language, people=4).moment("lobby-small")


def _phones(deck: Deck, game: Format, language: str) -> Iterator[Moment]:
    """The same lobby where phones can come, and what else they bring."""
    nobody = _show(deck, game, language, people=0)
    nobody.invitation = INVITATION
    yield nobody.moment("lobby-phones-empty")
    nobody.invitation = replace(INVITATION, reached=True, connected=40)
    _join(nobody, 41)
    yield nobody.moment("lobby-phones-only")
    show = _show(deck, game, language, people=6)
    show.invitation, show.remote = WITH_WIFI, REMOTE
    _join(show, 7)
    yield show.moment("lobby-phones")
    show.do(a.SetDoor, door=Door.SHUT)
    yield show.moment("lobby-phones-shut")
    show.do(a.SetDoor, door=Door.CODE)
    names = _names(language)
    show.do(a.EditRoster, add=tuple(f"{n} {m[0]}." for n in names for m in names[:3] if n != m))
    yield show.moment("lobby-phones-crowd")
    show.invitation = replace(INVITATION, reached=True, connected=7)
    yield show.moment("lobby-phones-many")
    yield show.moment("help-phones", UiState(panel=Panel.HELP))
    yield show.moment("peek-host", UiState(peek=Peek.OPEN, peek_for=Audience.FACILITATOR))
    show.go_to(_K.VOTE)
    yield show.moment("vote-phones")


def _join(show: _Show, count: int) -> None:
    for number in range(count):
        show.do(a.Join, voter=f"phone-{number}")


def _round(deck: Deck, game: Format, language: str) -> Iterator[Moment]:
    show = _show(deck, game, language)
    show.do(a.Next)
    yield show.moment("draw")
    yield show.said("draw-said")
    reels = list(show.snapshot().projector.round.reels)  # type: ignore[union-attr]
    show.do(a.Lock, reel=reels[min(1, len(reels) - 1)].id, on=True)
    yield show.moment("draw-locked")
    show.go_to(_K.BRIEF)
    show.wait(3)
    yield show.moment("brief")
    yield show.said("brief-said")
    show.wait(15)
    yield show.moment("brief-over")
    show.go_to(_K.PLAY)
    show.wait(12)
    yield show.moment("play")
    show.wait(40)
    yield show.moment("twist")
    yield show.said("twist-said")
    if show.state.round is not None and "mute" in show.state.round.tokens:
        show.do(a.Token, token="mute")  # noqa: S106 - a token of the game
        show.wait(1)
        yield show.moment("mute")
    before = show.state.running.phase_id
    show.wait(45)
    if show.kind is _K.PLAY and show.state.running.phase_id != before:
        yield show.moment("play-later")
    show.go_to(_K.BELL)
    show.wait(1)
    yield show.moment("bell")
    show.go_to(_K.VOTE)
    show.wait(4)
    yield show.moment("vote")
    yield _vote_at_the_keyboard(show)
    show.do(a.ShowHands, rows=_hands(show, (0, 2, 1, 3)))
    yield show.moment("vote-hands")
    show.go_to(_K.RESULT)
    yield show.moment("result-hidden")
    show.do(a.Next)
    yield show.moment("result")
    show.go_to(_K.DEBRIEF)
    show.wait(20)
    yield show.moment("debrief")


def _vote_at_the_keyboard(show: _Show) -> Moment:
    moment = show.moment("vote-keyboard")
    return replace(moment, desk=replace(moment.desk, keyboard_voting=True))


def _hands(show: _Show, counts: tuple[int, int, int, int]) -> dict[str, tuple[int, ...]]:
    """A show of hands for all that is asked; every criterion a little different."""
    vote = show.snapshot().projector.vote
    if vote is None:
        return {}
    if BallotKind.RATE not in vote.kinds:
        return {CHOICE_ROW: tuple((5, 1, 3, 2)[i % 4] for i in range(len(vote.options)))}
    turned = [tuple(counts[(g + i) % len(GRADES)] for g in range(4)) for i in (0, 3, 1, 0, 3)]
    rows = {c: turned[i % len(turned)] for i, c in enumerate(vote.criteria)}
    return {**rows, MOVES_ROW: (4, 2, 0, 3, 0, 1)[: len(MOVES)]}


def _closing(deck: Deck, game: Format, language: str) -> Iterator[Moment]:
    show = _show(deck, game, language)
    for counts in ((0, 1, 2, 4), (0, 2, 4, 1), (0, 2, 4, 1)):
        show.go_to(_K.VOTE)
        show.do(a.ShowHands, rows=_hands(show, counts))
        show.do(a.Reveal)
        show.do(a.Next)
    show.go_to(_K.STANDINGS)
    yield show.moment("standings")
    show.go_to(_K.KUDOS)
    yield show.moment("kudos-empty")
    for line in THANKS.get(language.split("-")[0], THANKS["en"]):
        show.do(a.GiveKudos, text=line)
    for given in show.state.kudos:
        show.do(a.NodKudos, number=given.number)
    yield show.moment("kudos")
    show.go_to(_K.END)
    yield show.moment("end")


def _small_rooms(deck: Deck, game: Format, language: str) -> Iterator[Moment]:
    for name, counts in (("result-few", (0, 1, 1, 0)), ("result-three", (0, 1, 1, 1))):
        show = _show(deck, game, language)
        show.go_to(_K.VOTE)
        show.do(a.ShowHands, rows=_hands(show, counts))
        show.do(a.Reveal)
        yield show.moment(name)


def _coaching(deck: Deck, game: Format, language: str) -> Iterator[Moment]:
    show = _show(deck, game, language, ballot="coaching")
    show.go_to(_K.VOTE)
    show.do(a.Next)
    yield show.moment("vote-coaching")
    show.do(a.ShowHands, rows=_hands(show, (1, 0, 3, 2)))
    show.do(a.Reveal)
    yield show.moment("result-coaching")


def _pick(deck: Deck, game: Format, language: str) -> Iterator[Moment]:
    show = _show(deck, game, language)
    show.do(a.Next)
    yield show.moment("draw-pick")
    show.go_to(_K.PLAY)
    show.wait(45)
    yield show.moment("cue")
    show.wait(45)
    show.go_to(_K.VOTE)
    yield show.moment("vote-pick")
    show.do(a.ShowHands, rows=_hands(show, (0, 0, 0, 0)))
    show.do(a.Reveal)
    yield show.moment("result-pick")


def _guess(deck: Deck, game: Format, language: str) -> Iterator[Moment]:
    """A format of its own: none of the first ones has a guess and a truth."""
    moods = [deck.drawn(card).say(language) for card in deck.pile(Kind.MOOD, language)[:3]]
    options = tuple(f"mood-{i}" for i in range(1, len(moods) + 1))
    words = {
        **game.say(language),
        **{f"option.{o}": mood["title"] for o, mood in zip(options, moods, strict=True)},
    }
    play = max(i for i, phase in enumerate(game.phases) if phase.kind is _K.PLAY)
    guessing = replace(
        game,
        id="guessing",
        phases=(
            *game.phases[: play + 1],
            Phase("guess", _K.GUESS, 10, Ends.CLOCK),
            Phase("truth", _K.TRUTH, 20, Ends.NEXT),
            *game.phases[play + 1 :],
        ),
        ballot=BallotRule((BallotKind.RATE, BallotKind.GUESS), game.ballot.criteria, options),
        words={language: words},
    )
    show = _show(deck, guessing, language)
    show.go_to(_K.GUESS)
    show.wait(2)
    yield show.moment("guess")
    show.go_to(_K.TRUTH)
    yield show.moment("truth")
    for name, ballot in (("result-guess", "quick"), ("result-guess-coaching", "coaching")):
        show = _show(deck, guessing, language, ballot=ballot)
        show.go_to(_K.GUESS)
        show.do(a.ShowHands, rows={CHOICE_ROW: (5, 1, 3)[: len(options)]})
        show.go_to(_K.VOTE)
        show.do(a.ShowHands, rows=_hands(show, (1, 2, 2, 4)))
        show.do(a.Reveal)
        yield show.moment(name)


def _over(deck: Deck, game: Format, language: str) -> Iterator[Moment]:
    """What lies over a scene."""
    show = _show(deck, game, language)
    desk = UiState()
    yield show.moment("help-lobby", replace(desk, panel=Panel.HELP))
    yield show.moment("names", replace(desk, panel=Panel.NAMES, typing=Typing(_names(language)[0])))
    yield show.moment("formats", replace(desk, panel=Panel.FORMATS, cursor=1))
    show.go_to(_K.PLAY)
    show.wait(20)
    yield show.moment("help", replace(desk, panel=Panel.HELP))
    yield show.moment("tokens", replace(desk, panel=Panel.TOKENS))
    promise = PROMISES.get(language.split("-")[0], PROMISES["en"])
    yield show.moment("promise", replace(desk, panel=Panel.PROMISE, typing=Typing(promise)))
    refusal = Toast("refusal.no_token_left", until=9e9)
    yield show.moment("toast", replace(desk, toast=refusal))
    yield show.moment("trouble", trouble=Trouble.FULL)
    seats = [seat for seat in show.snapshot().host.secrets if seat != Audience.FACILITATOR]
    if seats:
        yield show.moment("peek-away", replace(desk, peek=Peek.AWAY, peek_for=seats[0]))
        yield show.moment("peek", replace(desk, peek=Peek.OPEN, peek_for=seats[0]))
    show.do(a.Pause)
    yield show.moment("pause")
    show.do(a.Resume)
    show.do(a.Blank, on=True)
    yield show.moment("blank")


def _names(language: str) -> tuple[str, ...]:
    return NAMES.get(language.split("-")[0], NAMES["en"])
