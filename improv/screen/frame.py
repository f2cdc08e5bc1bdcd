"""A frame: all that a picture is composed from at one instant. Values only, no drawing."""

from dataclasses import dataclass, field
from typing import Self

from improv.core.reading import Speech
from improv.core.view_models import BallotBurst, HostView, Invitation, ProjectorView
from improv.director.ports import CardsTrouble, Remote, Snapshot, Trouble
from improv.screen.ui_state import UiState


@dataclass(frozen=True, slots=True)
class Frame:
    """What a picture is composed from at one instant."""

    view: ProjectorView
    now: int
    """The session clock, ms."""
    elapsed: float
    """Seconds by the wall since this scene began; infinite when nothing may move."""
    ui: UiState
    size: tuple[int, int]
    theme: str = "stage"
    trouble: Trouble | None = None
    """Why nothing can be saved, while that is so."""
    host: HostView | None = None
    """For the facilitator's picture, and for lists and peeks over a single display's scene."""
    latin_digits: bool = False
    """Whether figures have Latin digits, also where the language has its own."""
    invitation: Invitation | None = None
    """How phones reach the room; None where there is no server for them."""
    remote: Remote | None = None
    """How the host remote reaches the room: for the facilitator's picture and a peek only."""
    speech: Speech | None = None
    """What is being read aloud: its words are highlighted one by one."""
    bar: float | None = None
    """Seconds by the wall since the bar of the mouse came; infinite when nothing may move, None
    while it is not there."""
    burst: BallotBurst | None = None
    """Votes that may be stuffed: for the facilitator's picture only."""
    listens: bool = False
    """The microphone is open."""
    report: str = ""
    """The file that this session left to take away."""
    cards_trouble: CardsTrouble = field(default_factory=dict)
    """For the facilitator's picture only."""

    @classmethod
    def of(
        cls,
        snapshot: Snapshot,
        now: int,
        ui: UiState,
        size: tuple[int, int],
        theme: str,
        elapsed: float = float("inf"),
        *,
        latin_digits: bool,
    ) -> Self:
        """A frame with all that a snapshot has."""
        return cls(
            snapshot.projector,
            now,
            elapsed,
            ui,
            size,
            theme,
            snapshot.trouble,
            snapshot.host,
            latin_digits,
            snapshot.invitation,
            snapshot.remote,
            snapshot.speech,
            burst=snapshot.burst,
            listens=snapshot.listens,
            report=snapshot.report,
            cards_trouble=snapshot.cards_trouble,
        )
