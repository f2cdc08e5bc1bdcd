"""From the state to what each is given to show, in the language of whoever reads it.

What a client must not know is not in its view (visibility.py): no screen has to hide anything.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from improv.core import surveys
from improv.core import view_models as v
from improv.core.actions import AskSurvey, ChangeSetup, ChooseElectorate, ChooseSeconds, NoteLine
from improv.core.card_views import kept_out, pack_names, titles, why
from improv.core.cards import Audience, DrawnCard, Kind, Words
from improv.core.draw import Deck
from improv.core.electorate import anybody_voted, belongs, turnout
from improv.core.eligibility import (
    asked_of,
    hand_rows,
    open_kinds,
    question_now,
    raters,
    sits_out,
    voted,
    waiting,
    waits,
)
from improv.core.follow_up import follow_ups
from improv.core.formats import ROOM, BallotKind, Format, Phase, PhaseKind, audience_of
from improv.core.line_views import ask_view, line_views, noted_lines, words_with_lines
from improv.core.lookahead import next_cast, next_draw, next_events, next_game, next_phase
from improv.core.numerals import language_tag
from improv.core.offers import offered
from improv.core.plan_views import plan_names, plan_view, step_title
from improv.core.roster import CastMember, Person, places, shown_names
from improv.core.rounds import scene_tally
from improv.core.seats import changing, may_take, open_place, place_to_fill
from improv.core.setup_changes import choices, chosen
from improv.core.solo_views import solo_view
from improv.core.state import PlayedTwist, Round, State
from improv.core.tally import Placed, Tally, standings
from improv.core.timing import adjustable, as_played, ends_by_clock
from improv.core.visibility import ANSWER, readable, secrets, secrets_open
from improv.core.votes import Electorate, question_of

_ALL = frozenset(Audience)


def projector(state: State, language: str = "", *, latin_digits: bool = False) -> v.ProjectorView:
    """The room's view, in another language than the session's where one is given.

    `latin_digits`: so is the number that tells two people of one name apart.
    """
    language = language or state.language
    running, round_, rules = state.running, state.round, state.rules_shown
    tag = language_tag(language, latin=latin_digits)
    called = shown_names(state.people.values(), tag)
    clock = None
    if running.deadline is not None and not rules:
        clock = v.ClockView(running.entered, running.deadline, running.rang, ends_by_clock(state))
    return v.ProjectorView(
        language=language,
        # Rules that lie over a phase look like the phase that they have at first.
        kind=PhaseKind.RULES if rules else state.kind,
        phase_id=running.phase_id,
        phase=PhaseKind.RULES.value if rules else running.phase.id,
        turn=(0, 0) if rules else (running.phase.turn, running.phase.turns),
        format=words_with_lines(state, language),
        format_id=state.game.id,
        clock=clock,
        paused=state.paused and not state.rules_hold,
        stopped=state.stopped,
        blank=state.blank,
        muted=state.muted,
        volume=state.volume,
        huddle=state.setup.by_clock,
        votes=state.setup.votes,
        has_vote=(state.setup.votes or state.game.survey) and state.game.has_vote,
        clock_in_sight=state.setup.clock,
        step=step_title(state, language),
        rounds=state.setup.total_rounds,
        people=tuple(
            person if person.name == called[person.id] else replace(person, name=called[person.id])
            for person in state.people.values()
        ),
        voted=round_ is None or not round_.format.has_vote or anybody_voted(state, round_),
        called=called,
        door=state.door,
        onlookers=_onlookers(state),
        rules=_rules(state) if rules or state.kind is PhaseKind.RULES else None,
        round=_round(state, round_, language, called) if round_ else None,
        solo=solo_view(state, state.setup.shift, language) if state.setup.shift else None,
        vote=_vote(state, round_) if round_ and open_kinds(state) and not rules else None,
        ask=ask_view(state, round_)
        if round_ and state.kind is PhaseKind.ASK and not rules
        else None,
        result=scene_tally(state, round_, publicly=True) if round_ and round_.revealed else None,
        standings=_standings(state, language, called) if state.kind is PhaseKind.STANDINGS else (),
        kudos=tuple(line.text for line in state.kudos if line.nodded),
        before=surveys.before(state, round_)
        if round_ and round_.revealed and round_.format.survey
        else None,
        played=len(state.scenes),
        follow_ups=follow_ups(state) if state.kind is PhaseKind.END else (),
    )


def host(state: State, deck: Deck, language: str = "", *, latin_digits: bool = False) -> v.HostView:
    """The facilitator's view, in another language than the session's where one is given."""
    language = language or state.language
    packs, deck = deck.packs, deck.without(state.setup.packs_out)
    round_ = state.round
    ahead, shown = next_events(state, deck), projector(state, language, latin_digits=latin_digits)
    entered, drawn = next_phase(ahead), next_draw(state, deck, ahead)
    after = entered.phase if entered else None
    fills = place_to_fill(state)
    games = sorted(deck.formats.values(), key=lambda game: game.survey)
    return v.HostView(
        projector=shown,
        reels=tuple(_reel(state, r, c, language, _ALL) for r, c in round_.cards.items())
        if round_
        else (),
        coming=tuple(_coming(state, round_, language)) if round_ else (),
        spare=len(round_.spare) if round_ else 0,
        takers=_takers(state, shown.called) if fills is not None else (),
        fills=fills,
        next_phase=state.running.phase if state.rules_shown else after,
        next_format=next_game(state, ahead).id,
        next_players=_next_players(state, drawn.cast if drawn else next_cast(state), shown.called),
        next_reels=tuple(_reel(state, reel, card, language) for reel, card in drawn.cards.items())
        if drawn
        else (),
        promises=state.promises,
        kudos=tuple(
            (line.number, line.text, line.nodded) for line in state.kudos if not line.dismissed
        ),
        formats={game.id: game.say(language) for game in games},
        survey_ids=frozenset(game.id for game in games if game.survey),
        times=_times(state),
        settings=_settings(state),
        surveys=_surveys(state, deck, language),
        unranked=bool(round_ and round_.unranked),
        turnout=turnout(state, round_) if round_ and _undecided(state, round_) else None,
        headcount=state.headcount,
        answer=round_.answer if round_ else "",
        standings=state.progress.standings,
        can_undo=bool(state.history) and not state.over,
        secrets=_peeks(round_, language) if round_ else {},
        languages=tuple(sorted(deck.languages())),
        lines=line_views(state, round_) if round_ and state.kind is PhaseKind.ASK else (),
        noted=noted_lines(state, round_) if round_ and state.kind in NoteLine.phases else (),
        waiting=tuple(replace(p, name=shown.called[p.id]) for p in waiting(state)),
        why=why(state, deck, language),
        titles=titles(state, deck, language),
        out=kept_out(state, deck, language),
        packs=pack_names(state, packs, language),
        plan=plan_view(state, deck, language),
        plans=plan_names(state, deck, language),
        gaps=deck.gaps(state.language),
    )


def _next_players(
    state: State, cast: tuple[CastMember, ...], called: Mapping[str, str]
) -> tuple[v.SeatView, ...]:
    """The seats that are dealt; of those that will be offered first nobody is told the name."""
    dealt = tuple(member for member in cast if member.person)
    number = state.last_round + 1
    hidden = {p for one in offered(state, number, (m.person for m in dealt), 0) for p in one.people}
    return _seated(dealt, called, hidden)


def _takers(state: State, called: Mapping[str, str]) -> tuple[Person, ...]:
    """Everybody present with a name who does not sit in the scene."""
    players = state.round_on.players
    return tuple(
        replace(person, name=called[person.id])
        for person in state.people.values()
        if person.name and person.present and person.id not in players
    )


def _times(state: State) -> tuple[Phase, ...]:
    if state.kind not in ChooseSeconds.phases:
        return ()
    return adjustable(state.progress.format)


def _settings(state: State) -> tuple[v.SettingView, ...]:
    if state.kind not in ChangeSetup.phases:
        return ()
    setup = state.setup
    return tuple(
        v.SettingView(field, chosen(setup, field), tuple(values))
        for field, values in choices(setup).items()
    )


def _surveys(state: State, deck: Deck, language: str) -> tuple[v.SurveyName, ...]:
    if state.kind not in AskSurvey.phases:
        return ()
    setup = state.setup
    return tuple(
        v.SurveyName(game.id, game.say(language).get("name", game.id), game.id in setup.surveys)
        for game in deck.formats.values()
        if game.survey and game.id not in setup.planned
    )


def _undecided(state: State, round_: Round) -> bool:
    """Whether somebody may have voted, and the room has seen no result."""
    asks = bool(round_.question.kinds)
    return asks and state.kind in ChooseElectorate.phases and not round_.revealed


def voter(state: State, key: str) -> v.VoterView | None:
    """The view of the voter with this key; None for one that never joined."""
    return VoterViews(state, projector(state)).of(key)


class VoterViews:
    """The views of all voters of one moment, where hundreds ask: what they share is made once."""

    def __init__(self, state: State, shown: v.ProjectorView) -> None:
        """`shown`: what the projector shows of the same state."""
        self._state, self._room = state, shown
        self._secrets: dict[str, dict[str, Words]] = {}
        round_ = state.round
        if round_ is not None:
            places = {member.person: i for i, member in enumerate(round_.cast)}
            self._offers = {person: places.pop(person) for person in state.undecided}
            self._seats = places
            self._criteria = tuple(criterion.id for criterion in round_.question.criteria)
            self._kinds = shown.vote.kinds if shown.vote else ()
            watching = audience_of("")
            self._observers = [_card(o, shown.language, watching) for o in round_.observers]

    def of(self, key: str) -> v.VoterView | None:
        """The view of the voter with this key; None for one that never joined."""
        state, shown, round_ = self._state, self._room, self._state.round
        person = state.holder(key)
        if person is None:
            return None
        if person.name != (name := shown.called[person.id]):
            person = replace(person, name=name)
        if round_ is None:
            return v.VoterView(
                shown, person, "", None, False, False, False, None, {}, {}, (), (), False
            )
        place = self._seats.get(person.id)
        seat = "" if place is None else round_.cast[place].seat
        cast, counts = state.votes_of(round_.number).ballots, belongs(person, round_)
        missed = round_.electorate is Electorate.AT_DRAW and not counts
        own = state.lines_of(round_.number).by.get(person.phone)
        return v.VoterView(
            projector=shown,
            person=person,
            seat=seat,
            place=place,
            volunteered=bool(seat) and not person.plays,
            sits_out=sits_out(state, person),
            may_take=may_take(state, person),
            observer=None if seat else self._observer(person),
            secrets=self._secrets_of(seat, round_),
            ballots={
                kind: cast[at]
                for kind in BallotKind
                if (at := (person.phone, kind.value)) in cast
                if counts or not round_.question.of_room(kind)
            },
            asks=asked_of(state, person, self._kinds),
            criteria=self._criteria,
            late=person.joined_round == round_.number or missed,
            waits=waits(state, person),
            line=own.text if own else "",
            consents=own.consents if own else None,
            directs=bool(round_.dealt and own and own.option == round_.dealt),
            offer=self._offers.get(person.id),
        )

    def _secrets_of(self, seat: str, round_: Round) -> dict[str, Words]:
        if seat not in self._secrets:
            who = audience_of(seat)
            self._secrets[seat] = secrets(round_, self._room.language, who)
        return self._secrets[seat]

    def _observer(self, person: Person) -> v.CardView | None:
        """One of the round's observer cards, the same all through it; neighbours get others."""
        if not self._observers:
            return None
        return self._observers[
            int.from_bytes(person.id.encode()[-2:], "big") % len(self._observers)
        ]


