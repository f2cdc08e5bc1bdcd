"""The registry of scenes: every scene of a session, and all that can lie over one, as moments.

It steers scripted sessions of the real game with sample people, hands and thanks. The preview
makes pictures of the moments, and the tests read their layout.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from improv.core import actions as a
from improv.core.cards import HEAT, Audience
from improv.core.draw import Deck
from improv.core.formats import MOVES, BallotKind, Format, PhaseKind
from improv.core.reading import rules
from improv.core.roster import Door
from improv.core.state import Setup
from improv.core.votes import CHOICE_ROW, GRADES, MOVES_ROW, Electorate
from improv.director.ports import Snapshot, Trouble
from improv.screen.hands_grid import grid
from improv.screen.plan_moments import plan_moments, plan_session
from improv.screen.sample_data import (
    HOSTILE_LINES,
    INVITATION,
    LINES,
    NAMES,
    PROMISES,
    REMOTE,
    REPORT,
    THANKS,
    WITH_WIFI,
)
from improv.screen.sample_format import guessing_format
from improv.screen.scripted_session import ScriptedSession
from improv.screen.solo_moments import can_be_played, solo_moments, solo_session
from improv.screen.ui_state import Panel, Peek, Toast, Typing, UiState

_K = PhaseKind


@dataclass(frozen=True, slots=True)
class Moment:
    """What a projector would be given for one picture."""

    name: str
    snapshot: Snapshot
    now: int
    ui: UiState


def moments(deck: Deck, language: str) -> Iterator[Moment]:
    """Every moment worth a picture; raises LookupError where the deck lacks words or formats."""
    games = [game for game in deck.formats.values() if not game.alone and not game.survey]
    if not games:
        raise LookupError("the deck has no format")
    # A game with criteria of its own is asked the same whatever ballot the session has.
    rated = [
        game for game in games if BallotKind.RATE in game.ballot.kinds and not game.ballot.criteria
    ] or games
    rating = max(rated, key=lambda game: len(game.phases))
    picking = next((g for g in games if BallotKind.PICK in g.ballot.kinds and not g.asks), None)
    yield from _lobby(deck, rating, language)
    yield from _phones(deck, rating, language)
    yield from _rules(deck, games, language)
    yield from _round(deck, rating, language)
    yield from _hot(deck, rating, language)
    yield from _plan(deck, rating, language)
    yield from _closing(deck, rating, language)
    yield from _small_rooms(deck, rating, language)
    yield from _coaching(deck, rating, language)
    if picking is not None:
        yield from _pick(deck, picking, language)
    yield from _guess(deck, rating, language)
    opening = next((g for g in games if any(phase.takeover for phase in g.phases)), None)
    if opening is not None:
        yield from _seats(deck, opening, language)
    aloud = [
        game
        for game in games
        if Audience.OBSERVER not in game.ballot.guessers and not deck.lacks(game, language)
    ]
    for game in sorted(aloud, key=lambda game: _instructed(game, language))[-1:]:
        yield from _aloud(deck, game, language)
    asking = [
        game
        for game in games
        if any(reel.tag for reel in game.draws) or any(rule.tag for rule in game.twists)
    ]
    tagged = [game for game in asking if not deck.lacks(game, language)]
    for number, game in enumerate(tagged, start=1):
        session = _session(deck, game, language)
        session.go_to(_K.PLAY)
        session.wait(2)
        yield session.moment(f"play-tagged-{number}")
    for game in (one for one in games if one.asks):
        yield from (_own_call if game.deals_line else _ask)(deck, game, language)
    yield from _overlays(deck, rating, language)
    for game in (one for one in deck.formats.values() if one.survey):
        yield from _survey(deck, rating, game, language)
    for game in (
        one for one in deck.formats.values() if one.alone and can_be_played(deck, language)
    ):
        yield from _alone(deck, game, language)


class _Session(ScriptedSession):
    def moment(
        self, name: str, ui: UiState | None = None, trouble: Trouble | None = None
    ) -> Moment:
        snapshot = self.snapshot(trouble)
        view = snapshot.projector
        asking = view.vote.asking if view.vote is not None else 0
        ui = ui or UiState(hands=grid(view.vote), asking=asking)
        return Moment(name, snapshot, self.now, ui)

    def while_read(self, name: str) -> Moment:
        """A moment in the middle of what is read aloud."""
        moment = self.moment(name)
        return replace(moment, snapshot=replace(moment.snapshot, speech=self.speech()))


def _plan(deck: Deck, game: Format, language: str) -> Iterator[Moment]:
    session = plan_session(deck, game, language)
    chosen = UiState(panel=Panel.PLAN, cursor=1)
    yield Moment("plans", session.snapshot(), session.now, chosen)
    for name in plan_moments(session):
        yield Moment(name, session.snapshot(), session.now, UiState())
    steps = UiState(panel=Panel.PLAN, cursor=1)
    yield Moment("plan", session.snapshot(), session.now, steps)


def _alone(deck: Deck, game: Format, language: str) -> Iterator[Moment]:
    session = solo_session(deck, game, language)
    for name in solo_moments(session):
        yield Moment(name, session.snapshot(), session.now, UiState())


def _session(
    deck: Deck,
    game: Format,
    language: str,
    *,
    people: int = 8,
    ballot: str = "quick",
    surveys: tuple[str, ...] = (),
) -> _Session:
    names = _names(language)[:people]
    rounds = 1 if surveys else 3
    setup = Setup(seed=11, rounds=rounds, ballot=ballot, heat=HEAT[-1], surveys=surveys)
    # Every card may come, also the hottest.
    formats = {**deck.formats, game.id: replace(game, heat=HEAT[-1])}
    return _Session(
        replace(deck, formats=formats), game=game.id, language=language, setup=setup, names=names
    )


def _lobby(deck: Deck, game: Format, language: str) -> Iterator[Moment]:
    yield _session(deck, game, language, people=0).moment("lobby-empty")
    yield _session(deck, game, language).moment("lobby")
    yield _session(deck, game, language, people=4).moment("lobby-small")


def _phones(deck: Deck, game: Format, language: str) -> Iterator[Moment]:
    """The lobby with phones, and the other pictures that are different with them."""
    nobody = _session(deck, game, language, people=0)
    nobody.invitation = replace(INVITATION, firewall="windows")
    yield nobody.moment("lobby-phones-empty")
    nobody.invitation = replace(INVITATION, reached=True, connected=40)
    _join(nobody, 41)
    yield nobody.moment("lobby-phones-only")
    session = _session(deck, game, language, people=6)
    session.invitation, session.remote = WITH_WIFI, REMOTE
    _join(session, 7)
    yield session.moment("lobby-phones")
    session.do(a.SetDoor, door=Door.SHUT)
    yield session.moment("lobby-phones-shut")
    session.do(a.SetDoor, door=Door.CODE)
    names = _names(language)
    session.do(a.EditRoster, add=tuple(f"{n} {m[0]}." for n in names for m in names[:3] if n != m))
    yield session.moment("lobby-phones-crowd")
    session.invitation = replace(INVITATION, reached=True, connected=7)
    yield session.moment("lobby-phones-many")
    yield session.moment("help-phones", UiState(panel=Panel.HELP))
    yield session.moment("peek-host", UiState(peek=Peek.OPEN, peek_for=Audience.FACILITATOR))
    session.go_to(_K.VOTE)
    yield session.moment("vote-phones")
    asked = _session(deck, game, language)
    asked.invitation = replace(INVITATION, reached=True, connected=8)
    _join(asked, 8, named=True)
    asked.go_to(_K.DRAW)
    asked.wait(2)
    yield asked.moment("draw-offered")


def _join(session: _Session, count: int, *, named: bool = False) -> None:
    """So many phones join; `named`: each is somebody's of the roster."""
    for number in range(count):
        claims = f"p{number + 1}" if named else ""
        session.do(a.Join, voter=f"phone-{number}", claims=claims)


