"""The steps of a clock's reminders: at a percentage of its limit, before or after its ends, or at a time of day n."""

from __future__ import annotations

import enum
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from app.base.clock import from_local
from app.rules.law.clocks import TIME_CLASS_WORDS, ClockName, TimeClass, Urgency
from app.rules.law.urgency import UrgencyLevel

MOST_MINUTES = 60 * 24 * 60
MOST_DAY = 60
_OFFSET = re.compile(r"(?:(\d{1,4})(?:小时|时|h))?(?:(\d{1,5})(?:分钟|分|min|m))?")
_DAY = re.compile(r"(?:day|第)\s{0,8}(\d{1,2})\s{0,8}(?:个工作日|工作日|日|天)?\s{0,8}(\d{1,2})[:：](\d{2})")
_PERCENT = re.compile(r"(?:用去|已用)?(\d{1,3})[%％]")


class StepKind(enum.StrEnum):
    """The point from which a step is counted."""

    PERCENT = "percent"
    AFTER = "after"
    BEFORE = "before"
    DAY = "day"
    END = "end"
    OVER = "over"


class BadStep(ValueError):
    """A step that cannot be read; the message says in Chinese how steps are written."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step. `number` is a percentage, minutes, or which day; `at` is the wall time in Beijing of a day step."""

    kind: StepKind
    number: int = 0
    at: time | None = None

    @property
    def name(self) -> str:
        """The name in files and slots: 80%, +30min, -60min, day 3 09:00, end, end+30min."""
        match self.kind:
            case StepKind.PERCENT:
                return f"{self.number}%"
            case StepKind.AFTER:
                return f"+{self.number}min"
            case StepKind.BEFORE:
                return f"-{self.number}min"
            case StepKind.DAY:
                return f"day {self.number} {self.at:%H:%M}"
            case StepKind.OVER:
                return f"end+{self.number}min"
        return "end"

    @property
    def words(self) -> str:
        """The wording that people read and type."""
        match self.kind:
            case StepKind.PERCENT:
                return f"用去 {self.number}%"
            case StepKind.AFTER:
                return f"开始后 {minutes_words(self.number)}"
            case StepKind.BEFORE:
                return f"到期前 {minutes_words(self.number)}"
            case StepKind.DAY:
                return f"第 {self.number} 日 {self.at:%H:%M}"
            case StepKind.OVER:
                return f"到期后 {minutes_words(self.number)}"
        return "到期时"


@dataclass(frozen=True, slots=True)
class Ladder:
    """The steps of one clock; `urgency` and `time_class` narrow it to some tickets, None means all."""

    clock: ClockName
    steps: tuple[Step, ...]
    urgency: Urgency | None = None
    time_class: TimeClass | None = None

    def is_for(self, urgency: Urgency, time_class: TimeClass) -> bool:
        """Whether the ladder applies to tickets of this urgency and class."""
        return self.urgency in (None, urgency) and self.time_class in (None, time_class)


def read_step(text: str) -> Step:
    """A step as a file or a person writes it ("80%", "+30min", "到期前 1 小时", "第 3 日 09:00", "end").

    Raises:
        BadStep: it cannot be read, or its number is out of range.

    """
    packed = re.sub(r"\s+", "", text.strip())
    if packed in {"end", "到期时", "到期"}:
        return Step(StepKind.END)
    if (found := _DAY.fullmatch(text.strip())) is not None:
        return _day_step(text, *map(int, found.groups()))
    if (found := _PERCENT.fullmatch(packed)) is not None:
        percent = int(found[1])
        if not 1 <= percent <= 100:
            raise BadStep(f"“{text}”应为 1% 至 100%")
        return Step(StepKind.END) if percent == 100 else Step(StepKind.PERCENT, percent)
    for heads, kind in _HEADS:
        head = next((head for head in heads if packed.startswith(head)), None)
        if head is not None:
            return Step(kind, _minutes(text, packed.removeprefix(head), least=0 if kind is StepKind.AFTER else 1))
    raise BadStep(f"无法识别“{text}”，请写成 80%、开始后 30 分、到期前 1 时、第 3 日 09:00、到期时、到期后 30 分")


_HEADS = (
    (("end+", "到期后"), StepKind.OVER),
    (("+", "开始后"), StepKind.AFTER),
    (("-", "到期前", "还剩"), StepKind.BEFORE),
)


