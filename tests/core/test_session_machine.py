"""Whole sessions with random people at every key, checked after each step against RULES.

The checks keep their own books (recount.py); what they know of improv.core is its values.
"""

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from improv.core import actions as a
from improv.core.event_codec import from_dict, to_dict
from improv.core.formats import MOVES, BallotKind, PhaseKind
from improv.core.plans import Plan
from improv.core.session import evolve
from improv.core.shared_codec import SharedCodec
from improv.core.state import Setup, State
from improv.core.votes import Ballot
from tests.core.action_strategies import (
    GAMES,
    SURVEYS,
    electorates,
    keys,
    lines,
    names,
    phone_keys,
    scene_keys,
    setup_changes,
    small,
    voters,
)
from tests.core.checks import Checks
from tests.core.sample_decks import two_packs
from tests.core.sample_plans import PLAN
from tests.core.session_driver import SessionDriver

K = PhaseKind
SAVED = SharedCodec(State)


class Session(Checks, RuleBasedStateMachine):
    """One session; the paper beside it; rules are what people may try."""

    @initialize(
        game=st.sampled_from([name for name in GAMES if name not in SURVEYS]),
        ballot=st.sampled_from(("quick", "coaching")),
        huddle=st.sampled_from((False, False, True)),
        rounds=st.sampled_from((None, None, None, 2)),
        players=st.sampled_from((0, 0, 3, 5, 6, 7)),
        phones=st.sampled_from((0, 3, 5)),
        plays=st.booleans(),
        standings=st.booleans(),
        seed=st.integers(0, 99),
        talk_first=st.sampled_from((None, None, True)),
        plan=st.sampled_from((None, None, PLAN)),
        votes=st.sampled_from((True, True, False)),
        surveys=st.sampled_from(((), (), SURVEYS)),
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
        talk_first: bool | None,
        plan: Plan | None,
        votes: bool,
        surveys: tuple[str, ...],
    ) -> None:
        """A room of some kind opens a session."""
        setup = Setup(
            *(seed, ballot, rounds, huddle),
            talk_first=talk_first,
            plan=plan,
            votes=votes,
            surveys=surveys,
        )
        self.open(SessionDriver(game, setup=setup, deck=two_packs(), standings=standings))
        self.replay(self.table.state)
        self.act(a.EditRoster(id="", add=tuple(f"P{n}" for n in range(players))))
        self.loyal = set(self.table.state.people)
        for n in range(1, phones + 1):
            self.act(a.Join(id="", voter=f"v{n}", plays=plays))

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

    @precondition(lambda self: self.table.state.kind is K.LOBBY)
    @rule(actions=st.lists(setup_changes | st.just(a.Undo(id="")), min_size=3, max_size=9))
    def set_up(self, actions: list[a.Action]) -> None:
        """What is changed before the first round, and taken back."""
        for action in actions:
            self.act(action)

    @precondition(lambda self: len(self.table.state.progress.out) < 2)
    @rule(reel=st.sampled_from(("", "customer", "none")), then=st.lists(keys, max_size=3))
    def not_this(self, reel: str, then: list[a.Action]) -> None:
        """Another card than the one that was drawn, if it may be."""
        self.go_on(K.DRAW, 0)
        self.act(a.NotThis(id="", reel=reel))
        for action in then:
            self.act(action)

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

    @precondition(lambda self: len(self.table.state.progress.played) > 2)
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

    @rule(voter=voters, plays=st.booleans(), invited=st.booleans())
    def join(self, voter: str, plays: bool, invited: bool) -> None:
        """A phone joins or comes back."""
        if not voter.startswith("p"):
            self.act(a.Join(id="", voter=voter, plays=plays, invited=invited))

    @rule(
        kind=st.sampled_from((K.DRAW, K.BRIEF, K.PLAY, K.VOTE)),
        actions=st.lists(phone_keys, min_size=1, max_size=8),
    )
    def phones_ask(self, kind: PhaseKind, actions: list[a.Action]) -> None:
        """Phones join, claim names, volunteer and stand up, and the game goes back and on."""
        self.go_on(kind, 0)
        for action in actions:
            self.act(action)

    @rule(
        voter=st.sampled_from(("v1", "v2", "v6")),
        names=st.lists(st.sampled_from(("", "p1", "p2", "p3")), min_size=1, max_size=4),
        grade=st.integers(1, 4),
        freed=st.booleans(),
    )
    def vote_under_many_names(self, voter: str, names: list[str], grade: int, freed: bool) -> None:
        """One phone claims name after name, votes under each, and is let in as often as it asks."""
        self.go_on(K.VOTE, 0)
        if (round_ := self.table.state.round) is None:
            return
        for name in names:
            self.act(a.Join(id="", voter=voter, claims=name))
            self.act(a.LetIn(id=""))
            for kind in round_.question.kinds:
                rates = {c.id: grade for c in round_.question.criteria}
                choice = "" if kind is BallotKind.RATE else (*round_.question.options, "1")[0]
                ballot = Ballot(kind, rates if kind is BallotKind.RATE else {}, choice=choice)
                self.act(a.CastBallot(id="", round=round_.number, ballot=ballot, voter=voter))
            released = a.ReleaseName(id="", person=name) if freed else a.ReleaseName(voter=voter)
            self.act(released)

    @rule(
        kind=st.sampled_from(BallotKind),
        voter=st.one_of(voters, st.just("")),
        grade=st.integers(0, 5),
        moves=st.lists(st.sampled_from((*MOVES, "magic")), max_size=3),
        choice=st.sampled_from(("1", "2", "high", "one", "")),
        behind=st.sampled_from((0, 0, 0, 1)),
        answered=st.sampled_from((5, 5, 0, 1, 2, 4)),
    )
    def vote(
        self,
        kind: BallotKind,
        voter: str,
        grade: int,
        moves: list[str],
        choice: str,
        behind: int,
        answered: int,
    ) -> None:
        """One ballot, right or wrong, complete or begun."""
        round_ = self.table.state.round
        if kind is BallotKind.SELF:
            scores = {"self": grade}
        else:
            asked = round_.question.criteria if round_ is not None else ()
            scores = {criterion.id: grade for criterion in asked[:answered]}
        picks = kind in (BallotKind.PICK, BallotKind.GUESS)
        ballot = Ballot(kind, {} if picks else scores, tuple(moves), choice if picks else "")
        number = round_.number - behind if round_ else 1
        self.act(a.CastBallot(id="", round=number, ballot=ballot, voter=voter))

    @rule(
        grades=st.lists(st.integers(1, 4), min_size=1, max_size=9),
        choice=small,
        begun=st.integers(0, 9),
        then=st.sampled_from((a.Redraw(id=""), a.Reveal(id=""), a.Back(id=""), a.Resume(id=""))),
    )
    def everybody_votes(self, grades: list[int], choice: int, begun: int, then: a.Action) -> None:
        """The room is brought to a vote and votes; who is no voter tries too.

        Voter number `begun` answers as many questions.
        """
        self.go_on(K.VOTE, 0)
        round_ = self.table.state.round
        if round_ is None:
            return
        for n, grade in enumerate(grades, start=1):
            for kind in (*round_.question.kinds, BallotKind.SELF):
                asked = round_.question.criteria[: n if n == begun else None]
                scores = {c.id: 1 + (grade + i) % 4 for i, c in enumerate(asked)}
                rated = {BallotKind.RATE: scores, BallotKind.SELF: {"self": grade}}
                options = round_.question.options
                chosen = "" if kind in rated or not options else options[choice % len(options)]
                ballot = Ballot(kind, rated.get(kind, {}), choice=chosen)
                number = round_.number
                self.act(a.CastBallot(id="", round=number, ballot=ballot, voter=f"v{n}"))
        self.act(then)

    @rule(
        row=st.sampled_from(("moves", "choice", "none")) | st.integers(0, 4),
        counts=st.lists(st.integers(-1, 5), min_size=2, max_size=6),
        fits=st.booleans(),
    )
    def raise_hands(self, row: str | int, counts: list[int], fits: bool) -> None:
        """A show of hands, for a row that may not be there, of a length that may not be right."""
        round_ = self.table.state.round
        asked = round_.question.criteria if round_ else ()
        if isinstance(row, int):
            row = asked[row % len(asked)].id if asked else "calm"
            counts = [abs(count) for count in (counts * 2)[:4]] if fits else counts
        self.act(a.ShowHands(id="", rows={row: tuple(counts)}))

    @rule(
        newcomers=st.lists(st.sampled_from(("v6", "v7", "v8")), max_size=3),
        grade=st.integers(1, 4),
        choices=st.lists(electorates, min_size=1, max_size=3),
        then=st.sampled_from((a.Reveal(id=""), a.Undo(id=""), a.Back(id=""), a.TakeOut(minutes=5))),
    )
    def stuff(
        self, newcomers: list[str], grade: int, choices: list[a.Action], then: a.Action
    ) -> None:
        """Phones come after the draw and vote; whose votes count is chosen, and undone."""
        self.go_on(K.BRIEF, 0)
        for voter in newcomers:
            self.act(a.Join(id="", voter=voter, invited=True))
        self.go_on(K.VOTE, 0)
        if (round_ := self.table.state.round) is None:
            return
        scores = {criterion.id: grade for criterion in round_.question.criteria}
        ballot = Ballot(BallotKind.RATE, scores)
        for voter in ("v1", "v2", *newcomers):
            self.act(a.CastBallot(id="", round=round_.number, ballot=ballot, voter=voter))
        for choice in choices:
            self.act(choice)
        self.act(then)

    @rule(
        game=st.sampled_from(("", "letter", "own-call")),
        actions=st.lists(lines, min_size=1, max_size=8),
        seconds=st.sampled_from((0, 0, 5, 61)),
    )
    def write(self, game: str, actions: list[a.Action], seconds: int) -> None:
        """Everybody writes; lines are approved, dismissed, shown and dealt."""
        if game:
            self.act(a.ChooseFormat(id="", format=game))
        self.go_on(K.ASK, 0)
        for action in actions:
            self.act(action)
            self.let_pass(seconds)

    # What must hold whatever happened.

    @invariant()
    def everything_holds(self) -> None:
        """All of the checks below, after every step."""
        self.replay_gives_the_same()
        self.instants_never_go_back()
        self.a_stop_holds_the_clock()
        self.turns_are_fair()
        self.no_secret_before_its_time()
        self.phones_are_known()
        self.the_tally_is_right()

    def teardown(self) -> None:
        """At the end the whole session once more, history and all, saved and read on the way."""
        if hasattr(self, "table"):
            state: State | None = None
            for number, event in enumerate(self.table.events):
                state = evolve(state, from_dict(to_dict(event)))
                if number % 20 == self.table.state.setup.seed % 20:
                    state = SAVED.decode(SAVED.encode(state))
            assert state == self.table.state
            assert state is not None
            assert SAVED.encode(state) == SAVED.encode(self.table.state)
            self.nobody_is_found_when_it_is_closed()


TestSession = Session.TestCase
TestSession.settings = settings(
    max_examples=15,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.slow
@pytest.mark.timeout(1200)
class TestMoreSessions(Session.TestCase):  # type: ignore[misc,valid-type]
    """The same, more often."""

    settings = settings(TestSession.settings, max_examples=150)