def _rules(deck: Deck, games: Sequence[Format], language: str) -> Iterator[Moment]:
    """The longest rules, those of the game with most to say of its vote and tokens, and again."""
    games = [game for game in games if not deck.lacks(game, language)]
    longest = max(games, key=lambda game: sum(map(len, rules(game.say(language)))))
    session = _session(deck, longest, language)
    session.go_to(_K.RULES)
    session.wait(2)
    yield session.while_read("rules-long")
    busiest = max(games, key=lambda game: len(game.tokens) + len(game.ballot.kinds))
    session = _session(deck, busiest, language)
    session.go_to(_K.DEBRIEF)
    first = next((game for game in games if game is not busiest), busiest)
    session.do(a.ChooseFormat, format=first.id)
    session.go_to(_K.RULES)
    session.wait(12)
    yield session.moment("rules-change")
    session = _session(deck, busiest, language)
    session.go_to(_K.PLAY)
    session.wait(9)
    session.do(a.ShowRules, on=True)
    yield session.moment("rules-again")


def _round(deck: Deck, game: Format, language: str) -> Iterator[Moment]:
    session = _session(deck, game, language)
    session.go_to(_K.RULES)
    session.wait(2)
    yield session.moment("rules")
    session.go_to(_K.DRAW)
    yield session.moment("draw")
    yield session.while_read("draw-said")
    reels = list(session.snapshot().projector.round.reels)  # type: ignore[union-attr]
    session.do(a.Lock, reel=reels[min(1, len(reels) - 1)].id, on=True)
    yield session.moment("draw-locked")
    session.go_to(_K.BRIEF)
    session.wait(3)
    yield session.moment("brief")
    yield session.while_read("brief-said")
    session.wait(15)
    yield session.moment("brief-over")
    session.go_to(_K.PLAY)
    session.wait(12)
    yield session.moment("play")
    session.wait(40)
    yield session.moment("twist")
    yield session.while_read("twist-said")
    if session.state.round is not None and "mute" in session.state.round.tokens:
        session.do(a.Token, token="mute")  # noqa: S106 - a token of the game
        session.wait(1)
        yield session.moment("mute")
    before = session.state.running.phase_id
    session.wait(45)
    if session.kind is _K.PLAY and session.state.running.phase_id != before:
        yield session.moment("play-later")
    session.go_to(_K.BELL)
    session.wait(1)
    yield session.moment("bell")
    session.go_to(_K.VOTE)
    session.wait(4)
    yield session.moment("vote")
    keyboard = session.moment("vote-keyboard")
    yield replace(keyboard, ui=replace(keyboard.ui, keyboard_voting=True))
    session.do(a.ShowHands, rows=_hands(session, (0, 2, 1, 3)))
    yield session.moment("vote-hands")
    session.go_to(_K.RESULT)
    yield session.moment("result-hidden")
    session.do(a.Next)
    yield session.moment("result")
    session.go_to(_K.DEBRIEF)
    session.wait(20)
    yield session.moment("debrief")


