"""A frame: one moment of one picture, as a scene is given it. Values only, no drawing."""

from dataclasses import dataclass

from improv.core.reading import Speech
from improv.core.view_models import HostView, ProjectorView
from improv.director.ports import Invitation, Remote, Trouble
from improv.screen.ui_state import UiState


@dataclass(frozen=True, slots=True)
class Frame:
    """One moment of one picture."""

    view: ProjectorView
    now: int
    """The session clock, ms."""
    beat: float
    """Seconds since this picture was entered, by the wall; endless when nothing may move."""
    desk: UiState
    size: tuple[int, int]
    theme: str = "stage"
    trouble: Trouble | None = None
    """Why nothing can be saved, in plain words, while that is so."""
    host: HostView | None = None
    """Only for what lies over the scene of a single display: lists, and the peek."""
    latin_digits: bool = False
    """Figures in Latin digits, also where the language has its own."""
    invitation: Invitation | None = None
    """How phones reach the room; None where none can come."""
    remote: Remote | None = None
    """What only the facilitator may see of the phones: for their window, and for the peek."""
    speech: Speech | None = None
    """What is being said: its words are marked one by one."""
