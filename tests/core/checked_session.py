"""A session with books beside it: every event is written down and checked against RULES.

What the state machine acts through. Knows nothing of hypothesis and none of the core's
arithmetic; recount.py does the sums.
"""

from dataclasses import replace
from typing import Any

from improv.core import actions as a
from improv.core import events as e
from improv.core.cards import Desk, Kind
from improv.core.errors import Refusal, Why
from improv.core.formats import BallotKind, PhaseKind
from improv.core.projections import projector
from improv.core.roster import Door
from improv.core.session import due, evolve
from improv.core.state import Round, State
from improv.core.transitions import may_follow
from improv.core.view_models import ProjectorView
from improv.core.visibility import only_ballots_came
from improv.core.votes import KEYBOARD
from tests.core.recount import (
    Paper,
    after_drawing,
    ceiling,
    cool,
    fitting,
    guessing_seats,
    in_play,
    new_cards,
)
from tests.core.session_driver import SessionDriver

K = PhaseKind
SCENE = {K.PLAY, K.GUESS, K.TRUTH, K.BELL, K.SETTLE, K.VOTE, K.RESULT, K.DEBRIEF}
ROUND = {K.DRAW, K.BRIEF, K.ASK, *SCENE}
NEVER_UNDONE = (
    *("people", "votes", "promises", "kudos", "language", "blank", "muted", "claims", "door"),
    *("volume", "repeats", "headcount", "lines", "offers"),
)
ONLY_IN: dict[type[e.Event], set[PhaseKind]] = {
    e.ReelLocked: {K.DRAW, K.BRIEF},
    e.ReadingBegun: {K.RULES, K.BRIEF},
    e.PlanChosen: {K.LOBBY},
    e.PackKeptOut: {K.LOBBY},
    e.SurveyChosen: {K.LOBBY},
    e.SetupChanged: {K.LOBBY},
    e.CardKeptOut: {K.LOBBY, K.DRAW, K.BRIEF, K.RESULT, K.DEBRIEF, K.BREAK, K.TALK},
    e.TwistRung: {K.PLAY},
    e.HeatSet: {K.BRIEF, K.PLAY},
    e.TokenSpent: {K.PLAY},
    e.SeatPassed: {K.DRAW, K.BRIEF, K.PLAY},
    e.SeatTaken: {K.DRAW, K.BRIEF, K.PLAY},
    e.SeatTakenOver: {K.PLAY},
    e.SeatsOffered: {K.DRAW, K.BRIEF},
    e.OffersClosed: {K.DRAW, K.BRIEF},
    e.StopAsked: {K.BRIEF, K.PLAY, K.GUESS, K.TRUTH},
    e.PromiseLogged: SCENE,
    e.PromiseMarked: SCENE,
    e.SafetyMarked: SCENE,
    e.ElectorateChosen: SCENE - {K.DEBRIEF},
    e.ResultRevealed: {K.RESULT},
    e.CriterionAsked: {K.VOTE},
    e.BallotCast: {K.VOTE, K.GUESS},
    e.LineWritten: {K.ASK},
    e.ConsentGiven: {K.ASK},
    e.LinesApproved: {K.ASK},
    e.LineDismissed: {K.ASK},
    e.PapersCounted: {K.ASK},
    e.WritingEnded: {K.ASK},
    e.LineNoted: {K.ASK, K.PLAY, K.BELL, K.SETTLE, K.VOTE},
    e.LineShown: {K.ASK},
    e.LineDealt: {K.ASK},
    e.HandsCounted: {K.VOTE, K.GUESS},
    e.KudosGiven: {K.RESULT, K.DEBRIEF, K.STANDINGS, K.KUDOS},
    e.KudosNodded: {K.RESULT, K.DEBRIEF, K.STANDINGS, K.KUDOS},
    e.KudosDismissed: {K.RESULT, K.DEBRIEF, K.STANDINGS, K.KUDOS},
}
"""Where each thing may happen: the phases of RULES, written down a second time."""


