"""A file that is replaced as a whole: the old one or the new one is there, never a part.

Knows no content. What fails leaves the file as it was.
"""

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from shutil import copymode


def replace_text(file: Path, text: str) -> None:
    """Put `text`, its line ends as they are, in the place of what `file` holds.

    Raises OSError, UnicodeError.
    """
    replace_bytes(file, text.encode())


def replace_bytes(file: Path, content: bytes) -> None:
    """Put `content` in the place of what `file` holds. Raises OSError."""
    target = file.resolve()  # a link stays a link
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=target.name, suffix=".new")
    try:
        with os.fdopen(handle, "wb") as draft:
            draft.write(content)
            draft.flush()
            os.fsync(draft.fileno())
        with suppress(FileNotFoundError):
            copymode(target, name)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
