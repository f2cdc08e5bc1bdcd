"""Files that are replaced as a whole: the old one or the new one is there, never a part.

Knows no content. What fails leaves the files as they were.
"""

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from secrets import token_hex
from shutil import copymode
from typing import Self

_BINARY = getattr(os, "O_BINARY", 0)
"""On Windows line ends stay as they are by it."""


def replace_text(file: Path, text: str, *, private: bool = False) -> None:
    """Put `text`, its line ends as they are, in the place of what `file` holds.

    `private`: a new file is for this account alone. Raises OSError, UnicodeError.
    """
    with Drafts({file: text.encode()}, private=private) as drafts:
        drafts.publish()


def replace_bytes(file: Path, content: bytes) -> None:
    """Put `content` in the place of what `file` holds. Raises OSError."""
    with Drafts({file: content}) as drafts:
        drafts.publish()


class Drafts:
    """What shall be in some files, written beside them: a full disk is told before any is replaced.

    Leaving the context removes what was not published.
    """

    def __init__(self, contents: Mapping[Path, bytes], *, private: bool = False) -> None:
        """Write the drafts. `private`: a new file is for this account alone. Raises OSError."""
        self._drafts: dict[Path, Path] = {}
        self._mode = 0o600 if private else 0o666  # of which the account's umask takes its part
        try:
            for file, content in contents.items():
                self._write(file.resolve(), content)  # a link stays a link
        except BaseException:
            self._remove()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._remove()

    def publish(self) -> None:
        """Put each in its file's place, in the order of `contents`. Raises OSError."""
        for target, draft in list(self._drafts.items()):
            draft.replace(target)
            del self._drafts[target]

    def _write(self, target: Path, content: bytes) -> None:
        name = target.with_name(f"{target.name}{token_hex(8)}.new")
        handle = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, self._mode)
        self._drafts[target] = name
        with os.fdopen(handle, "wb") as draft:
            draft.write(content)
            draft.flush()
            os.fsync(draft.fileno())
        with suppress(FileNotFoundError):
            copymode(target, name)

    def _remove(self) -> None:
        for draft in self._drafts.values():
            draft.unlink(missing_ok=True)
