"""Made-up tickets with every edge that figures know, and their figures counted one by one from the stored rows."""

from __future__ import annotations

import atexit
import random
import shutil
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from app.base.clock import Clock, StillClock, from_local, to_local
from app.base.paths import DataFolder
from app.desk.shared.context import Desk
from app.models.survey.tables import surveys
from app.models.ticket.tables import tickets
from app.rules.survey.states import Contacted, Satisfied, Solved
from tests.support.registers import desk_on

UNITS = ("商业服务科", "预付费专班", "市场运行科", "", "生活服务科 ")
STREETS = ("城北街道", "沙河镇", "霍营街道", "")
MERCHANTS = ("某动健身", "某动 健身", "某剪美发（城北店）", "某剪美发(城北店)", "", "无")
CATEGORIES = (("市场管理", "预付卡", "健身卡"), ("市场管理", "预付卡", ""), ("居民服务", "家政", "保姆"), ("", "", ""))
PHONES = ("", "13800000001", "13800000002", "13800000003 01080000001", "13800000001 13800000002")
STATUSES = ("handling", "to-sign", "to-call-back", "closed", "returned")
# Moments at which a period begins or ends, and their neighbours.
EDGES = tuple(
    datetime.fromisoformat(text)
    for text in (
        "2026-01-01T00:00", "2026-10-19T00:00", "2026-11-19T00:00", "2026-11-10T12:00", "2025-12-29T00:00",
        "2026-01-05T00:00", "2028-02-29T12:00", "2028-03-01T00:00", "2027-02-28T23:59:59", "2025-12-19T00:00",
    )
)  # fmt: skip
VALID_WORDS = ("是", "", "否", "有效")
CONTACTED_WORDS = ("是", "", "否", "已联系", "说不清")
SOLVED_WORDS = ("是", "", "否", "部分解决", "待定")
SATISFIED_WORDS = ("满意", "", "不满意", "基本满意", "一般", "未评价", "看情况")


def filled_desk(folder: DataFolder, clock: Clock, size: int) -> Desk:
    """A desk on a register of `size` made-up tickets, made once a process and copied; the caller closes it."""
    folder.prepare()
    shutil.copy(_filled(size), folder.database)
    return desk_on(folder, clock)