class Books:
    """The session (`table`), what was seen and played, the votes on paper, the steps."""

    def open(self, table: SessionDriver) -> None:
        """Begin with empty pages."""
        self.table = table
        self.replayed: State | None = None
        self.folded = 0
        self.seen: dict[Kind, set[str]] = {}
        self.turns: dict[str, int] = {}
        self.counted: set[int] = set()
        self.left: dict[int, set[str]] = {}
        """Round number -> who gave a seat away that was taken over."""
        self.declined: dict[int, set[str]] = {}
        """Round number -> ids and phones of who passed on their own phone."""
        self.loyal: set[str] = set()
        self.eager: set[str] = set()
        """Who took a seat that they were not dealt: they may be further ahead than all others."""
        self.phones: dict[str, str] = {}
        """Voter key -> whose phone it is."""
        self.came: dict[str, tuple[int, int]] = {}
        """Voter key -> when it came, and the last round that had been drawn then."""
        self.gone: set[str] = set()
        """Voter keys that were taken out, and have not come again."""
        self.papers: dict[int, Paper] = {}
        self.steps: list[tuple[State, int, tuple[Any, ...]]] = []
        self.phase_ids = {1}
        self.visit = 1  # comes back when a phase is entered again by an undo, unlike its id
        self.numbers: set[int] = set()
        self.rung_by_clock: list[Any] = []
        self.introduced: set[str] = set()
        """Ids of the games whose rules the room was shown."""

    # Acting, with the books kept.

    def act(self, action: a.Action) -> bool:
        """Do what a room does: first the clock's, then this. Whether it was accepted."""
        self.let_pass(0)
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
            if self.late(action, before) and before.kind is not K.END:
                assert answer.why is Why.MOVED_ON
            elif isinstance(action, a.Join):
                claims = self.phones.get(action.voter) == action.voter and action.claims
                assert action.voter not in self.phones or claims, "whoever was in comes back"
            return False
        assert not self.late(action, before)
        state = before
        for event in answer:
            after = evolve(state, event)
            self.book(state, event, after, action)
            state = after
        self.tells_nobody_of_ballots(before, state)
        return True

    def tells_nobody_of_ballots(self, before: State, after: State) -> None:
        """Where only ballots came, the room is told the same as before."""
        if only_ballots_came(before, after):
            assert _without_counts(before) == _without_counts(after)
            assert all(
                after.holder(key) is before.holder(key) for key in (*self.phones, *self.gone)
            )
        elif after is not before and isinstance(event := self.table.events[-1], e.BallotCast):
            assert event.voter.startswith(KEYBOARD)

    def late(self, action: a.Action, before: State) -> bool:
        """Whether it was pressed in an earlier phase or round, and means that one."""
        seen = action.round if isinstance(action, a.TakeSeat | a.Stop) else None
        if before.round is not None and seen not in (None, before.round.number):
            return True
        return not action.any_phase and action.phase_id not in (None, before.running.phase_id)

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
        progress = before.progress
        if event.step:
            books = ({k: set(v) for k, v in self.seen.items()}, dict(self.turns))
            left = {number: set(people) for number, people in self.left.items()}
            pages = (*books, set(self.counted), left, self.visit, set(self.introduced))
            self.steps.append((before, event.at, pages))
        match event:
            case e.RoundDrawn():
                self.book_draw(before, event, action)
            case e.StepBegun() if before.kind in SCENE:  # skipped while somebody was on stage
                self.book_turns(before)
            case e.CardKeptOut():
                assert (event.card in after.progress.out) is event.on
                assert (event.card in progress.out) is not event.on
            case e.PhaseEntered():
                assert may_follow(before.kind, event.phase.kind)
                self.book_phase(event.phase_id)
                round_ = before.round
                if event.phase.kind is K.RULES:
                    assert progress.format.id not in self.introduced, "told a second time"
                    self.introduced.add(progress.format.id)
                closes = event.phase.kind in (K.RULES, K.STANDINGS, K.KUDOS, K.END)
                if round_ is not None and after.round is not None:
                    self.book_swap(round_, event, after.round)
                if event.phase.kind is K.SETTLE or before.kind is K.BELL:
                    # It comes after a hot scene, and nowhere else.
                    assert round_ is not None
                    hot = round_.hottest > 3
                    assert hot is (event.phase.kind is K.SETTLE) or closes
                if event.phase.kind is K.BELL or (closes and before.kind in SCENE):
                    assert round_ is not None
                    self.book_turns(before)
            case e.TwistRung():
                if isinstance(action, a.Tick):
                    assert progress.round is not None
                    here = before.running.phase.id
                    coming = next(c for c in progress.round.coming if c.phase == here)
                    assert event.at == before.running.entered + coming.after
                    self.rung_by_clock.append(event.rung)
                elif event.source == "fresh":
                    assert event.rung.drawn is not None
                    card = event.rung.drawn.card
                    deck, game = in_play(self.table.deck, before), before.round_on.format
                    assert card.id not in progress.out
                    fit = fitting(deck, before.language, card.kind, {}, card.needs) - progress.out
                    fit = cool(deck, fit, ceiling(before, game))
                    had = self.seen.get(card.kind, set())
                    self.seen[card.kind] = after_drawing(had, fit, [card.id])
            case e.StopAsked():
                assert (after.paused, after.stopped) == (True, True)
                assert before.progress is after.progress
            case e.PersonJoined() if event.votes:
                assert event.person not in before.people
                self.book_phone(before, action, event.person)
            case e.PhonesTakenOut():
                assert isinstance(action, a.TakeOut)
                self.book_gone(before, event, action.minutes)
            case e.NameClaimed():
                self.book_claim(before, action, event, after)
            case e.NameReleased():
                self.book_release(before, action, event, after)
            case e.PersonLetIn():
                assert before.kind in SCENE - {K.RESULT, K.DEBRIEF}
                assert before.round is not None
                late = before.people[event.person]
                assert late.present
                assert late.joined_round == before.round.number
            case e.SeatTaken() if isinstance(action, a.EditRoster):
                assert event.person == action.person
                self.book_seat(before, event, after)
            case e.SeatTaken() if isinstance(action, a.TakeOver):
                assert (event.person, event.place) == (action.person, action.place)
                self.book_seat(before, event, after)
            case e.SeatTakenOver():
                self.book_takeover(before, event, after, action)
            case e.SeatTaken():
                assert isinstance(action, a.TakeSeat)
                assert event.person == self.phones[action.voter]
                assert before.round is not None
                if event.person in before.undecided:
                    assert event.place is not None
                    assert before.round.cast[event.place].person == event.person
                    assert before.round.cast == after.round_on.cast
                    return
                if event.place is not None and not before.people[event.person].plays:
                    assert before.round.passed.isdisjoint((event.person, action.voter))
                self.book_seat(before, event, after)
            case e.SeatPassed():
                assert before.round is not None
                self.loyal.discard(before.round.cast[event.place].person)
                assert event.person not in before.round.players | before.round.passed
                if event.own:
                    self.book_pass(before, event, action)
            case e.SeatsOffered():
                assert not before.setup.by_clock
                for person in event.people:
                    assert before.people[person].phone
                    assert person in before.round_on.players
                    assert person not in self.declined.get(before.round_on.number, set())
            case e.PersonChanged():
                self.loyal.discard(event.person)
            case e.LineDealt():
                self.loyal.discard(after.owner)  # who directs their own call cannot be dealt
            case e.BallotCast():
                assert before.round is not None
                assert isinstance(action, a.CastBallot)
                kind, name = event.ballot.kind, self.phones.get(action.voter, "")
                seat = {one.person: one.seat for one in before.round.cast}.get(name, "")
                assert self.may_cast(before.round, kind, seat if action.voter else None)
                assert set(event.ballot.scores.values()) <= {1, 2, 3, 4}
                assert before.kind is self.asks(kind)
                paper = self.papers.setdefault(event.round, Paper())
                if not action.voter:
                    paper.keyed.append(event.ballot)
                    return
                assert event.voter == action.voter
                name = self.phones[action.voter]
                assert paper.names.setdefault(name, event.voter) == event.voter
                before_it = paper.ballots.get((event.voter, kind))
                grades = dict(before_it.scores) if before_it else {}
                for criterion, grade in action.ballot.scores.items():
                    grades[criterion] = grade
                assert event.ballot.scores == grades
                paper.ballots[event.voter, kind] = event.ballot
                if self.came[event.voter][1] >= event.round:
                    paper.late.add(event.voter)
            case e.HandsCounted():
                for row in event.rows:
                    round_ = progress.round
                    guesses = (
                        row == "choice"
                        and round_ is not None
                        and BallotKind.GUESS in round_.format.ballot.kinds
                    )
                    kind = BallotKind.GUESS if guesses else BallotKind.RATE
                    assert before.kind is self.asks(kind)
                self.papers.setdefault(event.round, Paper()).hands.update(event.rows)
            case e.Undone():
                self.book_undo(before, event, after)

    def may_cast(self, round_: Round, kind: BallotKind, seat: str | None) -> bool:
        """Players tell of themselves; a guess is the room's, or whose the format says."""
        if seat is None:  # at the keyboard
            return kind is not BallotKind.SELF
        if kind is BallotKind.GUESS:
            return seat in guessing_seats(round_)
        return bool(seat) is (kind is BallotKind.SELF)

    def book_phone(self, before: State, action: a.Action, person: str) -> None:
        """A phone comes in by an open door, or with the code; a name is one phone's."""
        assert isinstance(action, a.Join)
        assert action.voter in self.phones or (
            before.door is Door.OPEN or (before.door is Door.CODE and action.invited)
        )
        assert person not in self.phones.values()
        if action.voter not in self.phones:
            self.came[action.voter] = (self.table.now, max(self.numbers, default=0))
        self.phones[action.voter] = person
        self.gone.discard(action.voter)

    def book_gone(self, before: State, event: e.PhonesTakenOut, minutes: int | None) -> None:
        """Those without a name that never sat: all that never voted, or all that came lately."""
        voted = {voter for paper in self.papers.values() for voter, _ in paper.ballots}
        sat = {person for people in before.sat.values() for person in people} | before.undecided
        lately = {
            key
            for key, (at, _) in self.came.items()
            if minutes is not None and self.table.now - at <= 60_000 * minutes
        }
        may = {
            key
            for key, person in self.phones.items()
            if key == person and not before.people[key].name and key not in sat
        }
        assert set(event.people) == (may - voted if minutes is None else may & lately)
        for key in event.people:
            del self.phones[key]
            self.gone.add(key)
            self.loyal.discard(key)

    def book_claim(
        self, before: State, action: a.Action, event: e.NameClaimed, after: State
    ) -> None:
        """A name goes to a phone that has none."""
        assert isinstance(action, a.Join)
        assert (event.person, event.voter) == (action.claims, action.voter)
        assert before.people[event.person].name
        assert self.phones.get(event.voter, event.voter) == event.voter
        self.book_phone(before, action, event.person)
        self.book_names(before, event.voter, event.person)
        self.loyal.discard(event.voter)
        was, now = before.people.get(event.voter), after.people[event.person]
        asked = before.round is not None and before.round.format.survey  # nothing was missed
        late = before.kind in SCENE and was is None and not asked
        assert now.joined_round == (was.joined_round if was else late and self.number(before))
        self.book_moved(before, after, event.voter)

    def book_release(
        self, before: State, action: a.Action, event: e.NameReleased, after: State
    ) -> None:
        """The phone has no name, and is as late as it was."""
        assert isinstance(action, a.ReleaseName)
        assert self.phones[event.voter] == event.person
        assert event.stays is (action.voter == event.voter)
        assert event.stays or action.person == event.person
        was, now = before.people[event.person], after.people[event.voter]
        assert (now.name, now.present, now.joined_round) == ("", event.stays, was.joined_round)
        self.phones[event.voter] = event.voter
        self.book_names(before, event.person, event.voter)
        self.loyal -= {event.person, event.voter}
        self.book_moved(before, after, "" if was.plays else event.person)

    def book_names(self, before: State, was: str, now: str) -> None:
        """A phone that has voted has done so under its new name, too, unless that name played."""
        phone = next(key for key, person in self.phones.items() if person == now)
        for number, paper in self.papers.items():
            if paper.names.get(was) == phone and now not in before.sat[number]:
                paper.names[now] = phone

    def book_moved(self, before: State, after: State, leaves: str) -> None:
        """Who volunteered gives the place back; nobody else moves."""
        was = before.round.cast if before.round else ()
        now = after.round.cast if after.round else ()
        assert [c.person for c in now] == ["" if c.person == leaves else c.person for c in was]

    def number(self, state: State) -> int:
        """The number of the round that is on; 0 for none."""
        return state.round.number if state.round else 0

    def book_pass(self, before: State, event: e.SeatPassed, action: a.Action) -> None:
        """Who was asked on their phone passes: it is no step, and nobody is put back."""
        assert isinstance(action, a.TakeSeat)
        assert not event.step
        person = self.phones[action.voter]
        assert before.round_on.cast[event.place].person == person
        assert person in before.undecided
        self.declined.setdefault(before.round_on.number, set()).update({person, action.voter})

    def book_seat(self, before: State, event: e.SeatTaken, after: State) -> None:
        """Somebody sits down where nobody sat, or stands up; nobody else moves."""
        assert before.round is not None
        assert after.round is not None
        was = [chair.person for chair in before.round.cast]
        wanted = ["" if person == event.person else person for person in was]
        if event.place is not None:
            assert not was[event.place]
            wanted[event.place] = event.person
            self.eager.add(event.person)
        assert [chair.person for chair in after.round.cast] == wanted
        self.loyal.discard(event.person)

    def book_takeover(
        self, before: State, event: e.SeatTakenOver, after: State, action: a.Action
    ) -> None:
        """Somebody who does not play takes a seat that is open; the other one leaves it."""
        was, now = before.round, after.round
        assert was is not None
        assert now is not None
        assert event.step == "take_over"
        assert was.cast[event.place].seat == before.running.phase.takeover != ""
        assert event.person not in was.players
        if isinstance(action, a.TakeSeat):
            assert event.person == self.phones[action.voter]
        else:
            assert isinstance(action, a.TakeOver)
            assert event.person == action.person
        wanted = [chair.person for chair in was.cast]
        self.left.setdefault(was.number, set()).update({wanted[event.place]} - {""})
        wanted[event.place] = event.person
        assert [chair.person for chair in now.cast] == wanted
        assert (event.deadline or 0) >= (before.running.deadline or 0)
        self.loyal.discard(event.person)
        self.eager.add(event.person)

    def book_swap(self, was: Round, event: e.PhaseEntered, now: Round) -> None:
        """Two people change places as a phase begins; where none do, all stay."""
        sits, sat = ({c.seat: c.person for c in round_.cast} for round_ in (now, was))
        if event.phase.swap:
            first, second = event.phase.swap
            sat[first], sat[second] = sat[second], sat[first]
        assert sits == sat or len(sits) < len(now.cast)

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
        round_ = state.round
        if round_ is not None and round_.number not in self.counted:
            self.counted.add(round_.number)
            for person in round_.players | self.left.get(round_.number, set()):
                self.turns[person] = self.turns.get(person, 0) + 1

    def book_draw(self, before: State, event: e.RoundDrawn, action: a.Action) -> None:
        """Numbers are new unless cards are drawn again; no card comes back too early."""
        self.book_phase(event.phase_id)
        game = event.survey or before.progress.format
        assert event.survey or game.id in self.introduced, "nobody was told the rules"
        round_ = before.round
        again = round_ is not None and round_.number == event.number
        voted = self.papers.get(round_.number, Paper()) if round_ else Paper()
        if again:
            assert isinstance(action, a.Redraw | a.NotThis | a.PickCard)
            assert voted == Paper()
        else:
            assert event.number not in self.numbers
            if before.kind in SCENE:
                self.book_turns(before)
        self.numbers.add(event.number)
        kept = {}
        if round_ is not None and isinstance(action, a.Redraw | a.ChooseFormat):
            kept = {r: d for r, d in round_.cards.items() if r in before.progress.locked}
            assert all(event.cards[r] == d for r, d in kept.items() if r in event.cards)
        if event.survey:  # the second time the same samples are heard
            of = (one.cards for one in before.surveys if one.format.id == event.survey.id)
            same = next(of, {})
            kept |= {r: d for r, d in event.cards.items() if same.get(r) == d}
        out, deck = before.progress.out, in_play(self.table.deck, before)
        if round_ is not None and isinstance(action, a.NotThis | a.PickCard):
            kept = {r: d for r, d in round_.cards.items() if event.cards.get(r) == d}
            picked = {r: d for r, d in event.cards.items() if d.card.id == event.picked}
            assert picked or isinstance(action, a.NotThis)
            kept.update(picked)
            for one in picked.values():
                self.seen.setdefault(one.card.kind, set()).add(one.card.id)
        for (kind, needs), cards in new_cards(event, kept).items():
            away = game.desk
            assert out.isdisjoint(card.id for card in cards)
            fit = fitting(deck, before.language, kind, event.cards, needs, away, out) - out
            if kind is Kind.PROMPT and "business" in kept:
                desk = kept["business"].card.id
                every = {c.id: c for pack in self.table.deck.packs for c in pack.cards.values()}
                own = {i: not every[i].businesses or desk in every[i].businesses for i in fit}
                fit = {
                    i
                    for i in fit
                    if {
                        Desk.HOME: own[i],
                        Desk.FOREIGN: not own[i] or every[i].desk is Desk.FOREIGN,
                        Desk.ANY: own[i] or every[i].desk is not Desk.HOME,
                    }[away]
                }
            if kind is Kind.PROMPT and not fit:
                # Where none is left for such a desk, another one is better than no game.
                fit = fitting(deck, before.language, kind, event.cards, needs, Desk.ANY, out) - out
            if kind in (Kind.PROMPT, Kind.ROLE, Kind.MOOD, Kind.TWIST):
                most = ceiling(before, game)
                fit = cool(deck, fit, most)
            # What lies on the table comes only if all else is out; with a turned pile it goes back.
            table = fit & {d.card.id for d in kept.values()}
            fit = fit - table or table
            drawn = [card.id for card in cards]
            if not fit.issuperset(drawn):  # all else came, or more were asked for than there are
                assert fit <= set(drawn), "what lies on the table came before others"
                drawn = [card for card in drawn if card not in table]
            # Samples that are heard again may have gone back to their pile meanwhile.
            had = self.seen.get(kind, set()) | (table if event.survey else set())
            self.seen[kind] = after_drawing(had, fit, drawn)
            if len(cards) > len(fit) or table:
                now = set(after_seen(before, event, kind))
                self.seen[kind] = (self.seen[kind] - fit - table) | (now & (fit | table))
        people = [chair.person for chair in event.cast if chair.person]
        assert len(set(people)) == len(people)

    def book_undo(self, before: State, event: e.Undone, after: State) -> None:
        """What comes back, what stays, and that no clock ends by it."""
        then, at, pages = self.steps[-event.steps]
        seen, turns, counted, left, visit, introduced = pages
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
            for part in ("number", "format", "cards", "heat", "tokens", "index"):
                assert getattr(now, part) == getattr(old, part), part
            self.book_cast(before, old, now)
            for part in (
                "revealed",
                "unranked",
                "electorate",
                "asking",
                "answer",
                "spare",
            ):
                assert getattr(now, part) == getattr(old, part), part
            assert now.passed == old.passed | self.declined.get(now.number, set())
            if before.round is not None and before.round.number == now.number:
                assert now.players.isdisjoint(self.declined.get(now.number, set()))
            if same:
                assert all(rung in now.rung for rung in self.rung_by_clock)
                wanted = due(after)
                assert wanted is None or wanted > event.at, "an undo rang something"
        if not after.paused and running.deadline is not None and not running.rang:
            assert running.deadline > event.at
        for part in ("locked", "standings", "format", "chance", "seen"):
            assert getattr(after.progress, part) == getattr(then.progress, part), part
        self.seen, self.turns, self.counted, self.visit = seen, turns, counted, visit
        self.left, self.introduced = left, introduced

    def book_cast(self, before: State, old: Round, now: Round) -> None:
        """Who was dealt a seat has it back; who volunteered keeps it, and who stood up stands.

        Nobody who is away is put back.
        """
        dealt = {person.id for person in before.people.values() if person.plays}
        present = {"", *(person.id for person in before.people.values() if person.present)}
        present -= self.declined.get(now.number, set())
        here = before.round
        same = here is not None and (here.number, here.format) == (old.number, old.format)
        sits = here.cast if here is not None and same else old.cast
        if len(sits) != len(old.cast):  # there were no seats yet, or there are none again
            kept = [one.person if one.person in present else "" for one in old.cast]
            assert [chair.person for chair in now.cast] == (kept if same else [])
            return
        people = [chair.person for chair in sits]
        changes = here.changes if here is not None and same else ()
        for change in reversed(changes[len(old.changes) :]):
            if len(change.people) == 1:  # who gave the seat away has it back
                people[change.places[0]] = "".join({change.people[0]} & present)
            else:
                people[0], people[1] = people[1], people[0]
        for chair, then, just in zip(now.cast, old.cast, people, strict=True):
            by_deal = then.person in present and {then.person, just} & dealt
            assert chair.seat == then.seat
            assert chair.person == (then.person if by_deal else just)


def after_seen(before: State, event: e.RoundDrawn, kind: Kind) -> frozenset[str]:
    """What the state says is seen, where a pile was turned more than once."""
    progress = evolve(before, event).progress
    return progress.seen.get(kind, frozenset())


def _without_counts(state: State) -> ProjectorView:
    """What the projector shows, but for how many have voted, which no phone is told."""
    view = projector(state)
    vote = view.vote and replace(view.vote, voted=0, hands={}, rows={})
    return replace(view, vote=vote, voted=False)
