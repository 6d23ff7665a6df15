"""The words of the rescue screen."""

from __future__ import annotations

from datetime import datetime, timedelta

from app.base.errors import DeskError
from app.desk.upkeep.rows import CopyRow, PendingLine, RestoredRow
from app.rules.upkeep.keeping import megabytes
from app.ui.kit.words import moment

HEADINGS = ("键", "备份时间", "距今", "工单", "日志", "大小", "位置", "校验", "最多丢失")


def span(length: timedelta) -> str:
    """A length of time in words: 18 分钟, 3 小时 5 分, 2 天 4 小时."""
    minutes = max(0, round(length.total_seconds() / 60))
    if minutes < 60:
        return f"{minutes} 分钟"
    hours, rest = divmod(minutes, 60)
    if hours < 48:
        return f"{hours} 小时 {rest} 分" if rest else f"{hours} 小时"
    days, hours = divmod(hours, 24)
    return f"{days} 天 {hours} 小时" if hours else f"{days} 天"


def cells(number: int, row: CopyRow, lost: timedelta | None, now: datetime) -> tuple[str, ...]:
    """One line of the table of copies."""
    return (
        str(number) if number <= 9 else "",
        moment(row.at, now),
        f"{span(now - row.at)}前" if now >= row.at else "时间有误",
        f"{row.tickets:,}",
        f"{row.lines:,}",
        megabytes(row.size),
        row.place.word,
        verdict(row),
        "—" if lost is None or not row.holds else span(lost),
    )


def verdict(row: CopyRow) -> str:
    """Whether a copy holds, with a sign that does not depend on colour."""
    if row.holds is None:
        return "… 核对中"
    return "✓ 可用" if row.holds else f"✕ {row.why}"


def consequence(row: CopyRow, lost: timedelta | None, lines: list[PendingLine] | None, now: datetime) -> str:
    """What a restore of this copy means."""
    if row.holds is False:
        return f"这份备份不能使用：{row.why}。请选择另一份"
    if row.holds is None:
        return "正在核对这份备份，请稍候"
    words = f"恢复到 {moment(row.newest or row.at, now)}：{row.tickets:,} 件工单，{row.lines:,} 行日志"
    if lost is not None:
        words += f"；之后最多 {span(lost)}的登记不在其中" if lost else "；之后没有登记"
    if lines:
        again = sum(line.replayed for line in lines)
        words += f"。从原文件可读出其中 {len(lines)} 行日志：{again} 行自动补入，{len(lines) - again} 行列入补录清单"
    return f"{words}。原文件保留在 replaced 文件夹"


def done(row: RestoredRow) -> str:
    """What a restore or a salvage has done."""
    words = [f"{row.tickets:,} 件工单，{row.lines:,} 行日志。"]
    if row.lost:
        words.append(f"至少 {row.lost:,} 行无法读出，请与备份和平台核对。")
    if row.pending or row.replayed:
        words.append(f"备份之后的日志：{row.replayed} 行已自动补入，{row.pending} 行请人工补录。")
    if row.list_file:
        words.append(f"补录清单：{row.list_file}")
    if row.kept is not None:
        words.append(f"原文件保留在：{row.kept}")
    return "\n".join(words)


def failure(error: DeskError) -> str:
    """Why it was not done."""
    return f"{error.message}。{error.hint}" if error.hint else error.message


def crash(error: BaseException) -> str:
    """What to say of a bug: the register was not changed, because that happens in one last step only."""
    return f"没有完成：程序出错（{type(error).__name__}）。登记库和备份未改动，可换一种方式再试"


QUESTIONS = {
    "SALVAGE": "把损坏文件中可读的每一行抄到新登记库，读不出的计数；原文件保留在 replaced 文件夹",
    "BEGIN_ANEW": "新登记库里没有任何工单。只在确定没有可用的备份时使用；原有文件都会保留",
}
