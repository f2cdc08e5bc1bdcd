"""Whole sessions with random people at every key, checked after each step against RULES.

The checks keep their own books (recount.py); what they know of improv.core is its values.
"""

import json
from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from improv.core import actions as a
from improv.core import events as e
from improv.core.cards import Kind
from improv.core.errors import Refusal, Why
from improv.core.formats import MOVES, BallotKind, PhaseKind
from improv.core.session import due, evolve
from improv.core.state import Setup, Stage, State
from improv.core.table import may_follow
from improv.core.views import projector, scene_tally, voter
from improv.core.votes import Ballot
from tests.core.decks import FORMATS, secrets_in, shipped
from tests.core.recount import Paper, after_drawing, figures, fitting, new_cards, shown
from tests.core.sitting import Sitting

K = PhaseKind
GAMES = (*FORMATS, *shipped())
SCENE = {K.PLAY, K.GUESS, K.TRUTH, K.BELL, K.VOTE, K.RESULT, K.DEBRIEF}
ROUND = {K.DRAW, K.BRIEF, *SCENE}
NEVER_UNDONE = ("people", "votes", "promises", "kudos", "language", "blank", "muted")
ONLY_IN: dict[type[e.Event], set[PhaseKind]] = {
    e.ReelLocked: {K.DRAW, K.BRIEF},
    e.TwistRung: {K.PLAY},
    e.HeatSet: {K.BRIEF, K.PLAY},
    e.TokenSpent: {K.PLAY},
    e.SeatPassed: {K.DRAW, K.BRIEF, K.PLAY},
    e.PromiseLogged: SCENE,
    e.SafetyMarked: SCENE,
    e.ResultRevealed: {K.RESULT},
    e.CriterionAsked: {K.VOTE},
    e.BallotCast: {K.VOTE, K.GUESS},
    e.HandsCounted: {K.VOTE, K.GUESS},
    e.KudosGiven: {K.RESULT, K.DEBRIEF, K.STANDINGS, K.KUDOS},
    e.KudosNodded: {K.RESULT, K.DEBRIEF, K.STANDINGS, K.KUDOS},
}
"""Where each thing may happen: the phases of RULES, written down a second time."""

small = st.integers(-1, 6)
names = st.sampled_from(("Ana", "Bo", "Cy", "Dee", "Ed", "\u202eevil", " ", "x" * 90))
voters = st.sampled_from(("v1", "v2", "v3", "v4", "v5", "v6", "v7", "p1", "p2", "key-1", "nobody"))

keys = st.one_of(
    st.sampled_from(
        (
            a.Pause(id=""),
            a.Resume(id=""),
            a.Skip(id=""),
            a.Redraw(id=""),
            a.Redraw(id=""),
            a.Reveal(id=""),
            a.Twist(id=""),
            a.Twist(id=""),
        )
    ),
    st.builds(a.Blank, id=st.just(""), on=st.booleans()),
    st.builds(a.MuteSpeech, id=st.just(""), on=st.booleans()),
    st.builds(a.AddTime, id=st.just(""), seconds=st.sampled_from((-1, 0, 30, 601))),
    st.builds(
        a.Lock,
        id=st.just(""),
        reel=st.sampled_from(("business", "customer", "request", "second", "none")),
        on=st.booleans(),
    ),
    st.builds(a.Twist, id=st.just(""), promise=small),
    st.builds(a.Heat, id=st.just(""), level=small),
    st.builds(a.Token, id=st.just(""), token=st.sampled_from(("mute", "escalate", "x"))),
    st.builds(a.Pass, id=st.just(""), place=small),
    st.builds(a.Promise, id=st.just(""), text=names),
    st.builds(a.Safety, id=st.just(""), on=st.booleans()),
    st.builds(a.ChooseFormat, id=st.just(""), format=st.sampled_from((*GAMES, "none"))),
    st.builds(a.ChooseLanguage, id=st.just(""), language=st.sampled_from(("en", "fa", "xx"))),
    st.builds(a.GiveKudos, id=st.just(""), text=names, voter=voters),
    st.builds(a.NodKudos, id=st.just(""), number=small),
    st.builds(a.AskStandings, id=st.just(""), on=st.booleans()),
)
"""Any other key, with values in and out of range."""


