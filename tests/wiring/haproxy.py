"""Debian's HAProxy before several processes, with TLS, as the guide's file sets it up."""

import re
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from improv.paths import ASSETS
from tests.phones.proxy import certify, installed

GUIDE = ASSETS / "guide" / "files" / "haproxy.cfg"


@dataclass(frozen=True)
class HAProxy:
    """A running balancer."""

    port: int
    _log: Path

    @property
    def printed(self) -> str:
        """All that it has said."""
        return self._log.read_text("utf-8", "replace")


@contextmanager
def haproxy(folder: Path, ports: Sequence[int]) -> Iterator[HAProxy]:
    """HAProxy before the processes at these ports."""
    program = installed("haproxy")
    folder.mkdir()
    pem, log = folder / "pem", folder / "log"
    pem.write_text(certify(folder).read_text() + (folder / "key").read_text())
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    text = GUIDE.read_text("utf-8")
    text = re.sub(r"(?m)^    (user|group) .*\n", "", text)  # it stays who starts it
    text = text.replace(
        ":443 ssl crt /etc/haproxy/rooms.example.org.pem", f"127.0.0.1:{port} ssl crt {pem}"
    )
    servers = "".join(f"    server s{one} 127.0.0.1:{one}\n" for one in ports)
    text, replaced = re.subn(r"(    server [ab] .*\n){2}", servers, text)
    assert replaced == 1
    (folder / "cfg").write_text(text.replace("127.0.0.1:8765", f"127.0.0.1:{ports[0]}"))
    command = [program, "-db", "-f", str(folder / "cfg")]
    with log.open("wb") as said, subprocess.Popen(command, stdout=said, stderr=said) as running:
        try:
            for _ in range(200):
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                assert running.poll() is None, log.read_text()
                time.sleep(0.02)
            yield HAProxy(port, log)
        finally:
            running.terminate()
