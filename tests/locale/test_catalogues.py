"""The catalogues: complete, alike in what they are given, and in no script but their own."""

import re
from gettext import GNUTranslations
from io import BytesIO

import pytest
from babel import Locale
from babel.messages.mofile import read_mo, write_mo
from babel.plural import to_gettext

from tests.locale.catalogues import (
    FOLDER,
    LANGUAGES,
    catalogue,
    forms,
    messages,
    name,
    placeholders,
)

LATIN_WORDS = {"Enter", "YAML", "Allow"}
"""A key, a language of files, a button of systems in English; others are single keys, Esc, Tab."""

COUNTS = {"count", "level", "minutes", "needed", "number", "present", "round", "seconds", "total"}
"""Values that are figures."""

languages = pytest.mark.parametrize("language", LANGUAGES)


def test_there_are_four() -> None:
    """English, and the languages of the first rooms."""
    assert LANGUAGES == ("ar", "en", "fa", "he")


@languages
def test_the_compiled_catalogue_says_what_the_written_one_does(language: str) -> None:
    """pybabel compile -i improv/locale/fa.po -o improv/locale/fa.mo -l fa."""
    compiled = BytesIO()
    write_mo(compiled, catalogue(language))
    compiled.seek(0)
    fresh = {name(one): forms(one) for one in read_mo(compiled)}
    with (FOLDER / f"{language}.mo").open("rb") as file:
        kept = {name(one): forms(one) for one in read_mo(file)}
    assert {n: kept.get(n) for n in fresh if n} == {n: fresh[n] for n in fresh if n}
    assert kept.keys() == fresh.keys()


@languages
def test_the_plural_rule_is_cldrs(language: str) -> None:
    """Both in the header and in the compiled catalogue."""
    rule = to_gettext(Locale(language).plural_form)
    assert catalogue(language).plural_forms == rule
    with (FOLDER / f"{language}.mo").open("rb") as file:
        assert rule.rstrip(";") in GNUTranslations(file).info()["plural-forms"]


@languages
def test_no_name_is_missing_and_no_form(language: str) -> None:
    """What English has, every language has, in as many forms as its grammar asks for."""
    english, here = messages("en"), messages(language)
    assert list(here) == list(english)
    assert [n for n in here if here[n].pluralizable != english[n].pluralizable] == []
    for one in here.values():
        wanted = catalogue(language).num_plurals if one.pluralizable else 1
        assert len(forms(one)) == wanted, name(one)
        assert all(form.strip() for form in forms(one)), name(one)
        assert not one.fuzzy


@languages
def test_every_form_has_the_values_of_the_english_one(language: str) -> None:
    """Only a form for a single number may say it in a word, as in "one scene"."""
    plural = Locale(language).plural_form
    there = {*plural.tags, "other"}
    tags = [tag for tag in ("zero", "one", "two", "few", "many", "other") if tag in there]
    numbers = [str(plural(n)) for n in range(200)]
    for one in messages(language).values():
        wanted = placeholders(forms(messages("en")[name(one)])[-1])
        assert ("count" in wanted) == bool(one.pluralizable), name(one)
        for tag, form in zip(tags if one.pluralizable else [""], forms(one), strict=True):
            in_words = one.pluralizable and numbers.count(tag) == 1
            missing = wanted - placeholders(form)
            assert missing <= ({"count"} if in_words else set()), (name(one), form)
            assert placeholders(form) <= wanted, (name(one), form)


@languages
def test_a_screen_never_shouts(language: str) -> None:
    """No exclamation marks but on cards."""
    assert [name(one) for one in messages(language).values() if "!" in "".join(forms(one))] == []


@languages
def test_catalogues_are_plain_text(language: str) -> None:
    """Digits, percent signs and isolates are phrase()'s business; ZWNJ is a letter's."""
    strange = re.compile(r"[۰-۹٠-٩٪\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]|  |^\s|\s$")
    found = [form for one in messages(language).values() for form in forms(one)]
    assert [form for form in found if strange.search(form)] == []


@pytest.mark.parametrize("language", ["fa", "ar", "he"])
def test_nothing_is_left_in_english(language: str) -> None:
    """Four Latin letters in a row are a word that was forgotten."""
    for one in messages(language).values():
        for form in forms(one):
            words = re.findall(r"[A-Za-z]{4,}", re.sub(r"\{\w+\}", "", form))
            assert set(words) <= LATIN_WORDS, name(one)


def test_persian_has_its_own_letters() -> None:
    """No Arabic kaf, yeh or teh marbuta, and no space where a ZWNJ belongs."""
    found = [form for one in messages("fa").values() for form in forms(one)]
    assert [form for form in found if re.search(r"[كيىة]|(^|\s)(ن?می) |\sها\b", form)] == []


def test_arabic_has_its_own_letters() -> None:
    """No Persian kaf, yeh, pe, che or gaf."""
    found = [form for one in messages("ar").values() for form in forms(one)]
    assert [form for form in found if re.search(r"[کیپچژگ\u200c]", form)] == []


@pytest.mark.parametrize("language", ["ar", "fa"])
def test_no_dot_stands_beside_a_figure(language: str) -> None:
    """Beside Persian and Arabic ones it is read as a zero: the sentence ends in a word."""
    figure = rf"\{{(?:{'|'.join(sorted(COUNTS))})\}}"
    dotted = re.compile(rf"{figure}(\.| ?·)|(\.|· ?){figure}")
    here = messages(language)
    assert [n for n in here if any(dotted.search(said) for said in forms(here[n]))] == []
