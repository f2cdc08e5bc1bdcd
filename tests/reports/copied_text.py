"""What somebody copies out of a PDF, as poppler reads it: Evince and Okular do, too."""

import re
import shutil
import subprocess
from functools import cache

import pytest

_EMBEDDED = re.compile("\u202a([^\u202a-\u202c]*)\u202c")
_SIGNS = re.compile(r"(\W*)(.*?)(\W*)", re.DOTALL)
_UNSEEN = re.compile("[-\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@cache
def poppler(tool: str) -> str:
    """One of its commands; without it the test is skipped."""
    found = shutil.which(tool)
    if found is None:
        pytest.skip(f"{tool} (poppler-utils) is not installed")
    return found


def read(document: bytes, *how: str) -> str:
    """What pdftotext writes."""
    command = [poppler("pdftotext"), *how, "-", "-"]
    ran = subprocess.run(command, input=document, capture_output=True, check=True)
    return ran.stdout.decode()


def in_order(text: str) -> str:
    """The same without marks that nobody sees, each line break a space; and without hyphens, of
    which poppler drops those at the end of a line.

    Between words that run from right to left poppler puts figures and signs as they are seen, from
    left to right, and says so by an embedding.
    """

    def turned(found: re.Match[str]) -> str:
        signs = _SIGNS.fullmatch(found[1])
        assert signs is not None
        return signs[3][::-1] + signs[2] + signs[1][::-1]

    return " ".join(_UNSEEN.sub("", _EMBEDDED.sub(turned, text)).split())
