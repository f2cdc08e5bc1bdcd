"""A session, or a demo of one, on whatever can show it."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from improv.director.ending import end_older_sessions
from improv.director.ports import NotSaved
from improv.locale.system import plain_here
from improv.terminal.console import Console
from improv.wiring import settings, voice
from improv.wiring.deck_loading import check_cards, format_of, load_deck, with_one
from improv.wiring.errors import CannotPlay, worded
from improv.wiring.game import Game
from improv.wiring.headless import play_headless
from improv.wiring.options import GameOptions, PhoneOptions, ScreenOptions, SoundOptions
from improv.wiring.phones import Served
from improv.wiring.sessions import open_journal, to_resume

if TYPE_CHECKING:
    from improv.wiring.window import Windows


def play(
    options: GameOptions,
    screen: ScreenOptions,
    sound: SoundOptions,
    phones: PhoneOptions,
    console: Console,
    windows: "Windows | None" = None,
    served: Served | None = None,
) -> None:
    """Play a session, or a demo of one, to its end; in these `windows`, which it closes.

    `served` is told where its pages are, once they are there.

    Raises WrongUsage, UnknownPack, PackProblems, CannotPlay and, of the journal,
    AlreadyOpen and Unreadable.
    """
    if sound.voice or sound.voices:
        voice.check(sound)
    if options.demo:  # its voters are in the program, and its captions are enough
        phones = replace(phones, invited=False)
        sound = replace(sound, voice=sound.voice or ("off",))
    if windows is None and screen.kind in ("", "window") and not _on_terminal(options):
        from improv.wiring.window import Windows

        windows = Windows()
    try:
        _play(options, screen, sound, phones, console, windows, served)
    finally:
        if windows is not None:
            windows.close()


def _play(
    options: GameOptions,
    screen: ScreenOptions,
    sound: SoundOptions,
    phones: PhoneOptions,
    console: Console,
    windows: "Windows | None",
    served: Served | None,
) -> None:
    if not options.demo:
        options = _with_settings(options, console.say)
    with console.progress(plain_here("console.reading")):
        times = options.seconds, options.kept.seconds
        alone = options.solo is not None
        asked = options.packs, options.language, options.formats
        cards = load_deck(*asked, *times, alone=alone, data=options.data, own_plans=options.plans)
        if options.card:
            cards = with_one(cards, options.card)
        # What is wrong is told before a window opens.
        cards.games.raise_broken(options.format)
        first = format_of(options, cards.deck, 0, cards.language)
        if options.plan:
            cards.plans().find("plan", options.plan)
        elif not options.resume and not alone:
            check_cards(options, cards.deck, first, cards.language)
        journal = open_journal(options.data, console.mention)
    if gaps := cards.deck.gaps(cards.language):
        language, command = cards.language, "improv check"
        console.say(plain_here("console.gaps", count=gaps, language=language, command=command))
    if options.players:
        from improv.text.name_check import NameCheck

        if found := NameCheck().of_new(options.players):
            console.say(plain_here("names.letters", **found))
    try:
        to_resume(journal, options)
        game = Game(options, screen, sound, phones, cards, journal, console, served)
        unsaved = _show(game, windows)
        with suppress(NotSaved):
            end_older_sessions(journal)
    finally:
        journal.close()
    if unsaved is not None:
        raise CannotPlay("cannot.save", why=worded(unsaved))


def _with_settings(options: GameOptions, say: Callable[[str], None]) -> GameOptions:
    """The options with what was chosen in earlier sessions; what is new in them is kept."""
    try:
        options = replace(options, kept=settings.load(options.data))
        if options.to_keep() != options.kept:
            settings.save(options.data, options.to_keep())
    except settings.Unreadable as why:
        say(str(why))
    except OSError as trouble:
        say(plain_here("console.not_kept", why=trouble.strerror or str(trouble)))
    if options.team_name:
        say(plain_here("console.team", team=options.team_name, none='--team ""'))
    return options


def _on_terminal(options: GameOptions) -> bool:
    return options.solo is not None and options.solo.terminal


def _show(game: Game, windows: "Windows | None") -> NotSaved | None:
    """Play where the game can be seen; why the end of it could not be saved, or None."""
    if _on_terminal(game.options):
        from improv.wiring.solo_terminal import play_on_terminal

        return play_on_terminal(game)
    if windows is None:
        return play_headless(game)
    from improv.screen.window_messages import NoDisplay

    try:
        displays = windows.displays()
    except NoDisplay as none:
        why = f" ({none})" if str(none) else ""
        if game.screen.kind == "window":
            raise CannotPlay("cannot.display", detail=why) from None
        game.console.say(plain_here("console.no_display") + why)
        return play_headless(replace(game, screen=replace(game.screen, kind="browser")))
    return windows.play(game, displays)