def _onlookers(state: State) -> int | None:
    present = sum(person.present for person in state.people.values())
    return max(0, present - len(places(state.game.seats))) if present else None


def _rules(state: State) -> v.RulesView:
    game = as_played(state.setup, state.game)
    asked = question_of(game.ballot, state.setup.criteria, game.ballot.options)
    return v.RulesView(
        seats=tuple(seat.id for seat in game.seats),
        kinds=asked.kinds,
        criteria=tuple(one.id for one in asked.criteria) if BallotKind.RATE in asked.kinds else (),
        guessers=asked.guessing(places(game.seats)),
        ranked=game.ballot.ranked,
        tokens=game.tokens,
        changed=_changed(state, game),
        first=state.kind is PhaseKind.RULES and state.last_scene == 0,
    )


def _changed(state: State, game: Format) -> bool:
    """Whether the scene before was of another game."""
    return bool(state.progress.played) and state.progress.played[-1].format.id != game.id


def _card(drawn: DrawnCard, language: str, who: frozenset[Audience] = ROOM) -> v.CardView:
    card, words = drawn.card, readable(drawn, language, who)
    return v.CardView(card.id, card.kind, words, card.manner)


def _reel(
    state: State, reel: str, drawn: DrawnCard, language: str, who: frozenset[Audience] = ROOM
) -> v.ReelView:
    return v.ReelView(reel, _card(drawn, language, who), reel in state.progress.locked)


