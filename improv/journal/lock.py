"""The lock of a data folder, which one program holds at a time; it ends with its process.

The file stays when the lock is released: if it were removed, two programs could lock two files of
the same name. It holds the holder's process id, which is only for the message.
"""

import errno
import os
import sys
from contextlib import suppress
from pathlib import Path

from improv.director.ports import AlreadyOpen, Unreadable

NAME = "sessions.lock"
NO_LOCKS = frozenset({errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL})
"""What file systems say that cannot lock, such as some that come over a network."""

if sys.platform == "win32":
    import msvcrt

    # Windows refuses to read locked bytes: one far behind the process id is locked.
    _LOCKED_BYTE = 1 << 30

    def _lock(file: int) -> None:
        os.lseek(file, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            raise BlockingIOError from error
        os.lseek(file, 0, os.SEEK_SET)

else:
    import fcntl

    def _lock(file: int) -> None:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno not in NO_LOCKS:
                raise
            # Not both: over NFS the one is made of the other, and would wait for itself.
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


class FolderLock:
    """A lock that is held until `release`, or until the process ends.

    A child made by fork alone shares it; one that calls exec does not.
    """

    def __init__(self, folder: Path) -> None:
        """Take the lock. Raises AlreadyOpen when another program has it, OSError for the folder."""
        self._folder = folder
        self._file: int | None = _take(folder)

    def renew(self) -> None:
        """Take the lock again if the locked file is no longer the one that others would find.

        Raises what taking it raises, and then does not hold it.
        """
        if self._file is not None:
            with suppress(OSError):
                if os.path.samestat(os.fstat(self._file), (self._folder / NAME).stat()):
                    return
        self.release()
        self._file = _take(self._folder)

    def release(self) -> None:
        """Release the lock. Releasing it again does nothing."""
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
    except BaseException as error:
        os.close(file)
        if isinstance(error, OSError) and error.errno in NO_LOCKS:
            raise Unreadable("journal.no_locks", path=str(folder)) from error
        raise
    return file