def _hot(deck: Deck, game: Format, language: str) -> Iterator[Moment]:
    """After a hot scene."""
    session = _session(deck, game, language)
    session.go_to(_K.PLAY)
    session.do(a.Heat, level=5)
    session.go_to(_K.SETTLE)
    session.wait(2)
    yield session.moment("settle")


def _hands(session: _Session, counts: tuple[int, int, int, int]) -> dict[str, tuple[int, ...]]:
    """A show of hands for all that is asked, a little different for every criterion."""
    vote = session.snapshot().projector.vote
    if vote is None:
        return {}
    if BallotKind.RATE not in vote.kinds:
        return {CHOICE_ROW: tuple((5, 1, 3, 2)[i % 4] for i in range(len(vote.options)))}
    turned = [tuple(counts[(g + i) % len(GRADES)] for g in range(4)) for i in (0, 3, 1, 0, 3)]
    rows = {c: turned[i % len(turned)] for i, c in enumerate(vote.criteria)}
    moves = (4, 2, 0, 3, 0, 1)[: len(MOVES)]
    return {**rows, MOVES_ROW: moves} if MOVES_ROW in vote.rows else rows


def _closing(deck: Deck, game: Format, language: str) -> Iterator[Moment]:
    session = _session(deck, game, language)
    for counts in ((0, 1, 2, 4), (0, 2, 4, 1), (0, 2, 4, 1)):
        session.go_to(_K.VOTE)
        session.do(a.ShowHands, rows=_hands(session, counts))
        if session.state.progress.played:  # of the first, everybody's
            session.do(a.ChooseElectorate, electorate=Electorate.HANDS)
        session.do(a.Reveal)
        session.do(a.Next)
    session.go_to(_K.STANDINGS)
    yield session.moment("standings")
    session.go_to(_K.KUDOS)
    yield session.moment("kudos-empty")
    for line in THANKS.get(language.split("-")[0], THANKS["en"]):
        session.do(a.GiveKudos, text=line)
    for given in session.state.kudos:
        session.do(a.NodKudos, number=given.number)
    yield session.moment("kudos")
    session.go_to(_K.END)
    yield session.moment("end")
    take = f"{INVITATION.address}/report"
    session.invitation = replace(INVITATION, reached=True, report=take, report_qr=INVITATION.qr)
    with_phones = session.moment("end-phones")
    yield replace(with_phones, snapshot=replace(with_phones.snapshot, report=REPORT))


