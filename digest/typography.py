"""Dates, numbers and counted nouns in Arabic, as the configuration wants them.

Month and weekday names and plural rules come from the Unicode CLDR through Babel; nothing here depends on the locale
of the machine.
"""

from __future__ import annotations

import datetime as dt
import functools
import math
import tomllib
from collections.abc import Mapping
from importlib import resources
from typing import Literal

import msgspec
from babel import Locale

from digest.config import SiteSection

PluralForm = Literal["zero", "one", "two", "few", "many", "other"]
Plural = dict[PluralForm, str]
"""A counted noun in CLDR's six Arabic forms, `{n}` standing for the number; `other` serves for those left out."""

_MONTHS = {
    "gregorian": ("ar",),
    "levant": ("ar_SY",),
    "both": ("ar", "ar_SY"),
    "maghreb-dz": ("ar_DZ",),
    "maghreb-ma": ("ar_MA",),
}
_ARABIC_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


@functools.lru_cache(maxsize=8)
def _locale(name: str) -> Locale:
    return Locale.parse(name)


@functools.lru_cache(maxsize=1)
def _phrases() -> dict[str, str]:
    text = resources.files("digest").joinpath("typography.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _said(phrase: str, **parts: str) -> str:
    return _phrases()[phrase].format(**parts)


class Typography(msgspec.Struct, frozen=True, kw_only=True):
    """How dates and numbers are written."""

    digits: Literal["latn", "arab"] = "latn"
    """Western or Arabic-Indic digits."""
    months: Literal["gregorian", "levant", "both", "maghreb-dz", "maghreb-ma"] = "both"
    """Month names, as in `[site] months`."""

    @classmethod
    def of(cls, site: SiteSection) -> Typography:
        """Return the typography that a configuration asks for."""
        return cls(digits=site.digits, months=site.months)

    def numerals(self, text: str) -> str:
        """Return words of the interface with their digits in the chosen series; never used on article text."""
        return text.translate(_ARABIC_INDIC) if self.digits == "arab" else text

    def number(self, value: int) -> str:
        """Return a whole number in the chosen digits."""
        return self.numerals(str(value))

    def percent(self, share: float) -> str:
        """Return a share of one as a percentage without decimals; with one digit that says more, if it were nothing."""
        sign, point = ("٪", "٫") if self.digits == "arab" else ("%", ".")
        decimals = 0 if share <= 0 or round(share * 100) else max(1, -math.floor(math.log10(share * 100)))
        return self.numerals(f"{share * 100:.{decimals}f}").replace(".", point) + sign

    def counted(self, value: int, forms: Mapping[PluralForm, str]) -> str:
        """Return a number with its noun in the right form: مقال واحد، مقالان، 3 مقالات، 11 مقالا."""
        form = forms.get(_locale("ar").plural_form(value), forms["other"])  # type: ignore[call-overload]
        return str(form).replace("{n}", self.number(value))

    def weekday(self, day: dt.date) -> str:
        """Return the name of the weekday."""
        return str(_locale("ar").days["format"]["wide"][day.weekday()])

    def short_weekday(self, day: dt.date) -> str:
        """Return the name of the weekday without its article, where there is little room."""
        return str(_locale("ar").days["format"]["short"][day.weekday()])

    def month(self, day: dt.date) -> str:
        """Return the name of the month of `day`, doubled where the configuration says so and the names differ."""
        names = [str(_locale(name).months["format"]["wide"][day.month]) for name in _MONTHS[self.months]]
        return "/".join(dict.fromkeys(names))

    def month_year(self, day: dt.date) -> str:
        """Return month and year."""
        return f"{self.month(day)} {self.number(day.year)}"

    def short_month(self, day: dt.date) -> str:
        """Return one name of the month, for charts, where there is no room for a doubled name."""
        return self.month(day).split("/")[0]

    def short_month_year(self, day: dt.date) -> str:
        """Return one name of the month and the year."""
        return f"{self.short_month(day)} {self.number(day.year)}"

    def short_day(self, day: dt.date) -> str:
        """Return the day and the month, without weekday and year."""
        return f"{self.number(day.day)} {self.month(day)}"

    def full_day(self, day: dt.date) -> str:
        """Return weekday, day, month and year; the weekday is how readers remember a day."""
        return f"{self.weekday(day)} {self.short_day(day)} {self.number(day.year)}"

    def interval(self, first: dt.date | None, last: dt.date | None) -> str:
        """Return the days from `first` to `last` in words: a day, a month, a year, an interval or an open end.

        The empty string where both are None.
        """
        if first is None or last is None:
            start = _said("since", first=self.full_day(first)) if first else ""
            return start or (_said("until", last=self.full_day(last)) if last else "")
        if first == last:
            return self.full_day(first)
        if whole := self._whole(first, last):
            return whole
        end = f"{self.short_day(last)} {self.number(last.year)}"
        start = self.number(first.day)
        if first.year != last.year:
            start = f"{self.short_day(first)} {self.number(first.year)}"
        elif first.month != last.month:
            start = self.short_day(first)
        return _said("between", first=start, last=end)

    def _whole(self, first: dt.date, last: dt.date) -> str:
        """Return a whole month or whole years in words, else nothing."""
        after = last + dt.timedelta(days=1) if last < dt.date.max else last
        if first.day != 1 or after.day != 1:
            return ""
        if (after.year, after.month) == (first.year + first.month // 12, first.month % 12 + 1):
            return self.month_year(first)
        if first.month == 1 and after.month == 1:
            years = _said("year", year=self.number(first.year))
            return years if first.year == last.year else _said("between", first=years, last=self.number(last.year))
        return ""

    def dates_in_words(self, values: Mapping[str, str]) -> dict[str, str]:
        """Return the arguments of a `Reason` for readers: ISO days in words, numbers in the chosen digits."""
        return {key: self._in_words(value) for key, value in values.items()}

    def _in_words(self, value: str) -> str:
        if value.isdecimal() and value.isascii():
            return self.numerals(value)
        if len(value) == 10 and value[4] == value[7] == "-":
            try:
                return self.full_day(dt.date.fromisoformat(value))
            except ValueError:
                return value
        return value