def _peeks(round_: Round, language: str) -> dict[str, Mapping[str, Words]]:
    every = {who.value: secrets(round_, language, {who}) for who in Audience}
    return {who: found for who, found in every.items() if found}


def _round(state: State, round_: Round, language: str, called: Mapping[str, str]) -> v.RoundView:
    opened = secrets_open(state)
    return v.RoundView(
        number=round_.number,
        ordinal=len(state.progress.played) + 1,
        reels=tuple(_reel(state, reel, drawn, language) for reel, drawn in _heard(state, round_)),
        cast=_seated(round_.cast, called, round_.players if state.undecided else ()),
        observers=tuple(_card(drawn, language) for drawn in round_.observers),
        twists=tuple(_twist(state, round_, rung, language) for rung in round_.rung),
        heat=round_.heat,
        tokens=round_.tokens,
        mute_until=round_.mute_until,
        takes=round_.takes,
        secrets=_opened(round_, language) if opened else {},
        answer=round_.answer if opened else "",
        electorate=round_.electorate,
        takeover=open_place(state),
        changes=len(round_.changes),
        changing=changing(state),
        changed=_changed(state, round_.format),
        line=state.lines_of(round_.number).text(round_.dealt) if round_.dealt else "",
        survey=round_.format.survey,
        sample=surveys.sample(state, round_, language),
        tip=round_.tip.say(language).get("text", "")
        if round_.tip and state.kind in (PhaseKind.DEBRIEF, PhaseKind.COACH)
        else "",
    )


