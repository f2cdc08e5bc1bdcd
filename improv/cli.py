"""The commands. Reads the command line, says what happened, and returns an exit code.

0 done, 1 problems found, 2 wrong usage. Never a traceback: what can go wrong is said in words.
"""

import argparse
import csv
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING, Any

from improv import __version__, paths, values
from improv.locale.console import plain_here
from improv.locale.system import system_language
from improv.usage import Parser
from improv.values import Usage
from improv.wiring.options import PlayOptions

if TYPE_CHECKING:
    from improv.packs import UnknownPack

SLOW_SECONDS = 2.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code."""
    _speak_utf8()
    commands = parser()
    chosen = commands.parse_args(arguments)
    if chosen.command is None:
        commands.print_help()
        return 2
    try:
        code: int = chosen.run(chosen)
    except Usage as wrong:
        _complain(f"improv {chosen.command}: {wrong}")
        return 2
    except KeyboardInterrupt:
        _complain(plain_here("console.stopped"))
        return 1
    except BrokenPipeError:  # `improv sessions | head`
        sys.stderr.close()
        return 1
    return code


def _speak_utf8() -> None:
    """Names and cards are in every script; a console that cannot show one shows a `?`."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def _complain(words: str) -> None:
    print(words, file=sys.stderr)


# The command line.


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    whole = Parser(prog="improv", description=plain_here("usage.improv"), epilog=_epilog())
    version = f"improv {__version__}"
    whole.add_argument(
        "--version", action="version", version=version, help=plain_here("usage.version")
    )
    commands = whole.add_subparsers(
        dest="command", metavar="COMMAND", title=plain_here("usage.group.commands")
    )
    for add in (_add_play, _add_check, _add_preview, _add_sessions, _add_export, _add_doctor):
        add(commands)
    return whole


def _epilog() -> str:
    kept = plain_here("usage.kept", option="--data DIR", variable="IMPROV_DATA")
    return f"{plain_here('usage.codes')}\n{kept}\n"


