"""Refusals: an action that may not be. Stable names and values; the words live in locale/."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Why(StrEnum):
    """The closed list of refusal names. Clients and translations rely on them: never rename."""

    MOVED_ON = "moved_on"  # the game is past the phase this was pressed in
    WRONG_PHASE = "wrong_phase"  # not in this phase
    SESSION_OVER = "session_over"
    NOTHING_TO_UNDO = "nothing_to_undo"
    NO_CLOCK = "no_clock"  # this phase has no clock to add to
    NOT_PAUSED = "not_paused"
    ALREADY_PAUSED = "already_paused"
    TOO_FEW_PLAYERS = "too_few_players"
    TOO_MANY_PLAYERS = "too_many_players"
    NOBODY_LEFT = "nobody_left"  # everyone else has passed or is seated
    NOT_SEATED = "not_seated"
    UNKNOWN_PERSON = "unknown_person"
    UNKNOWN_FORMAT = "unknown_format"
    UNKNOWN_PLAN = "unknown_plan"
    NO_PLAN = "no_plan"  # this session has none
    NO_STEP = "no_step"  # none with this place can still be changed
    LAST_STEP = "last_step"  # without it nothing would be played
    PLAN_FULL = "plan_full"  # it holds no more steps
    UNKNOWN_REEL = "unknown_reel"
    UNKNOWN_CARD = "unknown_card"  # none is called so
    MANY_CARDS = "many_cards"  # several have that in their titles
    NO_REEL = "no_reel"  # this game draws no card of this kind
    LAST_CARD = "last_card"  # without it there would be none of its kind
    UNKNOWN_PACK = "unknown_pack"
    PACK_NEEDED = "pack_needed"  # without it a game that comes has too few cards
    UNKNOWN_LANGUAGE = "unknown_language"
    UNKNOWN_TOKEN = "unknown_token"
    UNKNOWN_PROMISE = "unknown_promise"
    UNKNOWN_KUDOS = "unknown_kudos"
    NO_TOKEN_LEFT = "no_token_left"
    NO_TWIST_LEFT = "no_twist_left"
    EMPTY_PILE = "empty_pile"  # no card of this kind has words in this language
    VOTE_CLOSED = "vote_closed"
    NOT_A_VOTER = "not_a_voter"  # never joined, or joined during this scene
    PLAYERS_DO_NOT_VOTE = "players_do_not_vote"
    ONLY_PLAYERS = "only_players"  # a self ballot from somebody who did not play
    WRONG_BALLOT = "wrong_ballot"  # a kind or shape this round does not ask for
    BAD_VALUE = "bad_value"  # a value that cannot be: see bad_value()
    ROOM_FULL = "room_full"
    DOOR_SHUT = "door_shut"  # the facilitator lets nobody new in
    CODE_NEEDED = "code_needed"  # the room code has to be shown
    NAME_TAKEN = "name_taken"  # another phone has claimed this name
    ENOUGH_THANKS = "enough_thanks"  # this person has given as many as one may
    SEAT_TAKEN = "seat_taken"
    SEAT_PASSED = "seat_passed"  # they had one in this round, and the facilitator passed it on
    WRITING_CLOSED = "writing_closed"
    UNKNOWN_LINE = "unknown_line"  # dismissed, or its writer has changed it meanwhile
    OWNER_DIRECTS = "owner_directs"  # it is their call that is played: they do not play the agent
    NOT_SAVED = "not_saved"  # the disk does not take it; ask again


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an action changed nothing, with the values that its words need."""

    why: Why
    values: Mapping[str, str | int] = field(default_factory=dict)


def bad_value(field: str, problem: str = "") -> Refusal:
    """The refusal of a value; `problem`: `number` (out of range), `empty`, `long`, or empty."""
    values = {"field": field, "problem": problem}
    return Refusal(Why.BAD_VALUE, {name: value for name, value in values.items() if value})
