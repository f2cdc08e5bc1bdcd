"""`improv check --say`: what a voice says of cards and games, what is missing, what is doubtful."""

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from improv.cli.check import packs_at
from improv.locale.system import plain_here
from improv.packs.spoken import SpokenText, spoken_texts, written_with
from improv.terminal.console import Console
from improv.voice.engine import NotInstalled
from improv.voice.spoken_forms import doubtful, proposed
from improv.whole_file import replace_text


def review(paths: Iterable[Path], console: Console, *, write: bool) -> None:
    """Print what is missing, as it is proposed, and what is doubtful; `write` the proposals."""
    texts = [text for path in paths for folder in _folders(path) for text in spoken_texts(folder)]
    missing: dict[Path, dict[SpokenText, str]] = defaultdict(dict)
    try:
        for text in texts:
            if not text.said and (said := proposed(text.written, text.language)):
                missing[text.file][text] = said
    except NotInstalled as fault:
        console.say(plain_here("console.say.models", install=str(fault)))
    for text in texts:
        said = missing[text.file].get(text, "")
        if said:
            console.say(f"{text.file}:{text.line}: say.{text.name}: {said}")
        for words, reason in doubtful(text.written, said or text.said, text.language):
            place = f"{text.file}:{text.line}: say.{text.name}"
            console.say(f"{place}: {plain_here(f'console.say.{reason}', text=words)}")
    number = sum(map(len, missing.values()))
    if write:
        number = 0
        for file, found in missing.items():
            whole, count = written_with(file, found)
            replace_text(file, whole)
            number += count
    console.say(plain_here(f"console.say.{'written' if write else 'missing'}", number=number))


def _folders(path: Path) -> Iterable[Path]:
    """The packs at a path, and the games in it or beside them."""
    yield from packs_at(path)
    if path.is_dir() and not (path / "cards.yaml").is_file():
        yield path / "formats" if (path / "formats").is_dir() else path
