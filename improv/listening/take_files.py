"""Where takes are as files: the newest, to be heard again; all of them, if they shall be kept.

What is not kept is deleted when the next take begins, at the end, and, where a program ended too
early for that, when the next one begins.
"""

from contextlib import suppress
from pathlib import Path

from improv.listening.take import Take, replace_bytes, save

_PASSING = ".passing.wav"
"""How the files end that are deleted. All of a session's files begin with its id: whoever deletes
those of a person finds them by it."""


class TakeFiles:
    """The files of one session. Nothing is in the folder before `put`."""

    def __init__(self, folder: Path, *, keep: bool) -> None:
        """`folder`: that of all takes in the data folder, which one program at a time uses."""
        self._folder, self._keep = folder, keep
        self.forget()

    @property
    def kept_in(self) -> Path | None:
        """The folder of the takes that are kept; None if none is."""
        return self._folder if self._keep else None

    def put(self, take: Take, playback: bytes, name: str) -> Path:
        """Keep the take as `name`.wav if takes are kept; the file to hear. Raises OSError."""
        self.forget()
        if self._keep:
            save(take, self._folder / f"{name}.wav")
        file = self._folder / f"{name}{_PASSING}"
        replace_bytes(file, playback, durable=False)
        return file

    def forget(self) -> None:
        """Delete what is not kept."""
        with suppress(OSError):
            for file in [*self._folder.glob(f"*{_PASSING}*")]:
                with suppress(OSError):
                    file.unlink()
            if not self._keep:
                self._folder.rmdir()  # if it is empty
