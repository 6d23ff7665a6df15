"""The words of the board: the faces of its figures, its lines, its heads."""

from __future__ import annotations

from datetime import datetime, timedelta
from fractions import Fraction

from app.base.clock import local_day, to_local
from app.desk.dashboard.rows import Board, WarningLine
from app.desk.ticket.row import TicketRow
from app.rules.dashboard import change_sentence, is_pale
from app.rules.figures.fields import Field
from app.rules.figures.rates import satisfied_words
from app.ui.dashboard.lines import BoardLine
from app.ui.dashboard.tile import TileFace
from app.ui.queue.row_words import row_clock

_WEEKDAYS = "一二三四五六日"
LEVEL_LOOKS = {"red": ("red", "红"), "orange": ("amber", "橙"), "yellow": ("amber", "黄"), "blue": ("blue", "蓝")}
RATES = (Field.RESPONSE, Field.RESOLUTION, Field.SATISFACTION)
_RATE_WORDS = {Field.RESPONSE: "响应率", Field.RESOLUTION: "解决率", Field.SATISFACTION: "满意率"}


def when(at: datetime) -> str:
    """12 月 8 日 星期二 16:05 · 每分钟更新."""
    local = to_local(at)
    return f"{local.month} 月 {local.day} 日 星期{_WEEKDAYS[local.weekday()]} {local:%H:%M} · 每分钟更新"


def period_head(board: Board) -> tuple[str, str]:
    """考核期 11-19 至 12-18, and 截至今天 16:05，还有 10 天."""
    whole = board.whole
    last = local_day(whole.end) - timedelta(days=1)
    left = (last - local_day(board.at)).days
    days = f"还有 {left} 天" if left else "今天是最后一天"
    return f"考核期 {local_day(whole.start):%m-%d} 至 {last:%m-%d}", f"截至今天 {to_local(board.at):%H:%M}，{days}"


def today_faces(board: Board) -> dict[str, TileFace]:
    """The four figures of today."""
    total = board.today.total
    now, before = total.now.counted, total.previous.counted
    yesterday = f"昨日此时 {before.received:,}" if board.today.previous.covered else "昨日无数据"
    wait = board.waiting
    soonest = row_clock(wait.rows[0], board.at).text if wait.rows else "没有待签收"
    return {
        "received": TileFace(f"{now.received:,}", "", "受理", note=yesterday),
        "closed": TileFace(f"{now.closed:,}", "", "办结", note=f"按期 {now.closed_in_time:,}"),
        "to-sign": TileFace(f"{wait.total:,}", "", "待签收", note=soonest, tone="red" if wait.total else ""),
        "overdue": TileFace(
            f"{now.overdue_open:,}",
            "",
            "已超期",
            note=f"在办 {now.open_at_end:,}",
            tone="red" if now.overdue_open else "",
        ),
    }


def period_faces(board: Board) -> dict[Field, TileFace]:
    """The three rates with what they are taken over, and the score with its place."""
    row, counted = board.period.total.now, board.period.total.now.counted
    valid, pale = counted.valid, is_pale(counted.valid)
    upper = {
        Field.RESPONSE: f"{counted.contacted:,}",
        Field.RESOLUTION: _plain(counted.solved + Fraction(row.weights.partly) * counted.partly),
        Field.SATISFACTION: _plain(counted.satisfied + Fraction(row.weights.mostly) * counted.mostly),
    }
    found = {}
    for field in (*RATES, Field.SCORE):
        printed = row.printed(field)
        change = board.period.total.changed["previous"][field]
        note = change_sentence(field, change, covered=board.period.previous.covered)
        tone = "neutral" if change is None or not Fraction(change) else "green" if Fraction(change) > 0 else "red"
        word = _RATE_WORDS.get(field, "综合成绩")
        over = f"{upper[field]} / {valid:,}" if field in upper and valid else ""
        fraction = over if field in upper else place_words(board)
        unit = "%" if field in upper and printed is not None else ""
        found[field] = TileFace(str(printed or "—"), unit, word, fraction, note, "", tone, pale)
    return found


def place_words(board: Board) -> str:
    """全区约第 9 / 31; empty where no ranking is known."""
    standing = board.standing
    return "" if standing.place is None else f"全区约第 {standing.place} / {standing.units}"


def valid_words(board: Board) -> str:
    """有效回访 V 206."""
    valid = board.period.total.now.counted.valid
    if not valid:
        return "还没有有效回访"
    few = "，件数少，仅供参考" if is_pale(valid) else ""
    return f"有效回访 V {valid:,}{few}"


def satisfied_tip(board: Board) -> str:
    """What the satisfaction rate counts."""
    row = board.period.total.now
    return satisfied_words(row.counted.satisfied, row.counted.mostly, row.weights)


def risk_line(row: TicketRow, now: datetime) -> BoardLine:
    """A ticket with the clock that runs out next."""
    clock = row_clock(row, now)
    return BoardLine(
        row.id, row.title or row.number, row.street or row.unit, clock.text, clock.tone, clock.word, clock.used
    )


def warning_line(one: WarningLine, now: datetime) -> BoardLine:
    """An open warning with its level in a word and the number of its tickets."""
    tone, word = LEVEL_LOOKS.get(one.level, ("neutral", one.level))
    days = (local_day(now) - local_day(one.raised_at)).days
    raised = f"{days} 天前" if days else "今天"
    return BoardLine(one, one.name, raised, f"{len(one.ticket_ids):,} 件", tone, mark=word)


def _plain(number: Fraction) -> str:
    """A number with one decimal, without one where it is whole: 184, 189.1."""
    text = f"{float(number):,.1f}"
    return text.removesuffix(".0")