def _small_rooms(deck: Deck, game: Format, language: str) -> Iterator[Moment]:
    for name, counts in (("result-few", (0, 1, 1, 0)), ("result-three", (0, 1, 1, 1))):
        session = _session(deck, game, language)
        session.go_to(_K.VOTE)
        session.do(a.ShowHands, rows=_hands(session, counts))
        session.do(a.Reveal)
        yield session.moment(name)


def _survey(deck: Deck, game: Format, survey: Format, language: str) -> Iterator[Moment]:
    """A survey before the first scene, and after the last."""
    session = _session(deck, game, language, surveys=(survey.id,))
    for name, counts in (("before", (3, 5, 4, 0)), ("after", (0, 3, 6, 2))):
        for number, _ in enumerate(survey.ballot.criteria, start=1):
            session.go_to(*((_K.BRIEF, _K.VOTE) if survey.draws else (_K.VOTE,)))
            if session.kind is _K.BRIEF and number == 1:
                yield session.moment(f"{survey.id}-{name}-sample")
            session.go_to(_K.VOTE)
            if number == 1:
                yield session.moment(f"{survey.id}-{name}-vote")
            session.do(a.ShowHands, rows=_hands(session, counts))
            if session.state.running.phase.turn:
                session.do(a.Next)
        session.go_to(_K.RESULT)
        yield session.moment(f"{survey.id}-{name}")
        if name == "before":
            session.go_to(_K.DRAW)
            session.go_to(_K.DEBRIEF)


def _coaching(deck: Deck, game: Format, language: str) -> Iterator[Moment]:
    session = _session(deck, game, language, ballot="coaching")
    session.go_to(_K.VOTE)
    session.do(a.Next)
    yield session.moment("vote-coaching")
    session.do(a.ShowHands, rows=_hands(session, (1, 0, 3, 2)))
    session.do(a.Reveal)
    yield session.moment("result-coaching")