@cache
def _filled(size: int) -> Path:
    home = Path(tempfile.mkdtemp(prefix="figure-tickets-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    desk = desk_on(DataFolder(home), StillClock(from_local(EDGES[0])))
    fill(desk, size)
    desk.close()
    return desk.folder.database


def fill(desk: Desk, size: int, *, seed: int = 20261130) -> None:
    """Puts `size` made-up tickets and some surveys of this desk into the register."""
    chance = random.Random(seed)
    rows = [_ticket(chance, index) for index in range(1, size + 1)]
    with desk.register.writing() as stores:
        stores.connection.execute(insert(tickets), rows)
        told = [survey for row in rows if chance.random() < 0.3 for survey in _surveys(chance, row)]
        stores.connection.execute(insert(surveys), told)


def _ticket(chance: random.Random, index: int) -> dict[str, Any]:
    edge = chance.random() < 0.4
    base = chance.choice(EDGES) if edge else datetime.fromisoformat("2025-11-01T00:00")
    shift = chance.choice((-1, 0, 1, 3600)) if edge else chance.randrange(900 * 86400)
    received = from_local(base + timedelta(seconds=shift))
    deadline = received + timedelta(seconds=chance.choice((5 * 86400, 86400, 432000 - 1)))
    closed = chance.choice((None, deadline, deadline + timedelta(seconds=1), received - timedelta(hours=1), None))
    first, second, third = chance.choice(CATEGORIES)
    said = _answers(chance)
    before = _answers(chance) if chance.random() < 0.3 else ("", "", "", "")
    names = ("valid", "contacted", "solved", "satisfied")
    return {
        "id": index,
        # Two sources may share a number.
        "number": f"热线-{index // 2 * 2:06}" if index % 50 < 2 else f"热线-{index:06}",
        "source": "市直派" if index % 2 else "区分转",
        "status": chance.choice(STATUSES),
        "urgency": chance.choice(("general", "general", "urgent")),
        "dispatched_at": received,
        "deadline_at": deadline,
        "closed_at": closed,
        "excluded": chance.random() < 0.15,
        "parked": chance.random() < 0.05,
        "off_volume": chance.random() < 0.05,
        "phones": chance.choice(PHONES) if chance.random() < 0.5 else f"139{index:08}",
        "unit": chance.choice(UNITS),
        "street": chance.choice(STREETS),
        "merchant": chance.choice(MERCHANTS),
        "type": chance.choice(("投诉", "求助", "")),
        "category_1": first,
        "category_2": second,
        "category_3": third,
        **{f"platform_{name}": word for name, word in zip(names, said, strict=True)},
        **{f"platform_first_{name}": word for name, word in zip(names, before, strict=True)},
    }


def _answers(chance: random.Random) -> tuple[str, str, str, str]:
    if chance.random() < 0.2:
        return "", "", "", ""
    lists = VALID_WORDS, CONTACTED_WORDS, SOLVED_WORDS, SATISFIED_WORDS
    valid, contacted, solved, satisfied = (chance.choice(words) for words in lists)
    return valid, contacted, solved, satisfied


def _surveys(chance: random.Random, row: dict[str, Any]) -> Iterable[dict[str, Any]]:
    for number in range(1, chance.choice((2, 3))):
        yield {
            "ticket_id": row["id"],
            "round": number,
            "at": row["dispatched_at"] + timedelta(days=number),
            "valid": chance.random() < 0.7,
            "contacted": chance.choice((*Contacted, None)),
            "solved": chance.choice((*Solved, None)),
            "satisfied": chance.choice((*Satisfied, None)),
        }


class Counter1by1:
    """Counts figures ticket by ticket from the stored rows, by their definitions, without any of the desk's code."""

    def __init__(self, desk: Desk) -> None:
        with desk.register.reading() as stores:
            self.rows = [dict(row._mapping) for row in stores.connection.execute(tickets.select())]
            last: dict[int, Any] = {}
            for row in stores.connection.execute(surveys.select().order_by(surveys.c.id)):
                if row.valid:
                    last[row.ticket_id] = row
        self.surveys = last

    def keys(self, by: str) -> Callable[[dict[str, Any]], str]:
        """How a ticket's key of a dimension is read from its row."""
        if by in {"hour", "weekday", "month"}:
            form = {"hour": "%H", "weekday": "%u", "month": "%Y-%m"}[by]
            return lambda row: to_local(row["dispatched_at"]).strftime(form)
        column = {"category": "category_1", "category2": "category_2", "category3": "category_3"}.get(by, by)
        if by == "merchant":
            return lambda row: _merchant(row[column])
        return lambda row: row[column].strip() or "（未填）"

    def count(
        self, start: datetime, end: datetime, *, net: bool, answers: str, by: tuple[str, ...]
    ) -> dict[tuple[str, ...], dict[str, int]]:
        """The counts of every key that has a ticket in the period."""
        keys = [self.keys(name) for name in by]
        groups = defaultdict(list)
        for row in self.rows:
            if not (net and row["excluded"]):
                groups[tuple(key(row) for key in keys)].append(row)
        found = {key: self._counts(rows, start, end, answers) for key, rows in groups.items()}
        return {key: c for key, c in found.items() if c["received"] or c["closed"] or c["open_at_end"]}

    def _counts(self, rows: list[dict[str, Any]], start: datetime, end: datetime, answers: str) -> dict[str, int]:
        received = [row for row in rows if start <= row["dispatched_at"] < end]
        closed = [row for row in rows if row["closed_at"] and start <= row["closed_at"] < end]
        still = [
            row
            for row in rows
            if row["dispatched_at"] < end
            and not (row["closed_at"] and row["closed_at"] < end)
            and row["status"] != "returned"
        ]
        callers = Counter(row["phones"].split()[0] for row in received if row["phones"])
        again = [times for times in callers.values() if times >= 2]
        counts = {
            "received": len(received),
            "in_volume": sum(not row["off_volume"] for row in received),
            "urgent": sum(row["urgency"] != "general" for row in received),
            "excluded": sum(bool(row["excluded"]) for row in received),
            "parked": sum(bool(row["parked"]) for row in received),
            "off_volume": sum(bool(row["off_volume"]) for row in received),
            "closed": len(closed),
            "closed_in_time": sum(row["closed_at"] <= row["deadline_at"] for row in closed),
            "closed_late": sum(row["closed_at"] > row["deadline_at"] for row in closed),
            "open_at_end": len(still),
            "overdue_open": sum(row["deadline_at"] < end for row in still),
            "repeat_callers": len(again),
            "repeat_tickets": sum(again),
        }
        told = [said for row in received if (said := self._said(row, answers)) is not None]
        return counts | {
            "valid": len(told),
            "contacted": sum(said[0] == "yes" for said in told),
            "solved": sum(said[1] == "yes" for said in told),
            "satisfied": sum(said[2] == "satisfied" for said in told),
            "mostly": sum(said[2] == "mostly" for said in told),
        }

    def _said(self, row: dict[str, Any], answers: str) -> tuple[str, str, str] | None:
        """What a valid callback said; None without one."""
        if answers == "desk":
            survey = self.surveys.get(row["id"])
            return None if survey is None else (survey.contacted or "", survey.solved or "", survey.satisfied or "")
        first = [row[f"platform_first_{name}"] for name in ("valid", "contacted", "solved", "satisfied")]
        last = [row[f"platform_{name}"] for name in ("valid", "contacted", "solved", "satisfied")]
        if answers == "first" and (said := self._valid(first)) is not None:
            return said
        return self._valid(last)

    @staticmethod
    def _valid(words: list[str]) -> tuple[str, str, str] | None:
        """What a set of the platform's answers said; None where it was no valid callback."""
        valid, contacted, solved, satisfied = words
        contacted = {"是": "yes", "已联系": "yes", "否": "no", "说不清": "unsure"}.get(contacted, "")
        solved = {"是": "yes", "否": "no", "部分解决": "partly"}.get(solved, "")
        satisfied = {
            "满意": "satisfied", "不满意": "unsatisfied", "基本满意": "mostly", "一般": "fair", "未评价": "none",
        }.get(satisfied, "")  # fmt: skip
        if valid == "":
            holds = bool(contacted and solved and satisfied and satisfied != "none")
        else:
            holds = valid in {"是", "有效"}
        return (contacted, solved, satisfied) if holds else None


def _merchant(text: str) -> str:
    plain = "".join(text.split()).replace("（", "(").replace("）", ")")
    return "（未填）" if plain in {"", "无"} else plain


_COUNTS = ("received", "in_volume", "closed")
_POINTS = ("response", "resolution", "satisfaction", "score", "in_time_rate")
_MEANS = ("response", "resolution", "satisfaction", "score")


def changes(now: dict[str, int], base: dict[str, int] | None) -> dict[str, str | None]:
    """The changes against a base, None where it is not covered, 0 or blank."""
    if base is None:
        return dict.fromkeys((*_COUNTS, *_POINTS))
    told: dict[str, str | None] = {
        name: _one_decimal(Fraction(now[name] - base[name], base[name]) * 100) if base[name] else None
        for name in _COUNTS
    }
    here, there = rates(now), rates(base)
    for name in _POINTS:
        mine, theirs = here[name], there[name]
        told[name] = None if mine is None or theirs is None else _one_decimal(Fraction(mine) - Fraction(theirs))
    return told


def places(rows: dict[tuple[str, ...], dict[str, int]]) -> dict[tuple[str, ...], int | None]:
    """The place of each row: how many rows stand before it, by printed score, then by tickets received."""
    standing = {
        key: (Fraction(score), counts["received"])
        for key, counts in rows.items()
        if (score := rates(counts)["score"]) is not None
    }
    return {
        key: 1 + sum(other > standing[key] for other in standing.values()) if key in standing else None for key in rows
    }


def means(rows: list[dict[str, int]]) -> dict[str, str | None]:
    """The mean of the exact rates over rows with a valid callback."""
    counted = [counts for counts in rows if counts["valid"]]
    shares = {
        "response": lambda c: Fraction(c["contacted"], c["valid"]) * 100,
        "resolution": lambda c: Fraction(c["solved"], c["valid"]) * 100,
        "satisfaction": lambda c: (c["satisfied"] + Fraction(9, 10) * c["mostly"]) * 100 / c["valid"],
    }
    shares["score"] = lambda c: (
        shares["response"](c) / 10 + shares["resolution"](c) / 2 + shares["satisfaction"](c) * 2 / 5
    )
    return {
        name: _one_decimal(sum(shares[name](c) for c in counted) / len(counted)) if counted else None for name in _MEANS
    }


def rates(counts: dict[str, int]) -> dict[str, str | None]:
    """The three rates, the score and the share closed in time, printed."""
    valid, closed = counts["valid"], counts["closed"]

    def share(part: Fraction | int, whole: int) -> str | None:
        return None if not whole else _one_decimal(Fraction(part) * 100 / whole)

    satisfied = counts["satisfied"] + Fraction(9, 10) * counts["mostly"]
    points = Fraction(1, 10) * counts["contacted"] + Fraction(1, 2) * counts["solved"] + Fraction(2, 5) * satisfied
    return {
        "in_time_rate": share(counts["closed_in_time"], closed),
        "response": share(counts["contacted"], valid),
        "resolution": share(counts["solved"], valid),
        "satisfaction": share(satisfied, valid),
        "score": share(points, valid),
    }


def _one_decimal(value: Fraction) -> str:
    tenths = (abs(value) * 20 + 1) // 2
    sign = "-" if value < 0 and tenths else ""
    return f"{sign}{tenths // 10}.{tenths % 10}"
