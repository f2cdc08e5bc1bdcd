"""The room's part of a state: what everybody of one language is told, made once for all of them."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from markupsafe import Markup

from improv.core import projections
from improv.core.eligibility import question_now
from improv.core.formats import PhaseKind
from improv.core.view_models import ProjectorView
from improv.director.live_view import VisibleState
from improv.director.room import Room
from improv.phones.follow_up import FollowUps
from improv.phones.hosting import Hosting
from improv.phones.page_parts import PageParts
from improv.phones.payloads import Payload, compact_json, room_payload, stranger_payload
from improv.phones.result_page import scene_values
from improv.scenes.ballot import hand_rows
from improv.scenes.result import ResultScene, result
from improv.scenes.words import Names


@dataclass(slots=True)
class RoomPart:
    """What everybody of one language is sent of one version."""

    shown: VisibleState
    view: ProjectorView
    voters: projections.VoterViews
    payload: Payload
    text: str
    """The payload as JSON."""
    result: ResultScene | None
    """What the projector shows of the result, for the pages; None in other phases."""
    hosting: Hosting | None = None
    """How the room is hosted; None on a facilitator's own machine."""
    pages: dict[tuple[str, str, str, bool], PageParts] = field(default_factory=dict)
    """(prefix, code, the own part, whether the room's part is in it) -> the page."""
    shared_html: dict[str, Markup] = field(default_factory=dict)
    """Name of a part that all voters' pages share -> its HTML."""
    entries: dict[tuple[bool, bool], tuple[Payload, str]] = field(default_factory=dict)
    """(invited, outside) -> how to join, and the same as JSON."""

    @property
    def names_left(self) -> bool:
        """Whether there is a name to claim."""
        return bool(self.entry(invited=True, outside=False)[0]["join"]["names"])

    def once(self, name: str, caller: Callable[[], Markup]) -> Markup:
        """A part of the voters' pages that is the same on all of them, rendered for the first."""
        made = self.shared_html.get(name)
        if made is None:
            self.shared_html[name] = made = caller()
        return made

    def for_voter(self, state: Payload) -> Payload:
        """The state of a voter, or of who may join, for the templates of their page."""
        scene = self.result if state["you"] else None
        return {**state, **scene_values(scene), "once": self.once}

    def for_host(self, state: Payload) -> Payload:
        """The state of a host for the templates of the remote."""
        rows = hand_rows(self.view, Names.of(self.view))
        return {**state, **scene_values(self.result), "hand_rows": rows}

    def entry(self, *, invited: bool, outside: bool) -> tuple[Payload, str]:
        """How to join, made once for all who are told the same."""
        made = self.entries.get((invited, outside))
        if made is None:
            entry = stranger_payload(self.view, invited=invited, outside=outside)
            hosting = self.hosting
            told = hosting.payload(self.view.language) if hosting else None
            entry["join"]["hosting"] = told
            self.entries[invited, outside] = made = entry, compact_json(entry)
        return made


class RoomParts:
    """The parts of one room, one for each language; made anew when something has changed."""

    def __init__(
        self, room: Room, follow_ups: FollowUps | None = None, hosting: Hosting | None = None
    ) -> None:
        """`follow_ups`: what phones are offered at the end; `hosting`: what they are told."""
        self._room, self._follow_ups, self._hosting = room, follow_ups, hosting
        self._made: dict[str, RoomPart] = {}

    def of(self, language: str) -> RoomPart:
        """The room's part in `language`."""
        shown, made = self._room.shown, self._made.get(language)
        if made is not None and made.shown is shown:
            return made
        state = shown.state
        view = projections.projector(state, language)
        voters = projections.VoterViews(state, view)
        asked = (
            replace(question_now(state, state.round), kinds=view.vote.kinds)
            if state.round and view.vote
            else None
        )
        offered = self._follow_ups
        payload = room_payload(view, asked)
        payload["follow_up"] = offered.payload(view.follow_ups, language) if offered else None
        scene = result(view, Names.of(view)) if view.kind is PhaseKind.RESULT else None
        # After a ballot nothing is new for the others: the same object tells them so.
        if made is not None and made.payload == payload and made.result == scene:
            made.shown, made.view, made.voters = shown, view, voters
            made.entries.clear()
            return made
        text = compact_json(payload)
        self._made[language] = made = RoomPart(
            shown, view, voters, payload, text, scene, self._hosting
        )
        return made