def _pick(deck: Deck, game: Format, language: str) -> Iterator[Moment]:
    session = _session(deck, game, language)
    session.go_to(_K.DRAW)
    yield session.moment("draw-pick")
    session.go_to(_K.PLAY)
    session.wait(45)
    yield session.moment("cue")
    session.wait(45)
    session.go_to(_K.VOTE)
    yield session.moment("vote-pick")
    session.do(a.NoteLine, option=2, text=_lines(language)[0])
    yield session.moment("vote-noted")
    session.do(a.NoteLine, option=2)
    session.do(a.ShowHands, rows=_hands(session, (0, 0, 0, 0)))
    session.do(a.Reveal)
    yield session.moment("result-pick")


def _guess(deck: Deck, game: Format, language: str) -> Iterator[Moment]:
    guessing = guessing_format(deck, game, language)
    session = _session(deck, guessing, language)
    session.go_to(_K.GUESS)
    session.wait(2)
    yield session.moment("guess")
    session.go_to(_K.TRUTH)
    yield session.moment("truth")
    for name, ballot in (("result-guess", "quick"), ("result-guess-coaching", "coaching")):
        session = _session(deck, guessing, language, ballot=ballot)
        session.go_to(_K.GUESS)
        session.do(a.ShowHands, rows={CHOICE_ROW: (5, 1, 3)[: len(guessing.ballot.options)]})
        session.go_to(_K.VOTE)
        session.do(a.ShowHands, rows=_hands(session, (1, 2, 2, 4)))
        session.do(a.Reveal)
        yield session.moment(name)


def _seats(deck: Deck, game: Format, language: str) -> Iterator[Moment]:
    """A seat that nobody was dealt is open, and taken."""
    session = _session(deck, game, language)
    session.go_to(_K.BRIEF)
    session.wait(2)
    yield session.moment("brief-volunteer")
    session.go_to(_K.PLAY)
    while not session.state.running.phase.takeover:
        session.do(a.Next)
    yield session.moment("play-open")
    yield session.moment("take-over", UiState(panel=Panel.TAKE_OVER, cursor=1))
    host = session.snapshot().host
    session.do(a.TakeOver, place=host.fills, person=host.takers[0].id)
    session.do(a.Next)
    session.wait(2)
    yield session.moment("play-taken")


def _ask(deck: Deck, game: Format, language: str) -> Iterator[Moment]:
    """Everybody writes, on phones and on paper; lines are read, shown, picked."""
    paper = _session(deck, game, language)
    paper.go_to(_K.ASK)
    yield paper.moment("ask-paper")
    paper.do(a.CountPapers, number=4)
    paper.go_to(_K.VOTE)
    yield paper.moment("vote-paper")
    for name, lines in (("", _lines(language)), ("-hostile", HOSTILE_LINES)):
        session = _session(deck, game, language)
        _join(session, len(lines) + 3)
        session.go_to(_K.ASK)
        session.wait(4)
        if not name:
            yield session.moment("ask")
        for number, text in enumerate(lines):
            session.do(a.WriteLine, round=1, text=text, voter=f"phone-{number}")
        session.do(a.CountPapers, number=1)
        yield session.moment(f"ask-written{name}")
        yield session.moment(f"lines{name}", UiState(panel=Panel.LINES, single=False))
        session.do(a.Next)
        yield session.moment(f"ask-over{name}")
        session.do(a.ApproveLines, upto=len(lines))
        for number in range(session.state.running.phase.shows):
            session.do(a.Next)
            if number < (len(lines) if name else 1):
                yield session.moment(f"ask-shown{name}-{number}")
        session.go_to(_K.VOTE)
        yield session.moment(f"vote-lines{name}")
        hands = (1, 4, 0, 2, 0, 1)[: len(session.state.round_on.question.options)]
        session.do(a.ShowHands, rows={CHOICE_ROW: hands})
        yield session.moment(f"vote-lines-hands{name}")
        session.do(a.Reveal)
        yield session.moment(f"result-lines{name}")


