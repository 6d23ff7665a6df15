"""One file of an import: its preview, the columns a person named, and its result."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from pathlib import Path

from app.desk.intake.acts import PASTED, FileResult
from app.desk.intake.ages import Ages
from app.desk.intake.columns import Preview


class ItemState(enum.Enum):
    """The state of a file in the import."""

    LOOKING = "looking"
    READY = "ready"
    UNREADABLE = "unreadable"
    RUNNING = "running"
    DONE = "done"
    REFUSED = "refused"
    CANCELLED = "cancelled"


class OldRows(enum.Enum):
    """What becomes of the rows that are history."""

    AS_BACKLOG = "旧件按补录历史入库（建议）"
    AS_NEW = "全部按新工单入库"
    ALL_BACKLOG = "全部按补录历史入库"


@dataclass(slots=True)
class ImportItem:
    """A file by its path, or pasted text. `named` holds the columns the person has named: header → field."""

    path: Path | None
    text: str = ""
    state: ItemState = ItemState.LOOKING
    preview: Preview | None = None
    error: str = ""
    result: FileResult | None = None
    named: dict[str, str] = field(default_factory=dict)
    ages: Ages | None = None

    @property
    def name(self) -> str:
        """The name in the list."""
        return PASTED if self.path is None else self.path.name

    @property
    def waits(self) -> bool:
        """Whether it can still be imported."""
        return self.state in {ItemState.READY, ItemState.CANCELLED}


def ages_words(items: list[ImportItem]) -> str:
    """How many rows of the waiting files are history, in one line; empty before they are counted."""
    counted = [item.ages for item in items if item.waits and item.ages is not None]
    if not counted:
        return ""
    rows, closed, still_open = (sum(getattr(one, name) for one in counted) for name in ("rows", "closed", "open"))
    days = counted[0].after_days
    part = "" if all(one.whole for one in counted) else "前 "
    if not closed + still_open:
        return f"{part}{rows:,} 行中没有旧件"
    return (
        f"{part}{rows:,} 行中旧件 {closed + still_open:,} 行：办结 {days} 天以上 {closed:,}，"
        f"超期 {days} 天以上未结 {still_open:,}"
    )


def state_words(item: ImportItem) -> str:
    """The state of a file in the words of the list."""
    result = item.result
    if item.state is ItemState.DONE and result is not None:
        notes = f" · 提示 {len(result.notes):,}" if result.notes else ""
        return f"{result.rows:,} 行 · 新增 {result.created:,} · 退回 {result.refused:,}{notes}"
    if item.state is ItemState.UNREADABLE and item.preview is not None:
        return "请先指明栏目"
    return {
        ItemState.LOOKING: "正在读取…",
        ItemState.READY: "待导入",
        ItemState.UNREADABLE: "不能导入",
        ItemState.RUNNING: "正在导入…",
        ItemState.REFUSED: "未导入",
        ItemState.CANCELLED: "已取消，未作任何改动",
    }.get(item.state, "")


def state_icon(item: ImportItem) -> tuple[str, str]:
    """Icon and colour token of a file in the list."""
    if item.state is ItemState.DONE and item.result is not None and (item.result.refused or item.result.notes):
        return "triangle-alert", "amber"
    return {
        ItemState.DONE: ("circle-check", "green"),
        ItemState.UNREADABLE: ("circle-alert", "red"),
        ItemState.REFUSED: ("circle-alert", "red"),
        ItemState.RUNNING: ("hourglass", "accent"),
        ItemState.CANCELLED: ("x", "second"),
    }.get(item.state, ("file-text", "second"))


def count_words(result: FileResult) -> str:
    """The four counts, adding up to the rows."""
    return (
        f"共 {result.rows:,} 行 = 新增 {result.created:,} + 更新 {result.updated:,}"
        f" + 未变 {result.unchanged:,} + 退回 {result.refused:,}"
    )


def sum_words(items: list[ImportItem]) -> str:
    """The summed result of all files in one line."""
    done = [item.result for item in items if item.result is not None and item.state is ItemState.DONE]
    failed = sum(1 for item in items if item.state in {ItemState.REFUSED, ItemState.UNREADABLE})
    total = FileResult(
        file="",
        rows=sum(result.rows for result in done),
        created=sum(result.created for result in done),
        updated=sum(result.updated for result in done),
        unchanged=sum(result.unchanged for result in done),
        refused=sum(result.refused for result in done),
    )
    words = f"已导入 {len(done)} 个文件，{count_words(total)}"
    return words + (f"；{failed} 个文件未导入" if failed else "")
