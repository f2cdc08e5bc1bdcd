"""A new pack in the data folder: a small one that plays at once, with comments that explain it.

It is there as a whole or not at all: written beside its place, and renamed.
"""

import os
import shutil
import textwrap
from collections.abc import Mapping, Sequence
from pathlib import Path

from improv import paths
from improv.core.cards import HEAT, LONG, SHORT, Manner
from improv.locale.system import plain_here, system_language
from improv.packs.cards import NAME
from improv.packs.fields import is_language, is_slug
from improv.packs.folders import known_packs
from improv.packs.pack_names import RESERVED, proposed
from improv.packs.problems import show
from improv.wiring.errors import CannotPlay, WrongUsage, listed
from improv.wiring.options import ALL_PACKS

_SAMPLE = paths.ASSETS / "new-pack"
_OURS = ("en", "fa", "ar", "he")
"""The languages that the sample is written in; in another it has the words of the first."""
_COMMENT = "#: "
"""Begins a line of the sample that is a comment in the reader's language: `names = message`."""
_WIDE = 96


def new_pack(name: str, languages: Sequence[str], data: Path) -> Path:
    """Make the pack `name`, with words in these languages, or the reader's; its folder.

    Raises WrongUsage for a name that cannot be one or is taken and for what is no language, and
    CannotPlay where the folder cannot be written.
    """
    _refuse(name, data)
    tags = tuple(dict.fromkeys(map(_tag, languages))) or (_own_language(),)
    folder = paths.own_packs(data) / name
    draft = folder.with_name(f".{name}.{os.getpid()}")
    try:
        draft.mkdir(parents=True)
        for file, text in _files(name, tags).items():
            _write(draft / file, text)
        if os.path.lexists(folder):  # since it was looked for
            raise _taken(name, folder)
        draft.rename(folder)
    except OSError as error:
        if os.path.lexists(folder):
            raise _taken(name, folder) from None
        why = error.strerror or str(error)
        raise CannotPlay("cannot.write", path=str(folder), why=why) from None
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return folder


def _write(file: Path, text: str) -> None:
    with file.open("x", encoding="utf-8", newline="\n") as draft:
        draft.write(text)
        draft.flush()
        os.fsync(draft.fileno())


def _refuse(name: str, data: Path) -> None:
    known = known_packs(data)
    example = proposed(name, {*known, ALL_PACKS})
    if name in (ALL_PACKS, *RESERVED):
        raise WrongUsage("wrong.new.reserved", name=name, system="Windows", example=example)
    if not is_slug(name):
        raise WrongUsage("wrong.new.name", name=show(name), most=SHORT, example=example)
    folder = paths.own_packs(data) / name
    try:
        there = os.path.lexists(folder)
    except OSError as error:
        why = error.strerror or str(error)
        raise CannotPlay("cannot.write", path=str(folder), why=why) from None
    if there:
        raise _taken(name, folder)
    if name in known:
        raise WrongUsage("wrong.new.shipped", name=name, example=example)


def _taken(name: str, folder: Path) -> WrongUsage:
    return WrongUsage("wrong.new.taken", name=name, path=str(folder))


def _own_language() -> str:
    return here if (here := system_language()) in _OURS else _OURS[0]


def _tag(written: str) -> str:
    """A language as a file of words is called: `FA` is fa, `pt_br` is pt-BR."""
    first, *others = written.replace("_", "-").split("-")
    cased = [one.title() if len(one) == 4 else one.upper() for one in others]
    tag = "-".join((first.lower(), *cased))
    if not is_language(tag):
        example = listed(("en", "fa", "ar", "he", "pt-BR"))
        raise WrongUsage("wrong.new.language", language=show(written), listed=example)
    return tag


def _files(name: str, tags: Sequence[str]) -> dict[str, str]:
    """The names of the files and what is in them."""
    words = [f"{tag}.yaml" for tag in tags]
    title = name.replace("-", " ").capitalize()
    values: dict[str, str | int] = {
        "files": listed(words),
        "cards": NAME,
        "check": f"improv check {name}",
        "watch": f"improv play --pack {name} --watch",
        "numbers": f"improv check --coverage {name}",
        "foreign": "desk: foreign",
        "manners": listed(Manner),
        "coolest": str(HEAT[0]),
        "hottest": str(HEAT[-1]),
        "title": SHORT,
        "text": LONG,
    }
    sample = (_SAMPLE / NAME).read_text("utf-8")
    names = ", ".join(f'{tag}: "{title}"' for tag in tags)
    sample = sample.replace("pack: PACK", f"pack: {name}").replace("NAMES", f"{{{names}}}")
    files = {NAME: _commented(sample, values)}
    for tag, file in zip(tags, words, strict=True):
        spoken = tag.partition("-")[0]
        theirs = spoken if spoken in _OURS else _OURS[0]
        sample = (_SAMPLE / f"{theirs}.yaml").read_text("utf-8")
        if theirs != spoken:
            sample = f"{_COMMENT}foreign\n{sample}"
        files[file] = _commented(sample, {**values, "language": tag})
    return files


def _commented(sample: str, values: Mapping[str, str | int]) -> str:
    """The sample with its comments in the system's language."""
    lines: list[str] = []
    for line in sample.splitlines():
        before, marked, comment = line.partition(_COMMENT)
        lines += _comment(before, comment, values) if marked else [line]
    return "\n".join(lines) + "\n"


def _comment(before: str, comment: str, values: Mapping[str, str | int]) -> list[str]:
    fields, explains, name = comment.rpartition(" = ")
    if name.startswith("kind."):
        return [f"{before}# {plain_here(f'kind.{name[5:]}')}"]
    text = plain_here(f"new.{name}", **values)
    start = f"{before}#   {fields}: " if explains else f"{before}# "
    rest = f"{before}#     " if explains else start
    return textwrap.wrap(
        text,
        _WIDE,
        initial_indent=start,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
