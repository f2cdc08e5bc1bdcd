"""Dates as a language's readers write them, in figures; Persian by its own calendar.

A day is its number since 1 January 1970. Knows no clock and no place: which day it is, is said.
"""

from datetime import date, timedelta

from improv.core.numerals import digits

_EPOCH = date(1970, 1, 1)
_ORDERS = {"he": "{day}.{month}.{year}", "ar": "{day}/{month}/{year}"}
_WEEKS_BEGIN = {"fa": 5, "ar": 6, "he": 6}
"""Monday is 0. Cards say the same: what is played back on Monday, Sunday or Saturday."""

_LEAP_CYCLE = 33
_LEAP_YEARS = frozenset({1, 5, 9, 13, 17, 22, 26, 30})
"""Of each cycle: right from 1206 to 1497 (1827 to 2118), whenever a session can be.
https://www.fourmilab.ch/documents/calendar/ (Persian calendar, cycles of 33 years)"""
_NOWRUZ_1400 = (date(2021, 3, 21) - _EPOCH).days


def date_text(language: str, day: int) -> str:
    """A date in figures: `2026-11-30`, `30.11.2026`, `۱۴۰۵/۹/۹`."""
    if language.partition("-")[0] == "fa":
        year, month, of_month = _persian(day)
        return digits(language, f"{year}/{month}/{of_month}")
    that = _EPOCH + timedelta(days=day)
    order = _ORDERS.get(language.partition("-")[0])
    if order is None:
        return that.isoformat()
    return digits(language, order.format(day=that.day, month=that.month, year=that.year))


def week_of(language: str, day: int) -> int:
    """The first day of the week in which a day is, as the language's readers count weeks."""
    begins = _WEEKS_BEGIN.get(language.partition("-")[0], 0)
    return day - (_EPOCH + timedelta(days=day) - timedelta(days=begins)).weekday()


def _persian(day: int) -> tuple[int, int, int]:
    """Year, month and day of the month in the solar calendar of Iran."""
    year, first = 1400, _NOWRUZ_1400
    while day < first:
        year -= 1
        first -= _length(year)
    while day >= first + _length(year):
        first += _length(year)
        year += 1
    of_year = day - first
    # Six months of 31 days, then months of 30.
    if of_year < 186:
        return year, 1 + of_year // 31, 1 + of_year % 31
    return year, 7 + (of_year - 186) // 30, 1 + (of_year - 186) % 30


def _length(year: int) -> int:
    return 366 if year % _LEAP_CYCLE in _LEAP_YEARS else 365
