"""The code to scan, in a real terminal and where there is none."""

import os
import subprocess
import sys

import segno


def test_a_terminal_shows_a_code_to_scan() -> None:
    """Light blocks on a dark ground, two rows a line, with a border; in a file there is none."""
    address = "http://192.0.2.7:8765/stage"
    program = f"from improv.terminal.address import qr_code; print(qr_code({address!r}))"
    command = [sys.executable, "-X", "utf8", "-c", program]
    ours, theirs = os.openpty()
    subprocess.run(command, stdout=theirs, check=True)
    os.close(theirs)
    lines = os.read(ours, 65536).decode().split("\r\n")
    os.close(ours)
    rows = [
        "".join("0" if block in light else "1" for block in line)
        for line in lines
        for light in ("█▀", "█▄")
    ]
    made = segno.make(address, error="m", micro=False).matrix_iter(border=2)
    expected = ["".join(map(str, row)) for row in made]
    assert rows[: len(expected)] == expected
    assert not subprocess.run(command, capture_output=True, check=True).stdout.strip()
