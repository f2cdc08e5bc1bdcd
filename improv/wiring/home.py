"""The home screen: what a pick leads to. The pages are in home_pages.py.

It asks nobody anything itself: a window or a browser shows `menu()` and gives back a `Pick`.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from improv.core.cards import Pack
from improv.core.draw import Deck
from improv.core.formats import Format
from improv.core.numerals import language_tag
from improv.core.plans import Plan
from improv.core.roster import clean_name, split_names
from improv.core.timing import adjustable
from improv.director.ports import JournalError
from improv.locale.phrases import interface_languages
from improv.locale.system import system_language
from improv.packs.problems import PackProblems
from improv.paths import own_formats, own_plans
from improv.scenes.menu import BACK, Menu, Pick
from improv.scenes.past_sessions import PastSession
from improv.scenes.phase_times import phase_times
from improv.scenes.words import Names
from improv.wiring import choices as chosen
from improv.wiring import home_files, settings
from improv.wiring import home_pages as pages
from improv.wiring.choices import Asked, Choices
from improv.wiring.errors import CommandError, worded
from improv.wiring.home_pages import Shown
from improv.wiring.options import SELF_CHECK_PACK

if TYPE_CHECKING:
    from improv.packs.stamps import Stamp
    from improv.wiring.card_editor_process import RunningEditor
    from improv.wiring.catalogue import Catalogue
    from improv.wiring.home_packs import HomePacks

TICKS = frozenset({"phones", "voice", "clock", "talk_first", "standings", "keep"})
LINES = frozenset({"wifi", "wifi_password", "team", "name"})
"""The pages with one line to type."""
_TOLD = 4
"""So many problems of a pack are shown."""
_LONGEST = 64
"""Characters of a password; a network's name has 32 at most."""


