"""Dates as people write them, and where their weeks begin."""

from datetime import date

import pytest

from improv.locale.dates import date_text, week_of


def day(text: str) -> int:
    """The number of a day."""
    return (date.fromisoformat(text) - date(1970, 1, 1)).days


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "2026-11-30"),
        ("he", "30.11.2026"),
        ("ar", "٣٠/١١/٢٠٢٦"),
        ("ar-u-nu-latn", "30/11/2026"),
        ("fa", "۱۴۰۵/۹/۹"),
        ("fa-u-nu-latn", "1405/9/9"),
        ("pt-BR", "2026-11-30"),
    ],
)
def test_a_date_in_figures(language: str, text: str) -> None:
    """In the reader's order, digits and calendar."""
    assert date_text(language, day("2026-11-30")) == text


@pytest.mark.parametrize(
    ("gregorian", "persian"),
    [
        ("1970-01-01", "1348/10/11"),
        ("2017-03-20", "1395/12/30"),
        ("2017-03-21", "1396/1/1"),
        ("2020-03-19", "1398/12/29"),
        ("2020-03-20", "1399/1/1"),
        ("2021-03-20", "1399/12/30"),
        ("2021-03-21", "1400/1/1"),
        ("2024-09-21", "1403/6/31"),
        ("2024-09-22", "1403/7/1"),
        ("2025-03-20", "1403/12/30"),
        ("2025-03-21", "1404/1/1"),
        ("2026-03-21", "1405/1/1"),
        ("2029-03-20", "1408/1/1"),
        ("2030-03-20", "1408/12/30"),
        ("2033-03-20", "1412/1/1"),
    ],
)
def test_the_persian_calendar(gregorian: str, persian: str) -> None:
    """Its leap years, as the almanacs of Iran have them."""
    assert date_text("fa-u-nu-latn", day(gregorian)) == persian


def test_no_persian_day_is_missing() -> None:
    """Each day of sixty years follows the one before it."""
    read = [date_text("fa-u-nu-latn", one).split("/") for one in range(day("1990-01-01"), 29_220)]
    dates = [tuple(map(int, one)) for one in read]
    assert dates == sorted(set(dates))
    assert {one[2] for one in dates} == set(range(1, 32))
    assert all(one[2] <= (31 if one[1] < 7 else 30) for one in dates)


@pytest.mark.parametrize(
    ("language", "first"),
    [("en", "2026-11-30"), ("fa", "2026-11-28"), ("ar", "2026-11-29"), ("he", "2026-11-29")],
)
def test_a_week_begins_where_its_readers_begin_it(language: str, first: str) -> None:
    """On Monday, Saturday or Sunday: each of its seven days is in it."""
    begins = day(first)
    assert [week_of(language, begins + n) for n in range(7)] == [begins] * 7
    assert week_of(language, begins - 1) == begins - 7
