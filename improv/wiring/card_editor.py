"""What the editor of a pack's cards shows and does, in words of the reader's language."""

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from improv import paths
from improv.core.cards import CARD_FIELDS, Kind
from improv.locale.phrases import direction, interface_languages, plain, without_isolates
from improv.packs.card_editor import (
    CardChanged,
    CardEditor,
    CardProblems,
    CardVersion,
    FieldProblem,
)
from improv.packs.practices import load_practices
from improv.packs.problems import Message, PackProblems
from improv.packs.yaml_edits import ID, Value
from improv.phones.card_editor_app import Answer, WrittenCard
from improv.phones.payloads import Payload
from improv.scenes.card_form import CardFace, choice_fields, face, label, text_fields
from improv.scenes.icons import KIND_ICONS
from improv.scenes.words import Names

_FIELDS = frozenset(field.name for field in CARD_FIELDS) - {"kind", "secrets"}
_NAMING = frozenset(("what", "written", "field"))
"""The values of a problem that name a field."""
AT_ONCE = 60
"""Cards that are shown before somebody asks for more."""
_TOLD = 8
"""Problems with other cards that are listed."""


@dataclass
class Trial:
    """The card that is played."""

    card: str = ""
    title: str = ""
    lines: tuple[str, ...] = ()
    """What went wrong."""
    links: tuple[tuple[str, str], ...] = ()
    """Where it can be seen: words, address."""

    def payload(self) -> Payload:
        """As JSON."""
        return {"card": self.card, "lines": self.lines, "links": self.links}


