"""The service of the contract: its first and last day, the day it was signed, and its months."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.base.clock import local_day, local_midnight
from app.base.errors import Refused
from app.rules.figures.months import month_start

# The settings, by their names.
START, SIGNED, END = "service_start", "service_signed", "service_end"
CATCH_UP_UNTIL, STRIKES, COSTS = "catch_up_until", "strikes_limit", "duty_costs"
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
_MOST_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Month:
    """A calendar month in Beijing: [start, end)."""

    year: int
    month: int

    @property
    def text(self) -> str:
        """2026-11."""
        return f"{self.year:04d}-{self.month:02d}"

    @property
    def words(self) -> str:
        """2026年11月."""
        return f"{self.year}年{self.month}月"

    @property
    def first_day(self) -> date:
        """Its first day."""
        return month_start(self.year, self.month)

    @property
    def start(self) -> datetime:
        """Its first instant."""
        return local_midnight(self.first_day)

    @property
    def end(self) -> datetime:
        """The first instant behind it."""
        return local_midnight(month_start(self.year, self.month + 1))

    @property
    def next(self) -> Month:
        """The month behind it."""
        return month_at(self.end)

    @property
    def previous(self) -> Month:
        """The month before it."""
        return month_at(self.start - timedelta(seconds=1))

    def has(self, at: datetime) -> bool:
        """Whether an instant lies in it."""
        return self.start <= at < self.end


def month_at(at: datetime) -> Month:
    """The month in which an instant lies."""
    day = local_day(at)
    return Month(day.year, day.month)


def read_month(text: str) -> Month:
    """The month of a text like 2026-11.

    Raises:
        Refused: it is none (field "month").

    """
    found = _MONTH.fullmatch(text.strip())
    if found is None or found[1] == "0000":
        raise Refused(f"“{text}”不是月份，请写成 2026-11", field="month")
    return Month(int(found[1]), int(found[2]))


@dataclass(frozen=True, slots=True)
class Service:
    """The service: its first day, the day of the signing (None where nobody set it), its last day, in Beijing.

    `catch_up_until` is the last day for the papers of the months before the signing; `limit` the strikes that end it.
    """

    first: date
    signed: date | None
    last: date
    catch_up_until: date
    limit: int

    @property
    def start(self) -> datetime:
        """Its first instant."""
        return local_midnight(self.first)

    @property
    def end(self) -> datetime:
        """The first instant behind it."""
        return local_midnight(self.last + timedelta(days=1))

    def months(self, now: datetime) -> tuple[Month, ...]:
        """Its months that have begun by `now`, earliest first."""
        found, month = [], month_at(self.start)
        while month.start < self.end and month.start <= now:
            found.append(month)
            month = month.next
        return tuple(found)

    def unsigned_months(self) -> tuple[Month, ...]:
        """The whole months between the start and the signing, whose papers are made up later."""
        found, month = [], month_at(self.start)
        while self.signed is not None and month.end <= local_midnight(self.signed):
            found.append(month)
            month = month.next
        return tuple(found)


def read_day(text: str, field: str) -> date:
    """A day as a setting writes it, 2026-02-01.

    Raises:
        Refused: it is none (at `field`).

    """
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        raise Refused(f"“{text}”不是日期，请写成 2026-02-01", field=field) from None
    if day.isoformat() != text.strip():
        raise Refused(f"“{text}”不是日期，请写成 2026-02-01", field=field)
    return day


def read_costs(text: str) -> dict[str, int]:
    """What duties cost in yuan when they are broken, by the beginning of their title: 签收 200、日报 500.

    Raises:
        Refused: an entry cannot be read (field "duty_costs").

    """
    found: dict[str, int] = {}
    for part in re.split(r"[、,，;；\n]", text):
        if not part.strip():
            continue
        entry = part.strip().removesuffix("元").rstrip()
        before = entry.rstrip("0123456789")
        title, amount = before.rstrip("：: "), entry[len(before) :]
        if not (title and len(title) < len(before) and 0 < len(amount) <= _MOST_DIGITS):
            raise Refused(f"“{part.strip()[:40]}”应写成：签收 200（义务名称的开头，金额为元）", field=COSTS)
        found[title] = int(amount)
    return found


def cost_of(costs: dict[str, int], title: str) -> int | None:
    """What a duty of this title costs; the longest name that it begins with decides, None where nothing is set."""
    fitting = [name for name in costs if title.startswith(name)]
    return costs[max(fitting, key=len)] if fitting else None
