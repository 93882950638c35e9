"""Numbers as the figures show them: shares, means that may be hidden, the before/after rows."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from core.i18n import gettext as _
from schools.models import Programme

from ..choices import FEWEST_ANSWERS
from ..models import Measurement

TENTH = Decimal("0.1")


def share_of(part: int, whole: int) -> Decimal | None:
    """Per cent to a tenth; None where there is nothing to take a share of."""
    return rounded(Decimal(100 * part) / whole) if whole else None


def rounded(value: Decimal) -> Decimal:
    return value.quantize(TENTH, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean of answers. With too few of them there is none: not even kept here."""

    value: Decimal | None
    answers: int

    @property
    def is_hidden(self) -> bool:
        return self.value is None and self.answers > 0

    @classmethod
    def of(cls, mean: float | None, answers: int) -> Mean:
        if mean is None or answers < FEWEST_ANSWERS:
            return cls(None, answers)
        return cls(rounded(Decimal(str(mean))), answers)


NO_ANSWERS = Mean(None, 0)


@dataclass(frozen=True, slots=True)
class Change:
    """A row of the before/after table; `z` and `percent` are as the form prints them.

    By the form's own formula (S3, annex 12) a growth is a negative number; `reading` says it in
    words.
    """

    number: int
    title: str
    before: Decimal | None
    after: Decimal | None
    fewer_is_better: bool
    is_percent: bool

    @property
    def is_measured(self) -> bool:
        return self.before is not None and self.after is not None

    @property
    def z(self) -> Decimal | None:
        if self.before is None or self.after is None:
            return None
        return self.before - self.after

    @property
    def percent(self) -> Decimal | None:
        """None where a number is missing, and for x = 0, which has no share."""
        return rounded(self.z / self.before * 100) if self.z is not None and self.before else None

    @property
    def has_no_percent(self) -> bool:
        """Measured, but x = 0: the form gets a dash."""
        return self.is_measured and not self.before

    @property
    def reading(self) -> str:
        if not self.z:
            return _("без изменений") if self.is_measured else ""
        grown = self.z < 0
        words = {
            (True, False): _("рост, лучше"),
            (True, True): _("рост, хуже"),
            (False, False): _("снижение, хуже"),
            (False, True): _("снижение, лучше"),
        }
        return words[grown, self.fewer_is_better]

    @property
    def is_better(self) -> bool | None:
        """None without a change."""
        return (self.z < 0) != self.fewer_is_better if self.z else None

    @classmethod
    def of(cls, row: Measurement) -> Change:
        return cls(
            row.number, row.title, row.before, row.after, row.fewer_is_better, row.is_percent
        )


def changes_of(programme: Programme) -> tuple[Change, ...]:
    return tuple(Change.of(row) for row in programme.measurements.all())


def mean_text(value: Decimal | None) -> str:
    """«7,0»: always with its tenth, so that a column of them reads at a glance."""
    return "" if value is None else f"{value:.1f}".replace(".", ",").replace("-", "\u2212")


def number_text(value: Any) -> str:
    """«12,5», «−50», «100»: the shortest writing, with a comma and a true minus; «» for None."""
    if value is None:
        return ""
    text = f"{Decimal(value):f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(".", ",").replace("-", "\u2212")