def _heard(state: State, round_: Round) -> Iterator[tuple[str, DrawnCard]]:
    """The reels with their cards; of a survey's samples the one that is on."""
    on = surveys.sample_on(state, round_)
    return ((reel, card) for reel, card in round_.cards.items() if on in (None, reel))


def _opened(round_: Round, language: str) -> dict[str, Words]:
    """All that was secret but the answer, which has a place of its own."""
    found = secrets(round_, language, _ALL)
    found.pop(ANSWER, None)
    return found


def _seated(
    cast: tuple[CastMember, ...], called: Mapping[str, str], hidden: Collection[str] = ()
) -> tuple[v.SeatView, ...]:
    """The seats of a cast; nobody is told the names of who is `hidden`."""
    return tuple(
        v.SeatView(member.seat, "", taken=True, hidden=True)
        if member.person in hidden
        else v.SeatView(member.seat, called[member.person], taken=True)
        if member.person
        else v.SeatView(member.seat, "")
        for member in cast
    )


def _twist(state: State, round_: Round, rung: PlayedTwist, language: str) -> v.TwistView:
    if rung.drawn is not None:
        return v.TwistView(rung.at, card=_card(rung.drawn, language))
    if rung.promise is not None:
        made = next(p for p in state.promises if p.number == rung.promise)
        return v.TwistView(rung.at, promise=made.text)
    return v.TwistView(rung.at, cue=round_.format.say(language).get("cue", ""))


def _coming(state: State, round_: Round, language: str) -> Iterator[tuple[int, v.TwistView]]:
    """Those of the phase that is on and of later ones; what a phase left behind does not come."""
    over = {phase.id for phase in round_.format.phases[: round_.index]}
    here = state.running.phase.id if state.kind is PhaseKind.PLAY else None
    for coming in round_.coming:
        if coming.phase not in over:
            instant = state.running.entered + coming.after if coming.phase == here else -1
            yield instant, _twist(state, round_, PlayedTwist(instant, coming.drawn), language)


def _vote(state: State, round_: Round) -> v.VoteView:
    asked, votes, able = question_now(state, round_), state.votes_of(round_.number), raters(state)
    return v.VoteView(
        kinds=open_kinds(state),
        criteria=tuple(criterion.id for criterion in asked.criteria),
        asking=round_.asking,
        options=asked.options,
        guessers=asked.guessing(places(round_.format.seats)),
        voters=len(able),
        voted=voted(state, able),
        hands=votes.hands,
        rows=hand_rows(state),
    )


def _standings(
    state: State, language: str, called: Mapping[str, str]
) -> tuple[tuple[v.StandingView, ...], ...]:
    """Scenes that were asked the same, in their order, each list on its own."""
    played = state.progress.played
    ordinals = {round_.number: i for i, round_ in enumerate(played, start=1)}
    rounds = {round_.number: round_ for round_ in played}
    alike: dict[tuple[str, ...], dict[int, Tally]] = {}
    for round_ in played:
        if round_.tally and (same := round_.question.same):
            alike.setdefault(same, {})[round_.number] = round_.tally
    lists = (
        tuple(_standing(rounds[p.number], ordinals[p.number], p, language, called) for p in placed)
        for placed in map(standings, alike.values())
    )
    return tuple(filter(None, lists))


def _standing(
    round_: Round, ordinal: int, placed: Placed, language: str, called: Mapping[str, str]
) -> v.StandingView:
    request = next((d for d in round_.cards.values() if d.card.kind is Kind.PROMPT), None)
    return v.StandingView(
        place=placed.place,
        ordinal=ordinal,
        title=request.say(language).get("title", "") if request else "",
        cast=_seated(round_.cast, called),
        tally=placed.tally,
    )
