"""A PostgreSQL of the tests' own: Debian's, as an ordinary user, on a socket in a folder."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
"""Of each version that is installed, the newest first."""
MISSING = "PostgreSQL is not installed: install postgresql"

_numbers = count(1)


def user() -> str:
    """As whom the server runs, which never runs as root."""
    if os.geteuid():
        return pwd.getpwuid(os.geteuid()).pw_name
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _as_user() -> list[str]:
    if os.geteuid():
        return []
    entry = pwd.getpwnam(user())
    rights = [f"--reuid={entry.pw_uid}", f"--regid={entry.pw_gid}", "--clear-groups"]
    return ["setpriv", *rights, "--"]


class PostgresServer:
    """A server with its data in a folder: `start` it, `stop` it or `kill` it, again and again."""

    def __init__(self, folder: Path, enter: Sequence[str] = ()) -> None:
        """Make the data; nothing runs yet. `folder` belongs to the server's user.

        `enter`: what its command begins with, where it runs in another network.
        """
        self.folder, self.data, self._enter = folder, folder / "data", enter
        self._process: subprocess.Popen[bytes] | None = None
        own = ["-U", "improv", "-A", "trust", "--no-sync", "-E", "UTF8"]
        command = [*_as_user(), str(PROGRAMS[0] / "initdb"), "-D", str(self.data), *own]
        subprocess.run(command, check=True, capture_output=True, cwd=folder)
        with (self.data / "pg_hba.conf").open("a") as trusted:
            trusted.write("host all all samenet trust\n")

    def start(self, *settings: str) -> None:
        """Start it and wait until it answers. `settings` are as in `max_connections=12`."""
        own = ["listen_addresses=", f"unix_socket_directories={self.folder}", "shared_buffers=32MB"]
        words = [word for one in (*own, *settings) for word in ("-c", one)]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [
                    *self._enter,
                    *_as_user(),
                    str(PROGRAMS[0] / "postgres"),
                    "-D",
                    str(self.data),
                    *words,
                ],
                stdout=subprocess.DEVNULL,
                stderr=log,
                cwd=self.folder,
            )
        deadline = time.monotonic() + 60
        ready = [str(PROGRAMS[0] / "pg_isready"), "-q", "-h", str(self.folder)]
        while subprocess.run(ready, check=False).returncode:
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError((self.folder / "log").read_text("utf-8", "replace")[-3000:])
            time.sleep(0.02)

    @property
    def runs(self) -> bool:
        """Whether it has not ended by itself."""
        return self._process is not None and self._process.poll() is None

    def stop(self) -> None:
        """Shut it down at once, with its connections, and keep the data whole."""
        self._end(signal.SIGINT)

    def kill(self) -> None:
        """End it as a crash does."""
        self._end(signal.SIGQUIT)

    def _end(self, how: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(30)
            self._process = None

    def database(self) -> str:
        """A new, empty database; its address."""
        name = f"test{next(_numbers)}"
        self.sql("postgres", f"CREATE DATABASE {name}")
        return self.address(name)

    def address(self, name: str) -> str:
        """The address of a database of this name."""
        return f"postgresql://improv@/{name}?host={self.folder}"

    def sql(self, name: str, statement: str) -> str:
        """Do it in the database `name`; what it answers, without a frame."""
        words = [
            "-h",
            str(self.folder),
            "-U",
            "improv",
            "-d",
            name,
            "-qAtX",
            "-v",
            "ON_ERROR_STOP=1",
        ]
        command = [str(PROGRAMS[0] / "psql"), *words, "-c", statement]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        return done.stdout.strip()


def name_of(address: str) -> str:
    """The name of the database at an address."""
    return urlsplit(address).path.removeprefix("/")


@contextmanager
def postgres_server(
    *settings: str, inside: Path | None = None, enter: Sequence[str] = ()
) -> Iterator[PostgresServer]:
    """A server that runs; its folder is made `inside` another one, and is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="improv-pg-", dir=inside))
    if not os.geteuid():
        entry = pwd.getpwnam(user())
        os.chown(folder, entry.pw_uid, entry.pw_gid)
    server = None
    try:
        server = PostgresServer(folder, enter)
        server.start(*settings)
        yield server
    finally:
        if server is not None:
            server.kill()
        shutil.rmtree(folder, ignore_errors=True)
