"""An own entry of the duty log: its kind, its words, and for an order who gave it to whom until when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.base.errors import Refused
from app.rules.shared.worded import Worded

LONGEST_TEXT, LONGEST_NAME = 2000, 60


class EntryKind(Worded):
    """What an entry is about; the digit that chooses it on the form is its place, from 1."""

    CALL = "call", "来电"
    VISITOR = "visitor", "来访"
    FAULT = "fault", "故障"
    ORDER = "order", "领导交办"
    OTHER = "other", "其他"


@dataclass(frozen=True, slots=True)
class DutyEntry:
    """One entry of the duty log.

    `at` is when it happened, `written_at` when it was written down. The `ordered_*` columns, `due_at` and `done_at`
    belong to an order. A withdrawn entry stays in the register and counts nowhere.
    """

    id: int
    at: datetime
    kind: EntryKind
    text: str
    operator: str
    ordered_by: str = ""
    ordered_to: str = ""
    due_at: datetime | None = None
    done_at: datetime | None = None
    done_by: str = ""
    written_at: datetime | None = None
    withdrawn_at: datetime | None = None
    version: int = 1

    @property
    def is_order(self) -> bool:
        """Whether a leader ordered something."""
        return self.kind is EntryKind.ORDER


@dataclass(frozen=True, slots=True)
class Correction:
    """A correction of an entry with its reason; `before` and `after` map the words of what changed to its values."""

    id: int
    entry_id: int
    at: datetime
    who: str
    reason: str
    before: Mapping[str, str]
    after: Mapping[str, str]

    @property
    def words(self) -> str:
        """事由：甲 → 乙；办结时限：11-23 08:00 → 空（听错）."""
        changes = "；".join(
            f"{word}：{old or '空'} → {self.after.get(word) or '空'}" for word, old in self.before.items()
        )
        return f"{changes}（{self.reason}）"


def check(entry: DutyEntry, *, now: datetime) -> None:
    """Checks an entry before it is written.

    Raises:
        Refused: no text, or one too long (field "text"); a time to come ("at"); an order without who gave it
            ("ordered_by") or that is due before it was given ("due_at").

    """
    if not entry.text.strip():
        raise Refused("请写明事由", field="text")
    if len(entry.text) > LONGEST_TEXT:
        raise Refused(f"最多 {LONGEST_TEXT} 字，现有 {len(entry.text)} 字", field="text")
    if entry.at > now:
        raise Refused("时间不能晚于现在", field="at")
    for field, name in (("ordered_by", entry.ordered_by), ("ordered_to", entry.ordered_to)):
        if len(name) > LONGEST_NAME:
            raise Refused(f"最多 {LONGEST_NAME} 字", field=field)
    if not entry.is_order:
        if entry.ordered_by or entry.ordered_to or entry.due_at is not None:
            raise Refused("只有领导交办才有交办人和办结时限", field="kind")
        return
    if not entry.ordered_by.strip():
        raise Refused("请写明谁交办的", field="ordered_by")
    if entry.due_at is not None and entry.due_at <= entry.at:
        raise Refused("办结时限应晚于交办时间", field="due_at")