def _command(
    commands: Any, name: str, run: Callable[[argparse.Namespace], int], help_: str
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(
        name,
        help=help_,
        description=help_[0].upper() + help_[1:] + ".",
        epilog=_epilog(),
    )
    parser.set_defaults(run=run)
    return parser


def _add_play(commands: Any) -> None:
    play = _command(commands, "play", _play, plain_here("usage.play"))
    _add_game(play.add_argument_group(plain_here("usage.group.game")))
    _add_look(play.add_argument_group(plain_here("usage.group.screen")))
    _add_sound(play.add_argument_group(plain_here("usage.group.sound")))
    session = play.add_argument_group(plain_here("usage.group.session"))
    session.add_argument("--data", type=Path, metavar="DIR", help=plain_here("usage.data"))
    either = session.add_mutually_exclusive_group()
    either.add_argument("--resume", action="store_true", help=plain_here("usage.resume"))
    either.add_argument("--new", action="store_true", help=plain_here("usage.new"))
    _add_phones(play.add_argument_group(plain_here("usage.group.phones")))
    demo = play.add_argument_group(plain_here("usage.group.demo"))
    demo.add_argument("--demo", action="store_true", help=plain_here("usage.demo"))
    demo.add_argument(
        "--speed", type=values.speed, metavar="X", help=plain_here("usage.speed", usual="8")
    )


def _add_game(game: Any) -> None:
    pack, first = plain_here("usage.pack", usual="service-desk"), "lawnmower"
    game.add_argument("--pack", action="append", metavar="ID|PATH", help=pack)
    game.add_argument("--format", metavar="ID", help=plain_here("usage.format", usual=first))
    game.add_argument("--lang", metavar="xx", help=plain_here("usage.lang", usual="en"))
    game.add_argument("--seed", type=int, metavar="N", help=plain_here("usage.seed"))
    game.add_argument("--rounds", type=values.count, metavar="N", help=plain_here("usage.rounds"))
    game.add_argument(
        "--players", metavar="NAMES|@FILE", default="", help=plain_here("usage.players")
    )
    game.add_argument("--ballot", choices=("quick", "coaching"), default="quick")
    game.add_argument("--standings", action="store_true", help=plain_here("usage.standings"))
    game.add_argument("--huddle", action="store_true", help=plain_here("usage.huddle"))


def _add_look(look: Any) -> None:
    screen = plain_here("usage.screen")
    look.add_argument("--screen", choices=("window", "browser", "none"), default="", help=screen)
    look.add_argument("--theme", choices=("stage", "daylight", "contrast"), default="stage")
    look.add_argument("--display", type=values.count, metavar="N", help=plain_here("usage.display"))
    look.add_argument("--window", type=values.size, metavar="WxH", help=plain_here("usage.window"))
    look.add_argument(
        "--digits",
        choices=("native", "latin"),
        default="native",
        help=plain_here("usage.digits", latin="0-9"),
    )
    look.add_argument("--still", action="store_true", help=plain_here("usage.still"))


def _add_sound(sound: Any) -> None:
    voice = plain_here("usage.voice", auto="auto", off="off", example="fa=...")
    sound.add_argument("--voice", action="append", metavar="[xx=]ENGINE[:VOICE]", help=voice)
    _add_voices(sound)
    sound.add_argument("--mute", action="store_true", help=plain_here("usage.mute"))


def _add_voices(sound: Any) -> None:
    voices = plain_here("usage.voices", engine="Piper")
    sound.add_argument("--voices", type=Path, metavar="DIR", help=voices)


def _add_phones(phones: Any) -> None:
    usual = PlayOptions()
    port = plain_here("usage.port", usual=str(usual.port))
    phones.add_argument("--port", type=values.port, default=usual.port, metavar="N", help=port)
    phones.add_argument("--no-phones", action="store_true", help=plain_here("usage.no_phones"))
    bind = plain_here("usage.bind")
    phones.add_argument(
        "--bind", type=values.address, default=usual.bind, metavar="ADDRESS", help=bind
    )
    pin = plain_here("usage.host_pin", least=values.LEAST_PIN)
    phones.add_argument("--host-pin", type=values.pin, metavar="DIGITS", help=pin)
    trusted = plain_here("usage.trusted_proxy")
    phones.add_argument(
        "--trusted-proxy",
        action="append",
        type=values.proxy,
        metavar="ADDRESS[/BITS]",
        help=trusted,
    )
    wifi = plain_here("usage.wifi", variable=values.WIFI_PASSWORD)
    phones.add_argument("--wifi", default="", metavar="NAME", help=wifi)


def _add_check(commands: Any) -> None:
    check = _command(commands, "check", _check, plain_here("usage.check"))
    check.add_argument("paths", nargs="+", type=Path, metavar="PATH")


def _add_preview(commands: Any) -> None:
    preview = _command(commands, "preview", _preview, plain_here("usage.preview"))
    preview.add_argument("pack", nargs="?", default="service-desk", metavar="PACK")
    preview.add_argument("--out", type=Path, required=True, metavar="DIR")
    preview.add_argument("--lang", metavar="xx")
    preview.add_argument("--size", type=values.size, default=(1280, 720), metavar="WxH")
    preview.add_argument("--theme", choices=("stage", "daylight", "contrast"), default="stage")
    preview.add_argument("--all", action="store_true", help=plain_here("usage.all"))


def _add_sessions(commands: Any) -> None:
    sessions = _command(commands, "sessions", _sessions, plain_here("usage.sessions"))
    sessions.add_argument("--data", type=Path, metavar="DIR")


def _add_export(commands: Any) -> None:
    export = _command(commands, "export", _export, plain_here("usage.export"))
    export.add_argument("id", metavar="ID", help=plain_here("usage.id", command="improv sessions"))
    export.add_argument("--format", choices=("json", "csv"), default="json")
    export.add_argument("--data", type=Path, metavar="DIR")


def _add_doctor(commands: Any) -> None:
    doctor = _command(commands, "doctor", _doctor, plain_here("usage.doctor"))
    _add_voices(doctor)
    doctor.add_argument("--mute", action="store_true", help=plain_here("usage.mute"))
    doctor.add_argument("--data", type=Path, metavar="DIR")


@contextmanager
def _progress(words: str) -> Iterator[None]:
    """Say what is going on if it takes longer than a moment."""
    timer = Timer(SLOW_SECONDS, _complain, (words,))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


# The commands. Each imports what it needs, so that none waits for the others' tools.


def _play(chosen: argparse.Namespace) -> int:
    from improv.wiring.play import play

    options = PlayOptions(
        packs=tuple(chosen.pack or ("service-desk",)),
        format=chosen.format,
        language=chosen.lang,
        seed=chosen.seed,
        rounds=chosen.rounds,
        players=values.player_names(chosen.players),
        ballot=chosen.ballot,
        huddle=chosen.huddle,
        standings=chosen.standings,
        resume=True if chosen.resume else False if chosen.new else None,
        demo=chosen.demo,
        speed=chosen.speed,
        data=chosen.data,
        screen=chosen.screen,
        theme=chosen.theme,
        display=chosen.display,
        window=chosen.window,
        still=chosen.still,
        latin_digits=chosen.digits == "latin",
        voice=tuple(chosen.voice or ()),
        voices=chosen.voices,
        mute=chosen.mute,
        phones=not chosen.no_phones,
        port=chosen.port,
        bind=chosen.bind,
        host_pin=chosen.host_pin or "",
        trusted_proxies=tuple(chosen.trusted_proxy or ()),
        wifi=chosen.wifi,
        wifi_password=values.wifi_password(chosen.wifi),
    )

    return _saying(lambda: play(options, _say, _ask, _progress))


def _say(words: str) -> None:
    print(words, flush=True)


def _ask(words: str) -> bool:
    """Whether the answer is not no; with nobody there to answer it is yes."""
    return not sys.stdin.isatty() or not input(f"{words} ").strip().lower().startswith("n")


def _saying(run: Callable[[], int]) -> int:
    """Run, and say in words what kept it from running."""
    from improv.director.ports import JournalError
    from improv.packs import PackProblems, UnknownPack
    from improv.wiring.errors import CannotPlay, WrongUsage, worded

    try:
        return run()
    except WrongUsage as wrong:
        raise Usage(str(wrong)) from None
    except UnknownPack as unknown:
        raise Usage(_no_pack(unknown)) from None
    except PackProblems as found:
        for line in found.lines(system_language()):
            _complain(line)
        return 1
    except JournalError as error:
        _complain(worded(error))
        return 1
    except CannotPlay as trouble:
        _complain(str(trouble))
        return 1


def _no_pack(unknown: "UnknownPack") -> str:
    if unknown.near:
        return plain_here("wrong.pack.near", name=unknown.wanted, near=unknown.near)
    return plain_here("wrong.pack", name=unknown.wanted, listed=", ".join(unknown.there))


def _check(chosen: argparse.Namespace) -> int:
    from improv.packs import check

    with _progress(plain_here("console.reading")):
        report = check(chosen.paths)
    for line in report.lines(system_language()):
        print(line)
    if report.problems:
        return 1
    print(plain_here("console.clean", count=report.files))
    return 0


def _preview(chosen: argparse.Namespace) -> int:
    from improv.wiring.preview import preview

    def tell(done: int, total: int, name: str) -> None:
        if sys.stderr.isatty():
            print(f"\r{done}/{total} {name:<40.40}", end="", file=sys.stderr, flush=True)
        elif done % 50 == 0:
            _complain(plain_here("console.pictures", number=done, total=total))

    def run() -> int:
        page = preview(
            chosen.pack,
            chosen.out,
            language=chosen.lang,
            size=chosen.size,
            theme=chosen.theme,
            everything=chosen.all,
            progress=tell,
        )
        print(page)
        return 0

    return _saying(run)


def _sessions(chosen: argparse.Namespace) -> int:
    from improv.wiring.sessions import read_journal

    def run() -> int:
        journal = read_journal(chosen.data)
        try:
            headers = journal.sessions()
        finally:
            journal.close()
        if not headers:
            folder = str(paths.data_folder(chosen.data))
            print(plain_here("console.no_session", folder=folder))
        for header in headers:
            how = [plain_here("console.ended" if header.ended else "console.not_ended")]
            if header.demo:
                how.insert(0, plain_here("console.demo"))
            told = f"{plain_here('list.comma')} ".join(how)
            minutes, seconds = divmod(header.mark // 1000, 60)
            lasted = f"{minutes}:{seconds:02}"
            print(f"{header.id}  {header.opened}  {lasted:>7}  {told}  {header.title}")
        return 0

    return _saying(run)


def _export(chosen: argparse.Namespace) -> int:
    from dataclasses import astuple

    from improv.core.summary import COLUMNS
    from improv.wiring.sessions import summary_of, to_dict

    def run() -> int:
        header, summary = summary_of(chosen.data, chosen.id)
        if chosen.format == "json":
            json.dump(to_dict(header, summary), sys.stdout, ensure_ascii=False, indent=2)
            print()
            return 0
        table = csv.writer(sys.stdout)
        table.writerow(COLUMNS)
        table.writerows(map(_cell, astuple(row)) for row in summary.rows())
        return 0

    return _saying(run)


def _doctor(chosen: argparse.Namespace) -> int:
    from improv.wiring.doctor import examine

    return examine(chosen.data, chosen.voices, mute=chosen.mute, say=_say, complain=_complain)


def _cell(value: object) -> object:
    """A spreadsheet must not take words for a formula."""
    return f"'{value}" if isinstance(value, str) and value[:1] in tuple("=+-@\t\r") else value