def _own_call(deck: Deck, game: Format, language: str) -> Iterator[Moment]:
    """A call that somebody had is dealt, and played."""
    hostile = ((f"-hostile-{number}", text) for number, text in enumerate(HOSTILE_LINES))
    for name, text in (("", _lines(language)[0]), *hostile):
        session = _session(deck, game, language)
        _join(session, 2)
        session.go_to(_K.DRAW)
        if not name:
            yield session.moment("draw-nothing")
        session.go_to(_K.ASK)
        if not name:
            yield session.moment("ask-call")
        session.do(a.WriteLine, round=1, text=text, voter="phone-0", consents=True)
        session.do(a.ApproveLines, upto=1)
        session.go_to(_K.BRIEF)
        yield session.moment(f"brief-call{name}")
        session.go_to(_K.PLAY)
        session.wait(2)
        yield session.moment(f"play-call{name}")
    asked = _session(deck, game, language)
    _join(asked, 8, named=True)
    asked.go_to(_K.BRIEF)
    asked.wait(2)
    yield asked.moment("brief-offered")


def _lines(language: str) -> tuple[str, ...]:
    return LINES.get(language.split("-")[0], LINES["en"])


def _instructed(game: Format, language: str) -> int:
    """How many of its phases say what to do in them."""
    return sum(name.startswith("instruction.") for name in game.say(language))


def _aloud(deck: Deck, game: Format, language: str) -> Iterator[Moment]:
    """A player guesses, and a line says what to do."""
    session = _session(deck, game, language)
    session.go_to(_K.BRIEF)
    session.wait(2)
    yield session.moment("brief-told")
    session.go_to(_K.PLAY)
    session.wait(2)
    yield session.moment("play-told")
    session.go_to(_K.GUESS)
    yield session.moment("guess-aloud")
    options = session.state.round_on.question.options
    session.do(a.ShowHands, rows={CHOICE_ROW: tuple(int(n == 1) for n in range(len(options)))})
    session.go_to(_K.VOTE)
    session.do(a.ShowHands, rows=_hands(session, (0, 1, 2, 4)))
    session.do(a.Reveal)
    yield session.moment("result-aloud")


def _overlays(deck: Deck, game: Format, language: str) -> Iterator[Moment]:
    session = _session(deck, game, language)
    ui = UiState()
    yield session.moment("help-lobby", replace(ui, panel=Panel.HELP))
    yield session.moment(
        "names", replace(ui, panel=Panel.NAMES, typing=Typing(_names(language)[0]))
    )
    yield session.moment("formats", replace(ui, panel=Panel.FORMATS, cursor=1))
    yield session.moment("times", replace(ui, panel=Panel.TIMES, cursor=1))
    yield session.moment("setup", replace(ui, panel=Panel.SETUP, cursor=2))
    session.go_to(_K.PLAY)
    session.wait(20)
    yield session.moment("help", replace(ui, panel=Panel.HELP))
    yield session.moment("tokens", replace(ui, panel=Panel.TOKENS))
    promise = PROMISES.get(language.split("-")[0], PROMISES["en"])
    session.do(a.Promise, text=promise)
    session.do(a.MarkPromise, promise=1, kept=True)
    yield session.moment("promise", replace(ui, panel=Panel.PROMISE, typing=Typing(promise)))
    refusal = Toast("refusal.no_token_left", until=9e9)
    yield session.moment("toast", replace(ui, toast=refusal))
    yield session.moment("trouble", trouble=Trouble.FULL)
    seats = [seat for seat in session.snapshot().host.secrets if seat != Audience.FACILITATOR]
    if seats:
        yield session.moment("peek-away", replace(ui, peek=Peek.AWAY, peek_for=seats[0]))
        yield session.moment("peek", replace(ui, peek=Peek.OPEN, peek_for=seats[0]))
    session.do(a.Pause)
    yield session.moment("pause")
    session.do(a.Stop)
    yield session.moment("stopped")
    session.do(a.Resume)
    session.do(a.Blank, on=True)
    yield session.moment("blank")


def _names(language: str) -> tuple[str, ...]:
    return NAMES.get(language.split("-")[0], NAMES["en"])