def read_steps(text: str) -> tuple[Step, ...]:
    """The steps of one line, parted by commas, 、 or ；; an empty line has none.

    Raises:
        BadStep: one of them cannot be read, or stands twice.

    """
    steps = tuple(read_step(part) for part in re.split(r"[,，、;；\n]", text) if part.strip())
    seen: set[Step] = set()
    for step in steps:
        if step in seen:
            raise BadStep(f"“{step.words}”写了两次")
        seen.add(step)
    return steps


def moment(step: Step, start: datetime, end: datetime, day_n: Callable[[int], date]) -> datetime:
    """The moment of a step on a clock that runs from `start` to `end`, to the whole second.

    `day_n` returns the day in Beijing that is day n of the clock, as the rules count days.
    """
    match step.kind:
        case StepKind.PERCENT:
            return start + timedelta(seconds=(end - start) // timedelta(seconds=1) * step.number // 100)
        case StepKind.AFTER:
            return start + timedelta(minutes=step.number)
        case StepKind.BEFORE:
            return end - timedelta(minutes=step.number)
        case StepKind.DAY:
            return from_local(datetime.combine(day_n(step.number), step.at or time()))
        case StepKind.OVER:
            return end + timedelta(minutes=step.number)
    return end


def minutes_words(minutes: int) -> str:
    """Minutes in hours where they are whole ones."""
    return f"{minutes // 60} 小时" if minutes and minutes % 60 == 0 else f"{minutes} 分钟"


def _day_step(text: str, number: int, hour: int, minute: int) -> Step:
    if not (1 <= number <= MOST_DAY and hour < 24 and minute < 60):
        raise BadStep(f"“{text}”应为第 1 至 {MOST_DAY} 日的 00:00 至 23:59")
    return Step(StepKind.DAY, number, time(hour, minute))


def _minutes(text: str, offset: str, *, least: int) -> int:
    found = _OFFSET.fullmatch(offset)
    if found is None or not offset:
        raise BadStep(f"无法识别“{text}”里的时间，请写成 30 分 或 1 时 30 分")
    minutes = int(found[1] or 0) * 60 + int(found[2] or 0)
    if not least <= minutes <= MOST_MINUTES:
        raise BadStep(f"“{text}”应为 {least} 分钟至 {MOST_MINUTES // 1440} 天")
    return minutes


LADDER_WORDS = {
    ClockName.SIGN: "签收",
    ClockName.FIRST_CONTACT: "首次联系",
    ClockName.HANDLING: "办理",
    ClockName.CALLBACK: "回访",
    ClockName.RETURN: "退单",
    ClockName.REPORT: "报送",
}


def ladder_words(ladder: Ladder, levels: Sequence[UrgencyLevel]) -> str:
    """A ladder in one line, as people read and type it: "首次联系 · 紧急：用去 80%、到期前 1 小时"."""
    urgency = next((level.word for level in levels if level.code == ladder.urgency), "")
    kind = f"{TIME_CLASS_WORDS[ladder.time_class]}类" if ladder.time_class is not None else ""
    who = " · ".join(filter(None, [LADDER_WORDS[ladder.clock], urgency, kind]))
    return f"{who}：{'、'.join(step.words for step in ladder.steps)}"


def read_ladder(line: str, words: Mapping[str, Urgency]) -> Ladder:
    """A ladder from its line; urgency and class may be left out, which means all.

    `words` maps the word of each level of urgency to its code.

    Raises:
        BadStep: the clock, a word or a step is not known.

    """
    head, *rest = re.split("[:：]", line, maxsplit=1)
    if not rest:
        raise BadStep(f"“{line.strip()}”缺少冒号，请写成“首次联系 · 紧急：用去 80%”")
    parts = [part for part in re.split(r"[·\s,，、]+", head) if part]
    clocks = {word: clock for clock, word in LADDER_WORDS.items()}
    kinds = {f"{word}类": kind for kind, word in TIME_CLASS_WORDS.items()}
    if not parts or parts[0] not in clocks:
        raise BadStep(f"“{head.strip()}”应以{'、'.join(clocks)}之一开头")
    urgency, kind = None, None
    for word in parts[1:]:
        if word in words:
            urgency = words[word]
        elif word in kinds:
            kind = kinds[word]
        else:
            raise BadStep(f"不认识“{word}”，可写{'、'.join((*words, *kinds))}")
    steps = read_steps(rest[0])
    if not steps:
        raise BadStep(f"“{head.strip()}”后面没有写步骤")
    return Ladder(clocks[parts[0]], steps, urgency, kind)
