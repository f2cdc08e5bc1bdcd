"""The buttons of systems that ask about a new program, as they are written in English."""

from collections.abc import Mapping

BUTTONS: Mapping[str, Mapping[str, str]] = {
    "windows": {"allow": "Allow", "more": "More info", "anyway": "Run anyway"},
    "macos": {"allow": "Allow", "done": "Done", "anyway": "Open Anyway"},
}
"""By the systems of `Invitation.firewall`: its firewall's, and those of what stands before a
program that nobody has signed (SmartScreen, Gatekeeper)."""