@dataclass
class PackEditing:
    """One pack that is edited."""

    editor: CardEditor
    data: Path
    language: str
    theme: str
    begin: Callable[[Path, str, str], bool]
    """Plays a card of a folder in a language; False where another one is played still."""
    trial: Trial = field(default_factory=Trial)
    _told: tuple[str, ...] = ()
    """Why the files cannot be read any more."""

    @property
    def names(self) -> Names:
        """What things are called."""
        return Names(self.language)

    @property
    def read_only(self) -> bool:
        """Whether it comes with the program."""
        return self.editor.pack.folder.resolve().parent == paths.CARDS.resolve()

    def prepare(self) -> None:
        """Make the first search as quick as every other."""
        self.editor.found("a")

    def page(self) -> Payload:
        """The whole page."""
        shown = self._shown("")
        return {
            "language": self.language,
            "theme": self.theme,
            "title": self._title,
            "folder": str(self.editor.pack.folder),
            "read_only": self.read_only,
            "shown": shown,
            "spoken": [(tag, _language_name(tag)) for tag in self._spoken],
            "kinds": [(kind, self.names.say(f"kind.{kind}")) for kind in KIND_ICONS],
            "news": json.dumps(self.news()),
            **self._found("", "", shown, 0),
        }

    def cards(self, text: str, kind: str, language: str, first: int) -> Payload:
        """A part of the cards that are found."""
        found = self._found(text, kind, self._shown(language), first)
        return {"language": self.language, **found}

    def form(self, card: str, kind: str, like: str, language: str) -> Payload | None:
        """The form of a card, of a new one of a kind, or of one that is `like` another."""
        self._refresh()
        pack, new = self.editor.pack, not card
        if card:
            version = self.editor.card(card)
        elif like:
            version = self.editor.card(like)
        else:
            version = CardVersion({"kind": kind}) if kind in set(Kind) else None
        if version is None:
            return None
        known = version.kind or Kind.PROMPT
        if new:
            version = CardVersion(
                {**version.fields, ID: self._new_id(like or str(known))}, version.words
            )
        titles = [
            (name, self._face(name, self.language).title or name)
            for name, given in pack.structure.items()
            if given.get("kind") == Kind.BUSINESS and name != card
        ]
        practices = load_practices()
        written, texts = _written(version), text_fields(known, self.names)
        return {
            "language": self.language,
            "card": card,
            "new": new,
            "id": str(version.fields.get(ID, "")),
            "kind": str(known),
            "icon_name": KIND_ICONS[known],
            "kind_name": self.names.say(f"kind.{known}"),
            "read_only": self.read_only,
            "texts": texts,
            "choices": choice_fields(known, practices, titles, self.editor.tags(), self.names),
            "fields": written.fields,
            "all_words": {
                tag: {one.name: written.words.get(tag, {}).get(one.name, "") for one in texts}
                for tag in pack.languages
            },
            "spoken": [(tag, _language_name(tag), direction(tag)) for tag in self._spoken],
            "shown": self._shown(language),
            "faces": {tag: self._version_face(version, tag) for tag in pack.languages},
            "was": "" if new else json.dumps(_json(written), ensure_ascii=False),
        }

    def check(self, card: str, written: WrittenCard) -> Payload:
        """What is wrong in a card, and how it looks in each language."""
        wanted = self._version_of(card, written)
        faces = {
            tag: {"language": self.language, "face": self._version_face(wanted, tag)}
            for tag in self.editor.pack.languages
        }
        return {"problems": self._problems(self.editor.problems(card, wanted)), "faces": faces}

    def save(self, card: str, seen: WrittenCard | None, written: WrittenCard | None) -> Answer:
        """Keep a card, or remove it."""
        before = None if seen is None else self._version_of(card, seen)
        after = None if written is None else self._version_of(card, written)
        new = card
        if seen is None and after is not None:
            new = str(after.fields.get(ID, ""))
        if self.read_only:
            return self._refused("editor.read_only")
        if written is None and len(self.editor.pack.structure) < 2:
            return self._refused("editor.last")
        return self._answer(lambda: self._saved(new, before, after))

    def _saved(self, card: str, before: CardVersion | None, after: CardVersion | None) -> str:
        self.editor.save(card, before, after)
        return card

    def step(self, *, back: bool) -> Answer:
        """Take the last change back, or make it again."""
        editor = self.editor
        if not (editor.undoable if back else editor.redoable):
            return self._refused("editor.nothing")
        return self._answer(editor.undo if back else editor.redo)

    def copy(self) -> Answer:
        """Make a pack of one's own of one that comes with the program."""
        source = self.editor.pack.folder
        target = paths.own_packs(self.data) / source.name
        draft = target.with_name(f".{source.name}.{os.getpid()}")
        try:
            if self.read_only and not target.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copytree(source, draft)
                for part in (draft, *draft.iterdir()):  # what is installed may be read only
                    part.chmod(part.stat().st_mode | 0o200)
                draft.rename(target)
            version = self.editor.version
            self.editor = CardEditor(target)
            self.editor.version = version + 1
        except OSError as trouble:
            return self._cannot_write(trouble)
        except PackProblems as told:
            return self._unreadable(told)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
        return Answer({"folder": str(target)})

    def play(self, card: str, language: str) -> Answer:
        """Play a card."""
        pack = self.editor.pack
        if card not in pack.structure:
            return self._refused("editor.gone")
        spoken = [tag for tag in pack.languages if pack.words[tag].get(card)]
        if not spoken:
            return self._refused("editor.no_words")
        chosen = language if language in spoken else spoken[0]
        title = self._face(card, chosen).title or card
        if not self.begin(pack.folder, card, chosen):
            return self._refused("editor.plays")
        self.trial = Trial(card, title)
        return Answer({"trial": self.trial.payload()})

    def news(self) -> Payload:
        """What an open page has to know."""
        self._refresh()
        return {
            "version": self.editor.version,
            "undo": self.editor.undoable,
            "redo": self.editor.redoable,
            "trial": self.trial.payload(),
            "lines": self._told,
        }

    # Its parts.

    @property
    def _title(self) -> str:
        names = self.editor.pack.names
        return names.get(self.language) or next(iter(names.values()), self.editor.pack.folder.name)

    @property
    def _spoken(self) -> list[str]:
        """Its languages, the reader's first."""
        return sorted(self.editor.pack.languages, key=lambda tag: tag != self.language)

    def _shown(self, language: str) -> str:
        spoken = self.editor.pack.languages
        wanted = (language, self.language, "en", *spoken)
        return next(tag for tag in wanted if tag in spoken)

    def _refresh(self) -> None:
        try:
            self.editor.refresh()
            self._told = ()
        except PackProblems as told:  # somebody writes in them just now
            self._told = tuple(told.lines(self.language))[:_TOLD]

    def _found(self, text: str, kind: str, shown: str, first: int) -> Payload:
        self._refresh()
        found = self.editor.found(text, kind, shown)
        cards = [self._face(card, shown) for card in found[first : first + AT_ONCE]]
        more = first + AT_ONCE if len(found) > first + AT_ONCE else 0
        return {"cards": cards, "count": len(found), "more": more, "first": first}

    def _face(self, card: str, language: str) -> CardFace:
        version = self.editor.card(card)
        assert version is not None
        return self._version_face(version, language, elsewhere=True)

    def _version_face(
        self, version: CardVersion, language: str, *, elsewhere: bool = False
    ) -> CardFace:
        words = version.words if elsewhere else {language: version.words.get(language, {})}
        kind = str(version.fields.get("kind"))
        names = (
            self.names if elsewhere or language not in interface_languages() else Names(language)
        )
        return face(str(version.fields.get(ID, "")), kind, words, language, names)

    def _new_id(self, base: str) -> str:
        stem = base.rstrip("0123456789").rstrip("-") or "card"
        number = 2 if stem in self.editor.pack.structure else 1
        while f"{stem}-{number}" in self.editor.pack.structure:
            number += 1
        return f"{stem}-{number}"

    def _version_of(self, card: str, written: WrittenCard) -> CardVersion:
        """What a form has, and what no form shows; nothing stays that is empty."""
        now = self.editor.card(card) or CardVersion({})
        fields: dict[str, Value] = {
            name: list[Value](value) if isinstance(value, list) else value.strip()
            for name, value in written.fields.items()
        }
        hidden = {name: value for name, value in now.fields.items() if not _is_plain(value)}
        fields = {name: value for name, value in {**hidden, **fields}.items() if value}
        words: dict[str, dict[str, Value]] = {}
        for language in self.editor.pack.languages:
            there = now.words.get(language, {})
            said: dict[str, Value] = {
                name: value for name, value in there.items() if not isinstance(value, str)
            }
            given = written.words.get(language, {})
            said |= {name: text.strip() for name, text in given.items() if text.strip()}
            if said:
                words[language] = said
        return CardVersion(fields, words)

    def _said(self, found: Message) -> str:
        """A problem, in which fields have the names that the form gives them."""
        values = tuple(
            (key, without_isolates(label(value, self.names)))
            if key in _NAMING and isinstance(value, str) and value in _FIELDS
            else (key, value)
            for key, value in found.values
        )
        return replace(found, values=values).say(self.language)

    # Answers.

    def _answer(self, do: Callable[[], str]) -> Answer:
        """What came of a change."""
        say = self.names.say
        try:
            card = do()
        except CardProblems as told:
            lines = [one.what.say(self.language) for one in told.elsewhere[:_TOLD]]
            problems = self._problems(told.problems)
            why = say("editor.mend", count=len(problems)) if problems else say("editor.elsewhere")
            return Answer({"why": why, "problems": problems, "lines": lines}, 422)
        except CardChanged as changed:
            now = None if changed.now is None else _json(_written(changed.now))
            why = say("editor.gone" if now is None else "editor.changed")
            return Answer({"why": why, "now": now, "card": changed.card}, 409)
        except PackProblems as told:
            return self._unreadable(told)
        except OSError as trouble:
            return self._cannot_write(trouble)
        there = self.editor.card(card)
        now = None if there is None else _json(_written(there))
        return Answer({**self.news(), "card": card, "now": now})

    def _refused(self, name: str) -> Answer:
        return Answer({"why": self.names.say(name)}, 409 if name != "editor.read_only" else 403)

    def _unreadable(self, told: PackProblems) -> Answer:
        lines = tuple(told.lines(self.language))[:_TOLD]
        return Answer({"why": self.names.say("editor.unreadable"), "lines": lines}, 409)

    def _cannot_write(self, trouble: OSError) -> Answer:
        path = str(trouble.filename or self.editor.pack.folder)
        why = trouble.strerror or str(trouble)
        return Answer({"why": self.names.say("cannot.write", path=path, why=why)}, 507)

    def _problems(self, found: tuple[FieldProblem, ...]) -> list[Payload]:
        return [
            {
                "language": one.language,
                "field": one.field,
                "what": self._said(one.what),
                "remedy": self._said(one.remedy) if one.remedy else "",
                "needed": one.needed,
            }
            for one in found
        ]


def _is_plain(value: Value) -> bool:
    """Whether a form can show it: a text, or a list of texts."""
    return isinstance(value, str) or (
        isinstance(value, list) and all(isinstance(one, str) for one in value)
    )


def _written(version: CardVersion) -> WrittenCard:
    fields: dict[str, str | list[str]] = {}
    for name, value in version.fields.items():
        if isinstance(value, str):
            fields[name] = value
        elif isinstance(value, list) and _is_plain(value):
            fields[name] = [str(one) for one in value]
    words = {
        tag: {name: text for name, text in said.items() if isinstance(text, str)}
        for tag, said in version.words.items()
    }
    return WrittenCard(fields, words)


def _json(written: WrittenCard) -> Payload:
    return {"fields": dict(written.fields), "words": {k: dict(v) for k, v in written.words.items()}}


def _language_name(tag: str) -> str:
    return plain(tag, "language.name") if tag in interface_languages() else tag