@dataclass(slots=True)
class Home:
    """Where somebody is on the home screen, and what they have chosen so far."""

    data: Path
    say: Callable[[str], None]
    """Prints a line, where somebody reads the console."""
    open_file: Callable[[Path], object]
    """Shows a page that was written; something false where nothing can show it."""
    displays: Sequence[tuple[int, int]] = ()
    choices: Choices = field(default_factory=Choices)
    kept: settings.Settings = field(default_factory=settings.Settings)
    path: list[str] = field(default_factory=lambda: ["home"])
    """The pages from the first to the one that is shown."""
    wifi_password: str = ""
    """Of the network that is chosen; nowhere kept."""
    editors: list["RunningEditor"] = field(default_factory=list)
    """Those of cards that were opened; each ends by itself."""
    lines: tuple[str, ...] = ()
    """What went wrong, or was found, under the title of the page that is shown next."""
    library: "HomePacks | None" = None
    """The packs; made when a page needs them."""
    _playable: "tuple[Stamp, Catalogue[Format], Catalogue[Plan]] | None" = None
    """What rooms play, read again when the user's own changed."""
    _saves: bool = True
    """Not over settings that cannot be read: whoever wrote them may mend them."""
    _last: tuple[tuple[str, ...], Menu] | None = None
    """The path to the page from which something is picked, and the page."""

    def __post_init__(self) -> None:
        try:
            self.kept = settings.load(self.data)
        except settings.Unreadable as fault:
            self._saves, self.lines = False, (str(fault),)
        self.choices = Choices.of(self.kept.choices)

    @property
    def language(self) -> str:
        """The language of its pages."""
        here = system_language()
        wanted = self.choices.language or here
        return wanted if wanted in interface_languages() else "en"

    def menu(self) -> Menu:
        """The page that is shown now."""
        try:
            menu = self._menu()
        except PackProblems as fault:  # which the first page does without
            self.path, self.lines = ["home"], told(fault, self.language)
            menu = self._menu()
        self._last, self.lines = (tuple(self.path), menu), ()
        return menu

    def _menu(self) -> Menu:
        shown = self._shown()
        kind, _, which = self.path[-1].partition(":")
        match kind:
            case "workshop" | "huddle":
                return pages.workshop(shown, huddle=kind == "huddle")
            case "alone":
                return pages.alone(shown)
            case "game":
                return pages.games(shown)
            case "times":
                return pages.times(shown)
            case "names":
                return pages.people(shown)
            case "packs":
                return pages.packs(shown)
            case "only":
                return pages.only(shown)
            case "wifi" | "wifi_password" | "team" | "name":
                return pages.line(shown, kind, self._line(kind))
            case "cards":
                return pages.cards(shown)
            case "look" if which in shown.packs:
                return pages.pack(shown, which)
            case "look":  # it cannot be read any more: somebody edits it
                self.path.pop()
                return self._menu()
            case "check":
                return pages.check(shown)
            case "past" | "session" | "delete":
                return self._past_page(shown, kind, which)
        return pages.home(shown)

    def pick(self, pick: Pick) -> Asked | None:
        """Do what was picked; what is to be played now, or None to show `menu()` again.

        What is not on the page leads to nothing.
        """
        page, _, which = self.path[-1].partition(":")
        path, menu = self._last or ((), None)
        if menu is None or path != tuple(self.path):
            menu = self.menu()
        self._last = None
        if pick.row not in menu.order:
            return None
        row, _, what = pick.row.partition(":")
        if pick.row == BACK:
            if page in LINES and pick.text.strip():
                self._set_line(page, pick.text)
            elif page == "names" and pick.text.strip():
                self._add_names(pick.text)
            self.path.pop()
        elif page == "home" and row in ("workshop", "huddle", "alone", "past", "cards", "check"):
            self.path.append(row)
        elif row in ("game", "times", "names", "packs", "only", "look", "session", "delete") and (
            page in ("workshop", "huddle", "alone", "cards", "past", "session")
        ):
            self.path.append(pick.row)
        elif row in LINES:
            self.path.append(row)
        elif row == "begin":
            return self._begin(page)
        elif row == "resume":
            return self._resumed(what)
        else:
            self._choose(page, which, row, what, pick)
        return None

    # What is shown.

    def _shown(self) -> Shown:

        page, _, which = self.path[-1].partition(":")
        tag = language_tag(self.language, latin=self.choices.latin_digits)
        shown = Shown(
            Names(tag),
            self.language,
            self.choices,
            self.kept,
            lines=self.lines,
            has_password=bool(self.wifi_password),
        )
        if page == "home":
            return replace(shown, left=self._left())
        if page == "check":
            return replace(shown, displays=self.displays)
        if page in ("past", "session", "delete"):
            return shown
        self.choices = self._existing()
        shown = replace(shown, choices=self.choices)
        packs = {pack.id: pack for pack in self._all_packs() if pack.id != SELF_CHECK_PACK}
        names = {
            id_: pack.names.get(self.language) or next(iter(pack.names.values()), id_)
            for id_, pack in packs.items()
        }
        broken = self.packs.broken
        if page not in ("cards", "look"):  # chosen they may stay, and be mended meanwhile
            names |= {id_: id_ for id_ in broken}
        unread = [*broken.values()]
        if page in ("workshop", "huddle", "game", "times"):
            games, plans = self._games_and_plans()
            unread += (*games.broken.values(), *plans.broken.values())
            shown = replace(shown, games=games, plans=plans)
        first = PackProblems(tuple(fault.problems[0] for fault in unread))  # of each file's
        shown = replace(shown, lines=(*shown.lines, *told(first, self.language)))
        wanted = (which,) if page == "look" else self.choices.packs
        deck = Deck(tuple(packs[id_] for id_ in wanted if id_ in packs), {})
        shown = replace(shown, packs=names, deck=deck)
        if page in ("alone", "name"):
            from improv.listening.troubles import extra_is_installed

            people, due = self._practised()
            shown = replace(shown, choices=self.choices, people=people, due=due)
            shown = replace(shown, hears=extra_is_installed())
        return shown

    def _existing(self) -> Choices:
        there, playable = self._all_packs(), self._games_and_plans()
        return chosen.existing(self.choices, there, *playable, broken=self.packs.broken)

    def _games_and_plans(self) -> "tuple[Catalogue[Format], Catalogue[Plan]]":
        from improv.packs.stamps import stamp
        from improv.wiring.catalogue import load_games, load_plans

        now = stamp((own_formats(self.data), own_plans(self.data)))
        if self._playable is None or self._playable[0] != now:
            games = load_games((), self.data)
            self._playable = now, games, load_plans((), games, self.data)
        return self._playable[1:]

    @property
    def packs(self) -> "HomePacks":
        """The packs that there are."""
        from improv.wiring.home_packs import HomePacks

        self.library = self.library or HomePacks(self.data)
        return self.library

    def _all_packs(self) -> tuple[Pack, ...]:
        return self.packs.of(self.language)

    def _past_page(self, shown: Shown, kind: str, which: str) -> Menu:
        from improv.wiring import past_pages

        try:
            if kind == "past":
                return past_pages.sessions(shown, self.data)
            return past_pages.session(shown, self.data, which, sure=kind == "delete")
        except JournalError as fault:
            return shown.page("past", (), lines=(worded(fault),))

    def _left(self) -> PastSession | None:
        """The newest session of a room, where it did not end."""
        from improv.wiring.past_pages import known

        try:
            there = known(self.data, self.language)
        except JournalError:  # which is told where it matters
            return None
        newest = next((one for one in there if not one.alone), None)
        return newest if newest is not None and newest.resumes else None

    def _practised(self) -> tuple[Sequence[str], Sequence[str]]:
        """Who has practised alone here, and what is due for whoever is chosen."""
        from improv.wiring.solo import practised

        deck = Deck(self._all_packs(), {})
        name, people, due = practised(self.data, self.choices.name, deck, self.language)
        if name != self.choices.name:
            self._keep(replace(self.choices, name=name))
        return people, due

    def _line(self, page: str) -> str:
        lines = {"wifi": self.choices.wifi, "team": self.kept.team, "name": self.choices.name}
        return lines.get(page, "")

    # What a pick does.

    def _choose(self, page: str, which: str, row: str, what: str, pick: Pick) -> None:
        """What stays on its page, or goes back by itself."""
        now = self.choices
        match page, row:
            case ("times", _):
                self._set_time(what, pick.step)
            case ("names", "field"):
                self._add_names(pick.text)
            case ("names", "person"):
                left = [name for number, name in enumerate(now.players) if number != int(what)]
                self._keep(replace(now, players=tuple(left)))
            case (_, "field"):
                self._set_line(page, pick.text)
                self.path.pop()
            case ("name", "known"):
                people, _ = self._practised()
                self._set_line(page, people[int(what)])
                self.path.pop()
            case ("game", "plan"):
                self._keep(replace(now, plan=what, game=""))
                self.path.pop()
            case ("game", "game"):
                self._keep(replace(now, plan="", game=what))
                self.path.pop()
            case ("packs", "pack"):
                packs = _toggled(now.packs, what)
                self._keep(replace(now, packs=packs or now.packs, only=()))
            case ("only", "business"):
                self._keep(replace(now, only=_toggled(now.only, what)))
            case (_, "survey"):
                self._keep(replace(now, surveys=_toggled(now.surveys, what)))
            case ("look", "pictures"):
                look = self.language, now.theme
                self._open(lambda: home_files.pictures(self.data, which, *look))
            case ("look", "print"):
                self._open(lambda: home_files.deck(self.data, which, self.language))
            case ("look", "edit"):
                self._edit(which)
            case ("home", "guide"):
                self._open(lambda: home_files.guide(self.data, self.language))
            case ("check", "sample"):
                self._sample()
            case ("session", "report"):
                self._open(lambda: home_files.report(self.data, which, self.language))
            case ("delete", "yes"):
                self._delete(which)
            case _:
                self._turn(row, pick.step)

    def _turn(self, row: str, step: int) -> None:
        """The next value of a row, or the one before."""
        if row == "listen":
            self._save(replace(self.kept, listen=self.kept.listen is not True))
        elif row == "digits":
            self._keep(replace(self.choices, latin_digits=not self.choices.latin_digits))
        elif row in TICKS:
            ticked: Any = {row: not getattr(self.choices, row)}
            self._keep(replace(self.choices, **ticked))
        elif row == "display" or row in chosen.VALUES:
            there = chosen.VALUES.get(row, range(len(self.displays) + 1))
            now = self.language if row == "language" else getattr(self.choices, row)
            turned: Any = {row: chosen.next_of(there, now, step)}
            self._keep(replace(self.choices, **turned))

    def _set_time(self, phase: str, step: int) -> None:
        """A phase of the game is longer or shorter; without one all last as its author wrote."""
        shown = self._shown()
        game, seconds = pages.game_on(shown), dict(self.kept.seconds)
        for one in phase_times(adjustable(game), shown.names):
            if one.phase == phase:
                seconds[f"{game.id}.{phase}"] = one.longer if step > 0 else one.shorter
        if not phase:
            for name in pages.own_times(game, seconds):
                del seconds[name]
        self._save(replace(self.kept, seconds=seconds))

    def _begin(self, page: str) -> Asked | None:
        if page == "alone":
            if not self.choices.name:
                self.path.append("name")
                return None
            return chosen.shift(self.choices, self.data)
        return self._workshop(huddle=page == "huddle")

    def _resumed(self, session: str) -> Asked:
        """The session of that id goes on."""
        self.choices = self._existing()
        options, look, sound, phones = self._workshop()
        return replace(options, resume=session), look, sound, phones

    def _workshop(self, *, huddle: bool = False) -> Asked:
        options, look, sound, phones = chosen.workshop(self.choices, self.data, huddle=huddle)
        return options, look, sound, replace(phones, wifi_password=self.wifi_password)

    def _add_names(self, text: str) -> None:
        there, names = self.choices.players, split_names(text)
        # Two people may have one name. A list that is pasted again adds only who is missing.
        added = Counter(names) - Counter(there if len(names) > 1 else ())
        players = (*there, *added.elements())
        self._keep(replace(self.choices, players=players[: chosen.MOST_NAMES]))

    def _set_line(self, page: str, text: str) -> None:
        if page in ("wifi", "wifi_password"):  # in which two spaces are two spaces
            text = "".join(filter(str.isprintable, text)).strip()[:_LONGEST]
        else:
            text = clean_name(text)
        if page == "wifi_password":
            self.wifi_password = text
        elif page == "team":
            self._save(replace(self.kept, team=text))
        else:
            changed: Any = {page: text}
            self._keep(replace(self.choices, **changed))

    def _sample(self) -> None:
        from improv.wiring.doctor import say_sentence

        self.lines = tuple(say_sentence(self.language))

    def _delete(self, session: str) -> None:
        from improv.wiring import past_pages

        try:
            self.lines = past_pages.delete(self.data, session, Names(self.language).say)
            del self.path[-2:]
        except CommandError as fault:
            self.lines = (str(fault),)
        except JournalError as fault:
            self.lines = (worded(fault),)

    def _edit(self, pack: str) -> None:
        """Open the editor of a pack: in the browser, or wherever its address is typed."""
        from improv.wiring.card_editor_process import start_card_editor

        try:
            editor = start_card_editor(pack, self.data, self.language)
        except CommandError as fault:
            self.lines = (str(fault),)
        else:
            self.editors.append(editor)
            self.lines = (Names(self.language).say("editor.at", address=editor.address),)

    def _open(self, make: Callable[[], Path]) -> None:
        """Show the page that is made, or say where it is, or why it cannot be had."""
        try:
            page = make()
        except CommandError as fault:
            self.lines = (str(fault),)
        except JournalError as fault:
            self.lines = (worded(fault),)
        else:
            if not self.open_file(page):
                self.lines = (Names(self.language).say("progress.page", path=str(page)),)

    def _keep(self, changed: Choices) -> None:
        self.choices = changed
        self._save(replace(self.kept, choices=changed.to_dict()))

    def _save(self, changed: settings.Settings) -> None:
        self.kept = changed
        if self._saves:
            settings.keep(self.data, changed, self._not_kept)

    def _not_kept(self, why: str) -> None:
        self.say(why)
        self.lines = (why,)


def told(problems: PackProblems, language: str) -> tuple[str, ...]:
    """What is wrong with cards, as far as a page has room for it."""
    return problems.isolated(language, _TOLD)


def _toggled(chosen_: tuple[str, ...], one: str) -> tuple[str, ...]:
    return tuple(o for o in chosen_ if o != one) if one in chosen_ else (*chosen_, one)
