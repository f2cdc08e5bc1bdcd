"""One program a data folder: a lock of the operating system that dies with its process.

The file stays behind when the lock is gone (removing it would let two programs lock two files of
one name); what is in it, the holder's process id, is only for the message.
"""

import os
import sys
from contextlib import suppress
from pathlib import Path

from improv.director.ports import AlreadyOpen

NAME = "sessions.lock"

if sys.platform == "win32":
    import msvcrt

    _FAR = 1 << 30  # Windows refuses reads of locked bytes; the process id stays readable

    def _lock(file: int) -> None:
        os.lseek(file, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            raise BlockingIOError from error
        os.lseek(file, 0, os.SEEK_SET)

else:
    import fcntl

    def _lock(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


class FolderLock:
    """Held from its making until `release`, or until the process ends in whatever way.

    A child made by a bare fork shares it; one that execs does not.
    """

    def __init__(self, folder: Path) -> None:
        """Take it. AlreadyOpen when another program has it; OSError when `folder` is no use."""
        self._folder = folder
        self._file: int | None = _take(folder)

    def renew(self) -> None:
        """Take it again if the file that is locked is no longer the one that others would find.

        Raises as making it does, and is then not held.
        """
        if self._file is not None:
            with suppress(OSError):
                if os.path.samestat(os.fstat(self._file), (self._folder / NAME).stat()):
                    return
        self.release()
        self._file = _take(self._folder)

    def release(self) -> None:
        """Let others in. Once is enough, twice does no harm."""
        if self._file is not None:
            os.close(self._file)
            self._file = None


def _take(folder: Path) -> int:
    file = os.open(folder / NAME, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        _lock(file)
        os.ftruncate(file, 0)
        os.write(file, b"%d\n" % os.getpid())
    except BlockingIOError:
        holder = os.read(file, 20).decode("ascii", "replace").strip()
        os.close(file)
        if not holder:
            raise AlreadyOpen("journal.in_use", path=str(folder)) from None
        raise AlreadyOpen("journal.in_use_by", path=str(folder), process=holder) from None
    except BaseException:
        os.close(file)
        raise
    return file
