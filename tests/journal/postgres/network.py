"""A network of the tests' own: two namespaces, and a cable between them that is cut one way.

What runs in a namespace has no other network than this; files, and so sockets in folders, are those
of everybody. Needs the rights of root, iproute2 and nftables.
"""

import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest

PREFIX = "10.77.0."
_FILTER = "table inet cut {\n chain received {\n type filter hook input priority 0;\n }\n}\n"


class Side:
    """One namespace; it is there as long as the block of `network` runs."""

    def __init__(self, holder: "subprocess.Popen[str]", number: int) -> None:
        self.pid = holder.pid
        self.address = f"{PREFIX}{number}"
        self.enter = ("nsenter", f"--net=/proc/{holder.pid}/ns/net", "--")
        """What a command begins with that is to run in it."""

    def run(self, *words: str, told: str = "") -> None:
        """Run a command in it."""
        command = [*self.enter, *words]
        done = subprocess.run(command, input=told, text=True, capture_output=True)
        if done.returncode:
            raise OSError(f"{' '.join(words)}: {done.stderr.strip()}")

    def hear(self, *, nothing: bool) -> None:
        """Whether packets that come by the cable are lost, without a word to anybody."""
        self.run("nft", "flush", "chain", "inet", "cut", "received")
        if nothing:
            self.run("nft", "add", "rule", "inet", "cut", "received", "iifname", "cable", "drop")


@contextmanager
def network() -> Iterator[tuple[Side, Side]]:
    """Both sides, while the block runs. Skips the test where this account may make none."""
    for tool in ("unshare", "nsenter", "ip", "nft"):
        if shutil.which(tool) is None:
            pytest.skip(f"there is no {tool}: install util-linux, iproute2 and nftables")
    with ExitStack() as stack:
        holders = [stack.enter_context(_namespace()) for _ in range(2)]
        here, there = Side(holders[0], 1), Side(holders[1], 2)
        pair = ("type", "veth", "peer", "name", "cable", "netns", str(there.pid))
        try:
            here.run("ip", "link", "add", "cable", *pair)
            for side in (here, there):
                side.run("ip", "address", "add", f"{side.address}/24", "dev", "cable")
                side.run("ip", "link", "set", "cable", "up")
                side.run("ip", "link", "set", "lo", "up")
                side.run("nft", "-f", "-", told=_FILTER)
        except OSError as why:
            pytest.skip(f"this kernel makes no such network: {why}")
        yield here, there


@contextmanager
def _namespace() -> Iterator["subprocess.Popen[str]"]:
    """A process that does nothing in a namespace of its own."""
    ours = Path("/proc/self/ns/net").readlink()
    words = ["unshare", "--net", "sleep", "infinity"]
    with subprocess.Popen(words, stderr=subprocess.PIPE, text=True) as holder:
        try:
            while holder.poll() is None:
                with suppress(FileNotFoundError):  # it may end meanwhile
                    if Path(f"/proc/{holder.pid}/ns/net").readlink() != ours:
                        break
                time.sleep(0.01)
            else:
                _, said = holder.communicate()
                pytest.skip(f"this account may make no network: {said.strip()}")
            yield holder
        finally:
            holder.kill()
