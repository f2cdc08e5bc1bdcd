"""What must hold after every step of a session, whatever happened."""

import json
from collections.abc import Iterable
from dataclasses import replace

from improv.core.anonymity import anonymised
from improv.core.cards import SPOKEN, DrawnCard
from improv.core.event_codec import from_dict, to_dict
from improv.core.events import BallotCast, KudosGiven
from improv.core.formats import BallotKind, PhaseKind
from improv.core.projections import projector, voter
from improv.core.rounds import scene_tally
from improv.core.session import due, evolve
from improv.core.state import State
from improv.core.view_models import VoterView
from improv.core.visibility import ANSWER
from tests.core.checked_session import Books
from tests.core.recount import Paper, figures, shown
from tests.core.sample_decks import SECRET, readers, secrets_in

K = PhaseKind


class Checks(Books):
    """The books, and what to compare with them."""

    def replay_gives_the_same(self) -> None:
        """Every event, through JSON, folds into the very state."""
        self.replay(self.table.state)

    def replay(self, state: State) -> None:
        """Fold what is new and compare; the steps of history are compared by their number."""
        for event in self.table.events[self.folded :]:
            written = json.loads(json.dumps(to_dict(event)))
            self.replayed = evolve(self.replayed, from_dict(written))
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

    def a_stop_holds_the_clock(self) -> None:
        """Until the scene goes on or is left; it is never the next one that stands."""
        state = self.table.state
        if state.stopped:
            assert state.paused
            assert state.kind in (K.BRIEF, K.PLAY, K.GUESS, K.TRUTH)

    def turns_are_fair(self) -> None:
        """Who was here all along has played as often as the others, or once more or less."""
        here = [p.id for p in self.table.state.people.values() if p.id in self.loyal and p.present]
        played = [self.turns.get(person, 0) for person in here]
        assert max(played, default=0) - min(played, default=0) <= 1
        people = self.table.state.people
        assert (
            self.table.state.progress.turns.keys() - people.keys() <= self.gone | self.came.keys()
        )
        counts = [
            turns.count
            for person, turns in self.table.state.progress.turns.items()
            if person in people and people[person].present and person not in self.eager
        ]
        assert max(counts, default=0) - min(counts, default=0) <= 1

    def no_secret_before_its_time(self) -> None:
        """The room's and every voter's whole view, searched."""
        state = self.table.state
        room = projector(state)
        round_ = state.round
        may: set[str] = set()
        if round_ is not None:
            assert min(round_.tokens.values(), default=0) >= 0
            came = self.texts(rung.drawn for rung in round_.rung)
            may = {text for text in came if readers(text) == {"twist"}}
            if state.kind is K.DEBRIEF:
                may |= self.texts([round_.tip])
            truth = any(phase.kind is K.TRUTH for phase in round_.format.phases)
            opened = {K.RESULT, K.DEBRIEF} | (
                {K.TRUTH, K.BELL, K.SETTLE, K.VOTE} if truth else set()
            )
            if state.kind in opened:
                may |= came | self.texts(round_.cards.values())
            else:
                assert room.round is not None
                assert (room.round.answer, room.round.secrets) == ("", {})
            marked = replace(
                state,
                progress=replace(
                    state.progress, round=replace(round_, unranked=not round_.unranked)
                ),
            )
            assert projector(marked) == room
        assert secrets_in(room) <= may
        revealed = round_ is not None and round_.revealed
        assert (room.result is not None) == revealed
        assert not revealed or state.kind in (K.RESULT, K.DEBRIEF)
        assert bool(room.standings) <= (state.kind is K.STANDINGS)
        waiting = {line.text for line in state.kudos if not line.nodded}
        assert set(room.kudos).isdisjoint(waiting - {k.text for k in state.kudos if k.nodded})
        assert not any(line.nodded and line.dismissed for line in state.kudos)
        for key in list(self.phones)[-4:]:
            seen = voter(state, key)
            assert (seen is None) is (state.holder(key) is None)
            if seen is None:
                continue
            assert seen.projector == room
            self.reads_their_own(seen)

    def reads_their_own(self, seen: VoterView) -> None:
        """All that is for their seat and nothing that is for others; without one they observe."""
        round_ = self.table.state.round
        if round_ is None:
            assert seen.secrets == {}
            return
        whose = {seen.seat or "observer"}
        there = self.texts((*round_.cards.values(), *(rung.drawn for rung in round_.rung)))
        # How a voice says a text is nobody's to read.
        there = {text for text in there if f".{SPOKEN}" not in text}
        theirs = {text for text in there if text.startswith(SECRET) and readers(text) & whose}
        assert secrets_in(seen.secrets) == theirs
        knows = not round_.format.ballot.answer_for.isdisjoint(whose) and round_.answer != ""
        assert (ANSWER in seen.secrets) is knows
        if seen.observer is not None:
            marked = secrets_in(seen.observer)
            assert all("observer" in readers(text) for text in marked)

    def texts(self, cards: Iterable[DrawnCard | None]) -> set[str]:
        """Every text of these cards in the session's language."""
        language = self.table.state.language
        return {text for card in cards if card is not None for text in card.say(language).values()}

    def phones_are_known(self) -> None:
        """Each holds one name or none; nobody sits twice; who voted is a phone, not a name."""
        state = self.table.state
        for key, person in self.phones.items():
            known = state.known(key)
            assert known is not None
            assert (known.id, known.phone) == (person, key)
            assert state.holder(key) is (known if known.name or known.present else None)
        phones = {person.id for person in state.people.values() if person.votes}
        assert phones == set(self.phones.values())
        if state.round is not None:
            seated = [chair.person for chair in state.round.cast if chair.person]
            assert len(set(seated)) == len(seated)
            assert set(seated) <= state.people.keys()
        for votes in state.votes.values():
            voters = {v for v, _ in votes.ballots if not v.startswith("key-")}
            assert voters <= self.phones.keys() | self.gone

    def the_tally_is_right(self) -> None:
        """Every round's, against the paper."""
        state = self.table.state
        for round_ in (state.round, *state.progress.played):
            if round_ is not None:
                paper = self.papers.get(round_.number, Paper())
                assert shown(scene_tally(state, round_, publicly=True)) == figures(paper, round_)
                assert not (round_.unranked and scene_tally(state, round_).ranked)

    def nobody_is_found_when_it_is_closed(self) -> None:
        """What is kept has every tally of the session, and no rater's key or thanks' giver."""
        kept = anonymised(self.table.events)
        before: State = self.table.state
        after: State | None = None
        for event in kept:
            after = evolve(after, event)
        assert after is not None
        for round_ in (before.round, *before.progress.played):
            if round_ is not None:
                assert scene_tally(after, round_) == scene_tally(before, round_)
        for event in kept:
            if isinstance(event, BallotCast) and event.voter in before.people:
                # What was said on the stage, where all heard it.
                assert event.ballot.kind in (BallotKind.SELF, BallotKind.GUESS)
            assert not (isinstance(event, KudosGiven) and event.giver)
