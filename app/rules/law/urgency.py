"""The levels of urgency: what a version of the rules calls each of them, how it looks, and which one a code means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from app.rules.law.clocks import Urgency
from app.rules.shared.worded import Worded

# The default level of a ticket; every version has it, as its lowest.
GENERAL = Urgency("general")


class Tone(Worded):
    """The colour of a level, as the theme names it."""

    RED = "red", "红"
    AMBER = "amber", "橙"
    BLUE = "blue", "蓝"
    NEUTRAL = "neutral", "灰"


class LevelIcon(Worded):
    """The icon of a level, so that colour is never the only sign."""

    SIREN = "siren", "警灯"
    ALERT = "circle-alert", "叹号"
    BELL = "bell-ring", "响铃"
    HOURGLASS = "hourglass", "沙漏"
    CLOCK = "clock", "时钟"


@dataclass(frozen=True, slots=True)
class UrgencyLevel:
    """One level as people see it. `rank` 0 is the most urgent.

    A `pressing` level does not wait: its alarm sounds again every few seconds until somebody signs, and goes a channel
    further each minute; the caller is contacted at once.
    """

    code: Urgency
    word: str
    tone: Tone
    icon: LevelIcon
    pressing: bool
    rank: int


# The levels of a version that names none: versions written before levels could be added.
SHIPPED_LEVELS = (
    UrgencyLevel(Urgency("urgent"), "紧急", Tone.RED, LevelIcon.SIREN, pressing=True, rank=0),
    UrgencyLevel(GENERAL, "一般", Tone.NEUTRAL, LevelIcon.CLOCK, pressing=False, rank=1),
)


def governed_from(dispatched_at: datetime, ruled_at: datetime | None) -> datetime:
    """The instant whose rules say how urgent a ticket is: its dispatch, or when it was put under newer rules."""
    return dispatched_at if ruled_at is None else max(dispatched_at, ruled_at)


def level_forms(levels: Sequence[UrgencyLevel]) -> list[dict[str, Any]]:
    """The levels as the file form of a version lists them."""
    return [
        {"code": level.code, "word": level.word, "tone": level.tone.value, "icon": level.icon.value,
         "pressing": level.pressing}
        for level in levels
    ]  # fmt: skip


def levels_of(forms: Sequence[Mapping[str, Any]]) -> tuple[UrgencyLevel, ...]:
    """The levels that checked forms list, the most urgent first.

    Raises:
        KeyError: a form lacks something.
        ValueError: a form has an unknown tone or icon.

    """
    return tuple(
        UrgencyLevel(
            Urgency(form["code"]), form["word"], Tone(form["tone"]), LevelIcon(form["icon"]), form["pressing"], rank
        )
        for rank, form in enumerate(forms)
    )


@dataclass(frozen=True, slots=True)
class LevelBook:
    """The levels of every version of the rules, each with the instant from which it governs; the oldest first."""

    versions: tuple[tuple[datetime, tuple[UrgencyLevel, ...]], ...]

    def in_force(self, at: datetime) -> tuple[UrgencyLevel, ...]:
        """The levels at an instant, the most urgent first; before the first version, those of the first."""
        for since, levels in reversed(self.versions[1:]):
            if at >= since:
                return levels
        return self.versions[0][1]

    def of(self, code: Urgency, at: datetime) -> UrgencyLevel:
        """The level of a ticket that is governed by the rules of an instant.

        A code that those rules do not have keeps the word of the newest version that has it; one that no version
        has is the highest level: to sign for a ticket too early costs nothing.
        """
        levels = self.in_force(at)
        return _of_code(levels, code) or self._newest(code) or levels[0]

    def known(self, code: Urgency) -> UrgencyLevel:
        """The level of a code as the newest version that has it describes it; else the highest of the newest."""
        return self._newest(code) or self.versions[-1][1][0]

    def every(self) -> tuple[UrgencyLevel, ...]:
        """Every level of any version, once: those of the newest version first, the most urgent first."""
        found: dict[Urgency, UrgencyLevel] = {}
        for _, levels in reversed(self.versions):
            for level in levels:
                found.setdefault(level.code, level)
        return tuple(found.values())

    def _newest(self, code: Urgency) -> UrgencyLevel | None:
        found: Iterator[UrgencyLevel | None] = (_of_code(levels, code) for _, levels in reversed(self.versions))
        return next((level for level in found if level is not None), None)


def _of_code(levels: Sequence[UrgencyLevel], code: Urgency) -> UrgencyLevel | None:
    return next((level for level in levels if level.code == code), None)


# The shipped levels, in force until a district enters its own rules.
SHIPPED_BOOK = LevelBook(((datetime(2000, 1, 1, tzinfo=UTC), SHIPPED_LEVELS),))