scene_keys = st.one_of(
    st.sampled_from((a.Twist(id=""), a.Undo(id=""), a.AddTime(id=""), a.Pause(id=""))),
    st.builds(a.Heat, id=st.just(""), level=st.integers(1, 5)),
    st.builds(a.Token, id=st.just(""), token=st.sampled_from(("mute", "escalate"))),
    st.builds(a.Twist, id=st.just(""), promise=st.just(1)),
    st.builds(a.Pass, id=st.just(""), place=st.integers(0, 1)),
)


class Session(RuleBasedStateMachine):
    """One session; the paper beside it; rules are what people may try."""

    @initialize(
        game=st.sampled_from(GAMES),
        ballot=st.sampled_from(("quick", "coaching")),
        huddle=st.sampled_from((False, False, True)),
        rounds=st.sampled_from((None, None, None, 2)),
        players=st.sampled_from((0, 0, 3, 5, 6, 7)),
        phones=st.sampled_from((0, 3, 5)),
        plays=st.booleans(),
        standings=st.booleans(),
        seed=st.integers(0, 99),
    )
    def sit_down(
        self,
        game: str,
        ballot: str,
        huddle: bool,
        rounds: int | None,
        players: int,
        phones: int,
        plays: bool,
        standings: bool,
        seed: int,
    ) -> None:
        """A room of some kind opens a session."""
        setup = Setup(seed, ballot, rounds, huddle)
        self.table = Sitting(game, setup=setup, standings=standings)
        self.replayed: State | None = None
        self.folded = 0
        self.seen: dict[Kind, set[str]] = {}
        self.turns: dict[str, int] = {}
        self.counted: set[int] = set()
        self.loyal: set[str] = set()
        self.papers: dict[int, Paper] = {}
        self.steps: list[tuple[State, int, tuple[Any, ...]]] = []
        self.phase_ids = {1}
        self.visit = 1  # comes back when a phase is entered again by an undo, unlike its id
        self.numbers: set[int] = set()
        self.rung_by_clock: list[Any] = []
        self.replay(self.table.state)
        self.act(a.EditRoster(id="", add=tuple(f"P{n}" for n in range(players))))
        self.loyal = set(self.table.state.people)
        for n in range(1, phones + 1):
            self.act(a.Join(id="", voter=f"v{n}", plays=plays))

    # Acting, with the books kept.

    def act(self, action: a.Action) -> bool:
        """Do what a room does: first the clock's, then this. Whether it was accepted."""
        self.table.wait(0)
        return self.ask(action)

    def ask(self, action: a.Action) -> bool:
        """Ask, and keep the books of what happened."""
        table = self.table
        before, known = table.state, len(table.events)
        answer = table.act(action)
        if isinstance(answer, Refusal):
            assert table.state is before
            assert len(table.events) == known
            assert isinstance(answer.why, Why)
            if action.phase_id not in (None, before.running.phase_id) and before.kind is not K.END:
                assert answer.why is Why.MOVED_ON
            return False
        assert action.phase_id in (None, before.running.phase_id)
        state = before
        for event in answer:
            after = evolve(state, event)
            self.book(state, event, after, action)
            state = after
        return True

    def let_pass(self, seconds: float) -> None:
        """Time passes; each tick is booked like any other action."""
        table = self.table
        until = table.now + int(1000 * seconds)
        while not table.state.paused and (instant := due(table.state)) is not None:
            if instant > until:
                break
            table.now = max(table.now, instant)
            assert self.ask(a.Tick(id="")), "a tick was refused"
        if not table.state.paused:
            table.now = until

    def book(self, before: State, event: e.Event, after: State, action: a.Action) -> None:
        """Write one event down and check it against the rules."""
        assert event.at == self.table.now
        if type(event) in ONLY_IN:
            assert before.kind in ONLY_IN[type(event)], (event, before.kind)
        stage = before.stage
        if event.step:
            books = ({k: set(v) for k, v in self.seen.items()}, dict(self.turns))
            self.steps.append((before, event.at, (*books, set(self.counted), self.visit)))
        match event:
            case e.RoundDrawn():
                self.book_draw(before, event, action)
            case e.PhaseEntered():
                assert may_follow(before.kind, event.phase.kind)
                self.book_phase(event.phase_id)
                on = before.round
                closes = event.phase.kind in (K.STANDINGS, K.KUDOS, K.END)
                if event.phase.kind is K.BELL or (closes and before.kind in SCENE):
                    assert on is not None
                    self.book_turns(before)
            case e.TwistRung():
                if isinstance(action, a.Tick):
                    assert stage.round is not None
                    here = before.running.phase.id
                    coming = next(c for c in stage.round.coming if c.phase == here)
                    assert event.at == before.running.entered + coming.after
                    self.rung_by_clock.append(event.rung)
                elif event.source == "fresh":
                    assert event.rung.drawn is not None
                    card = event.rung.drawn.card
                    fit = fitting(self.table.deck, before.language, card.kind, {})
                    had = self.seen.get(card.kind, set())
                    self.seen[card.kind] = after_drawing(had, fit, [card.id])
            case e.SeatPassed():
                assert before.round is not None
                self.loyal.discard(before.round.cast[event.place].person)
                assert event.person not in before.round.players | before.round.passed
            case e.PersonChanged():
                self.loyal.discard(event.person)
            case e.BallotCast():
                assert before.round is not None
                kind, players = event.ballot.kind, before.round.players
                assert (event.voter in players) is (kind is BallotKind.SELF)
                assert set(event.ballot.scores.values()) <= {1, 2, 3, 4}
                assert before.kind is self.asks(kind)
                paper = self.papers.setdefault(event.round, Paper())
                if event.voter.startswith("key-"):
                    paper.keyed.append(event.ballot)
                else:
                    paper.ballots[event.voter, event.ballot.kind] = event.ballot
            case e.HandsCounted():
                for row in event.rows:
                    on = stage.round
                    guesses = row == "choice" and on is not None and on.format.id == "riddle"
                    kind = BallotKind.GUESS if guesses else BallotKind.RATE
                    assert before.kind is self.asks(kind)
                self.papers.setdefault(event.round, Paper()).hands.update(event.rows)
            case e.Undone():
                self.book_undo(before, event, after)

    def asks(self, kind: BallotKind) -> PhaseKind:
        """Where a ballot of this kind is asked; of these formats one has a phase for guesses."""
        return K.GUESS if kind is BallotKind.GUESS else K.VOTE

    def book_phase(self, phase_id: int) -> None:
        """No phase id comes twice."""
        assert phase_id not in self.phase_ids
        self.phase_ids.add(phase_id)
        self.visit = phase_id
        self.rung_by_clock = []

    def book_turns(self, state: State) -> None:
        """A turn for everyone in the cast, once a round."""
        on = state.round
        if on is not None and on.number not in self.counted:
            self.counted.add(on.number)
            for person in on.players:
                self.turns[person] = self.turns.get(person, 0) + 1

    def book_draw(self, before: State, event: e.RoundDrawn, action: a.Action) -> None:
        """Numbers are new unless cards are drawn again; no card comes back too early."""
        self.book_phase(event.phase_id)
        on = before.round
        again = on is not None and on.number == event.number
        voted = self.papers.get(on.number, Paper()) if on else Paper()
        if again:
            assert isinstance(action, a.Redraw)
            assert voted == Paper()
        else:
            assert event.number not in self.numbers
            if before.kind in SCENE:
                self.book_turns(before)
        self.numbers.add(event.number)
        kept = {}
        if on is not None and isinstance(action, a.Redraw | a.ChooseFormat):
            kept = {r: d for r, d in on.cards.items() if r in before.stage.locked}
            assert all(event.cards[r] == d for r, d in kept.items() if r in event.cards)
        for kind, cards in new_cards(event, kept).items():
            fit = fitting(self.table.deck, before.language, kind, event.cards)
            if kind is Kind.PROMPT and "business" in kept:
                desk = kept["business"].card.id
                every = {c.id: c for pack in self.table.deck.packs for c in pack.cards.values()}
                fit = {i for i in fit if not every[i].businesses or desk in every[i].businesses}
            if kind is Kind.ROLE and kept:
                fit -= {d.card.id for d in kept.values()}
            drawn = [card.id for card in cards]
            self.seen[kind] = after_drawing(self.seen.get(kind, set()), fit, drawn)
            if len(drawn) > len(fit) or (kind is Kind.ROLE and kept):
                self.seen[kind] = set(after_seen(before, event, kind))
        people = [chair.person for chair in event.cast if chair.person]
        assert len(set(people)) == len(people)

    def book_undo(self, before: State, event: e.Undone, after: State) -> None:
        """What comes back, what stays, and that no clock ends by it."""
        then, at, (seen, turns, counted, visit) = self.steps[-event.steps]
        del self.steps[-event.steps :]
        for name in NEVER_UNDONE:
            assert getattr(after, name) == getattr(before, name), name
        was, running = then.running, after.running
        assert running.phase == was.phase
        same = visit == self.visit
        if same:
            assert running.phase_id == before.running.phase_id
            assert running.entered == before.running.entered
        else:
            self.book_phase(running.phase_id)
            assert running.entered - was.entered == event.at - at
            if was.deadline is not None:
                assert after.paused
                assert running.deadline is not None
                assert running.deadline - event.at == was.deadline - at
        now, old = after.round, then.round
        assert (now is None) == (old is None)
        if now is not None and old is not None:
            for part in ("number", "format", "cards", "cast", "heat", "tokens", "index"):
                assert getattr(now, part) == getattr(old, part), part
            for part in ("revealed", "unranked", "asking", "answer", "spare", "passed"):
                assert getattr(now, part) == getattr(old, part), part
            if same:
                assert all(rung in now.rung for rung in self.rung_by_clock)
                wanted = due(after)
                assert wanted is None or wanted > event.at, "an undo rang something"
        if not after.paused and running.deadline is not None and not running.rang:
            assert running.deadline > event.at
        for part in ("locked", "standings", "format", "chance", "seen"):
            assert getattr(after.stage, part) == getattr(then.stage, part), part
        self.seen, self.turns, self.counted, self.visit = seen, turns, counted, visit

    # What people may try.

    @rule(stale=st.booleans())
    def press_next(self, stale: bool) -> None:
        """The right key, now and then from a screen that is behind."""
        self.act(a.Next(id="", phase_id=self.table.state.running.phase_id - stale))

    @rule(
        kind=st.sampled_from((K.DRAW, K.BRIEF, K.PLAY, K.GUESS, K.VOTE, K.RESULT, K.DEBRIEF)),
        seconds=st.sampled_from((0, 1, 7)),
    )
    def go_on(self, kind: PhaseKind, seconds: int) -> None:
        """On to a phase of this kind, if there is one ahead."""
        for _ in range(14):
            self.act(a.Next(id=""))
            if self.table.state.kind is kind and not self.table.state.paused:
                return
            self.let_pass(seconds)

    @rule(seconds=st.sampled_from((0, 0.001, 1, 5, 10.001, 30, 90)))
    def time_passes(self, seconds: float) -> None:
        """The clock runs, unless it is held."""
        self.let_pass(seconds)

    @rule(times=st.integers(1, 4), back=st.booleans(), seconds=st.sampled_from((0, 0, 2, 25)))
    def undo(self, times: int, back: bool, seconds: int) -> None:
        """Back and undo, several times, with time between."""
        for _ in range(times):
            self.act(a.Back(id="") if back else a.Undo(id=""))
            self.act(a.Resume(id=""))
            self.let_pass(seconds)

    @rule(actions=st.lists(keys, min_size=1, max_size=6))
    def steer(self, actions: list[a.Action]) -> None:
        """Some keys."""
        for action in actions:
            self.act(action)

    @rule(
        actions=st.lists(scene_keys, min_size=1, max_size=6),
        seconds=st.sampled_from((0, 1, 20, 41)),
    )
    def play_a_scene(self, actions: list[a.Action], seconds: int) -> None:
        """The keys of a scene while its clock runs."""
        self.go_on(K.PLAY, 0)
        for action in actions:
            self.act(action)
            self.let_pass(seconds)

    @precondition(lambda self: len(self.table.state.stage.played) > 2)
    @rule()
    def end(self) -> None:
        """Enough for today."""
        self.act(a.End(id=""))

    @rule(
        add=st.lists(names, max_size=2),
        person=st.sampled_from(("", "p1", "p2", "v1", "nobody")),
        rename=st.none() | names,
        present=st.none() | st.booleans(),
        plays=st.none() | st.booleans(),
    )
    def edit_roster(
        self,
        add: list[str],
        person: str,
        rename: str | None,
        present: bool | None,
        plays: bool | None,
    ) -> None:
        """People come, go, change their names and their minds."""
        self.act(
            a.EditRoster(
                id="", add=tuple(add), person=person, rename=rename, present=present, plays=plays
            )
        )

    @rule(voter=voters, plays=st.booleans())
    def join(self, voter: str, plays: bool) -> None:
        """A phone joins or comes back."""
        if not voter.startswith("p"):
            self.act(a.Join(id="", voter=voter, plays=plays))

    @rule(
        kind=st.sampled_from(BallotKind),
        voter=st.one_of(voters, st.just("")),
        grade=st.integers(0, 5),
        moves=st.lists(st.sampled_from((*MOVES, "magic")), max_size=3),
        choice=st.sampled_from(("1", "2", "high", "one", "")),
        behind=st.sampled_from((0, 0, 0, 1)),
    )
    def vote(
        self, kind: BallotKind, voter: str, grade: int, moves: list[str], choice: str, behind: int
    ) -> None:
        """One ballot, right or wrong."""
        on = self.table.state.round
        if kind is BallotKind.SELF:
            scores = {"self": grade}
        else:
            asked = on.asked.criteria if on is not None else ()
            scores = {criterion.id: grade for criterion in asked}
        picks = kind in (BallotKind.PICK, BallotKind.GUESS)
        ballot = Ballot(kind, {} if picks else scores, tuple(moves), choice if picks else "")
        number = on.number - behind if on else 1
        self.act(a.CastBallot(id="", round=number, ballot=ballot, voter=voter))

    @rule(
        grades=st.lists(st.integers(1, 4), min_size=1, max_size=9),
        choice=small,
        then=st.sampled_from((a.Redraw(id=""), a.Reveal(id=""), a.Back(id=""), a.Resume(id=""))),
    )
    def everybody_votes(self, grades: list[int], choice: int, then: a.Action) -> None:
        """The room is brought to a vote and votes; who is no voter tries too."""
        self.go_on(K.VOTE, 0)
        on = self.table.state.round
        if on is None:
            return
        for n, grade in enumerate(grades, start=1):
            for kind in (*on.asked.kinds, BallotKind.SELF):
                scores = {c.id: 1 + (grade + i) % 4 for i, c in enumerate(on.asked.criteria)}
                rated = {BallotKind.RATE: scores, BallotKind.SELF: {"self": grade}}
                options = on.asked.options
                chosen = "" if kind in rated else options[choice % len(options)]
                ballot = Ballot(kind, rated.get(kind, {}), choice=chosen)
                number = on.number
                self.act(a.CastBallot(id="", round=number, ballot=ballot, voter=f"v{n}"))
        self.act(then)

    @rule(
        row=st.sampled_from(("moves", "choice", "none")) | st.integers(0, 4),
        counts=st.lists(st.integers(-1, 5), min_size=2, max_size=6),
        fits=st.booleans(),
    )
    def raise_hands(self, row: str | int, counts: list[int], fits: bool) -> None:
        """A show of hands, for a row that may not be there, of a length that may not be right."""
        on = self.table.state.round
        asked = on.asked.criteria if on else ()
        if isinstance(row, int):
            row = asked[row % len(asked)].id if asked else "calm"
            counts = [abs(count) for count in (counts * 2)[:4]] if fits else counts
        self.act(a.ShowHands(id="", rows={row: tuple(counts)}))

    # What must hold whatever happened.

    @invariant()
    def everything_holds(self) -> None:
        """All of the checks below, after every step."""
        self.replay_gives_the_same()
        self.instants_never_go_back()
        self.turns_are_fair()
        self.no_secret_before_its_time()
        self.the_tally_is_right()

    def replay_gives_the_same(self) -> None:
        """Every event, through JSON, folds into the very state."""
        self.replay(self.table.state)

    def replay(self, state: State) -> None:
        """Fold what is new and compare; the steps of history are compared by their number."""
        for event in self.table.events[self.folded :]:
            written = json.loads(json.dumps(e.to_dict(event)))
            self.replayed = evolve(self.replayed, e.from_dict(written))
        self.folded = len(self.table.events)
        assert self.replayed is not None
        assert len(self.replayed.history) == len(state.history)
        assert replace(self.replayed, history=()) == replace(state, history=())

    def instants_never_go_back(self) -> None:
        """Events in order, and nothing due that has not come."""
        table = self.table
        instants = [event.at for event in table.events[-20:]]
        assert instants == sorted(instants)
        self.let_pass(0)
        wanted = due(table.state)
        assert wanted is None or wanted > table.now

    def turns_are_fair(self) -> None:
        """Who was here all along has played as often as the others, or once more or less."""
        here = [p.id for p in self.table.state.people.values() if p.id in self.loyal and p.present]
        played = [self.turns.get(person, 0) for person in here]
        assert max(played, default=0) - min(played, default=0) <= 1
        counts = [
            turns.count
            for person, turns in self.table.state.stage.turns.items()
            if self.table.state.people[person].present
        ]
        assert max(counts, default=0) - min(counts, default=0) <= 1

    def no_secret_before_its_time(self) -> None:
        """The room's and every voter's whole view, searched."""
        state = self.table.state
        room = projector(state)
        on = state.round
        may = set()
        if on is not None:
            assert min(on.tokens.values(), default=0) >= 0
            may = {t for r in on.rung if r.drawn for t in r.drawn.say(state.language).values()}
            if state.kind is K.DEBRIEF and on.tip is not None:
                may |= set(on.tip.say(state.language).values())
            truth = any(phase.kind is K.TRUTH for phase in on.format.phases)
            opened = {K.RESULT, K.DEBRIEF} | ({K.TRUTH, K.BELL, K.VOTE} if truth else set())
            if state.kind in opened:
                said = [drawn.say(state.language).values() for drawn in on.cards.values()]
                may |= {text for texts in said for text in texts}
            else:
                assert room.round is not None
                assert (room.round.answer, room.round.secrets) == ("", {})
            marked = replace(
                state, stage=replace(state.stage, round=replace(on, unranked=not on.unranked))
            )
            assert projector(marked) == room
        assert secrets_in(room) <= may
        revealed = on is not None and on.revealed
        assert (room.result is not None) == revealed
        assert not revealed or state.kind in (K.RESULT, K.DEBRIEF)
        assert bool(room.standings) <= (state.kind is K.STANDINGS)
        waiting = {line.text for line in state.kudos if not line.nodded}
        assert set(room.kudos).isdisjoint(waiting - {k.text for k in state.kudos if k.nodded})
        for key in list(state.people)[-3:]:
            seen = voter(state, key)
            assert seen is not None
            assert seen.room == room
            theirs = secrets_in(seen.secrets)
            assert all(text.startswith(f"§{seen.seat}:") for text in theirs)

    def the_tally_is_right(self) -> None:
        """Every round's, against the paper."""
        state = self.table.state
        for on in (state.round, *state.stage.played):
            if on is not None:
                paper = self.papers.get(on.number, Paper())
                assert shown(scene_tally(state, on, publicly=True)) == figures(paper, on)
                assert not (on.unranked and scene_tally(state, on).ranked)

    def teardown(self) -> None:
        """At the end the whole session once more, history and all."""
        if hasattr(self, "table"):
            state: State | None = None
            for event in self.table.events:
                state = evolve(state, e.from_dict(e.to_dict(event)))
            assert state == self.table.state


def after_seen(before: State, event: e.RoundDrawn, kind: Kind) -> frozenset[str]:
    """What the state says is seen, where a pile was turned more than once."""
    stage: Stage = evolve(before, event).stage
    return stage.seen.get(kind, frozenset())


TestSession = Session.TestCase
TestSession.settings = settings(
    max_examples=150,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
