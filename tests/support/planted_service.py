"""A made-up service of some months with breaches of every kind planted in it, and the list of what was planted.

It writes tables and keeps its own list of what is wrong; of the code that counts duties it knows nothing. The clock
times of the contract stand here as numbers. Nobody in it exists.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert

from app.base.clock import SHANGHAI
from app.base.resources import resource
from app.desk.paper.register import paper_words
from app.desk.shared.context import Desk
from app.models.escalation.tables import escalations
from app.models.exclusion.tables import exclusion_catalogues
from app.models.handover.tables import handovers
from app.models.obligation.tables import obligation_entries
from app.models.paper.tables import paper_contents, papers
from app.models.reminder.tables import reminders
from app.models.returns.tables import returns
from app.models.roster.tables import roster_shifts
from app.models.task.tables import tasks
from app.models.ticket.tables import tickets
from app.models.urge.tables import urge_rounds, urge_tickets
from app.models.watch.tables import platform_outages, watch_rounds
from app.rules.figures.period_text import write_period
from app.rules.figures.periods import DEFAULT_PERIOD_RULES
from app.rules.law.calendar import load_calendar
from app.rules.paper.schedule import SHIPPED, due_between
from app.rules.roster.shifts import Duty, OnDuty

_FIRST = DEFAULT_PERIOD_RULES[0]
# The rules that a paper froze when it was issued.
_RULES = {
    "periods_since": _FIRST.since.isoformat(),
    "day_hour": str(_FIRST.day_hour),
    "assessment_day": str(_FIRST.assessment_day),
}
_HOUR, _MINUTE, _DAY = timedelta(hours=1), timedelta(minutes=1), timedelta(days=1)
Where = tuple[str, str]  # the month and the duty


@dataclass
class Planted:
    """What was planted: done by (month, duty), the names of breaches by (month, duty), what stands aside."""

    done: Counter[Where] = field(default_factory=Counter)
    broken: defaultdict[Where, list[str]] = field(default_factory=lambda: defaultdict(list))
    aside: Counter[tuple[str, str, str]] = field(default_factory=Counter)


class Planter:
    """Fills a register month by month; `chance` is seeded, so that a service is the same in every run."""

    def __init__(self, desk: Desk, *, per_day: int, seed: int = 20261201) -> None:
        self.planted = Planted()
        self._desk, self._per_day = desk, per_day
        self._chance = random.Random(seed)
        self._rows: defaultdict[Any, list[dict[str, Any]]] = defaultdict(list)
        self._ticket = 0

    def fill(self, first: str, months: int) -> Planted:
        """Plants so many whole months from this one on ("2026-02")."""
        month = datetime.fromisoformat(f"{first}-01").replace(tzinfo=SHANGHAI)
        for _ in range(months):
            following = (month + 32 * _DAY).replace(day=1)
            self._month(f"{month:%Y-%m}", month, following)
            month = following
        with self._desk.register.writing() as stores:
            for table, rows in self._rows.items():
                stores.connection.execute(insert(table), rows)
        return self.planted

    def add_papers(self, first: datetime, end: datetime, *, never: Collection[str] = ()) -> None:
        """Issues what falls due by the shipped schedule: of each kind one in a month late, another never.

        Those of the kinds `never` are not issued at all.
        What is due is the schedule's to say; which of them are missing is said here.
        """
        seen: Counter[Where] = Counter()
        rows, contents = [], []
        for place, due in enumerate(due_between((SHIPPED,), first, end, load_calendar(), DEFAULT_PERIOD_RULES), 1):
            month = f"{due.due_at.astimezone(SHANGHAI):%Y-%m}"
            seen[month, due.kind] += 1
            words, at = paper_words(due.kind, write_period(due.period), DEFAULT_PERIOD_RULES), due.due_at - _HOUR
            which = seen[month, due.kind] if due.kind in {"daily", "weekly"} else (due.due_at.day + int(month[5:])) % 3
            if which == 2 or due.kind in never:
                self._break(month, due.kind, words)
                continue
            if which == 3 or (which == 0 and due.kind not in {"daily", "weekly"}):
                self._break(month, due.kind, words)
                at = due.due_at + _HOUR
            else:
                self.planted.done[month, due.kind] += 1
            rows.append(
                {"id": place, "kind": due.kind, "year": at.year, "running": place, "number": f"{due.kind}{place}号",
                 "period": write_period(due.period), "caliber": "gross", "form": "docx", "issued_at": at,
                 "issued_by": "分析员甲", "token": f"{place}", "placed": True, "sha256": "", "rules": _RULES}
            )  # fmt: skip
            contents.append({"paper_id": place, "content": f"报表 {place}".encode(), "body": b"", "facts": b""})
        with self._desk.register.writing() as stores:
            stores.keep.put_mark("papers-begin", str(int(first.timestamp())))
            stores.connection.execute(insert(papers), rows)
            stores.connection.execute(insert(paper_contents), contents)

    def _month(self, name: str, start: datetime, end: datetime) -> None:
        days = (end - start).days
        self._rows[platform_outages].append(
            {"since": start + 9 * _DAY, "until": start + 9 * _DAY + 6 * _HOUR, "what": "登录不了",
             "entered_by": "值班员甲", "entered_at": start + 9 * _DAY}
        )  # fmt: skip
        for day in range(days):
            for place in range(self._per_day):
                self._kept_ticket(name, start + day * _DAY + (7 + place % 9) * _HOUR + place * _MINUTE)
            self._rounds(name, start + day * _DAY, miss=day == 3)
        self._breaches(name, start)
        self._catalogue(name, start)
        self._handovers(name, start)
        for kind in ("guidance", "policy"):
            self._entry(name, kind, start, end)
        self._tasks(name, start)

    def _add_ticket(self, at: datetime, **more: Any) -> tuple[int, str]:
        self._ticket += 1
        number = f"{at:%y%m%d}-{self._ticket:06}"
        row = {
            "id": self._ticket, "number": number, "source": "市直派", "title": "预付卡退费", "content": "要求退费。",
            "status": "handling", "urgency": "general", "dispatched_at": at, "sign_due_at": at + 2 * _HOUR,
            "signed_at": at + 5 * _MINUTE, "sign_late": 0, "contact_due_at": at + 24 * _HOUR,
            "first_contact_at": at + 3 * _HOUR, "backlog": 0, "excluded": 0, **more,
        }  # fmt: skip
        self._rows[tickets].append(row)
        return self._ticket, number

    def _kept_ticket(self, name: str, at: datetime) -> None:
        key, _ = self._add_ticket(at)
        self._count(at, "sign-for")
        self._count(at + 24 * _HOUR, "first-contact", "contact")
        if self._chance.random() < 0.2:
            self._reminder(key, at + 5 * _DAY, "acknowledged")
            self._count(at + 5 * _DAY, "reminders")

    def _count(self, at: datetime, *duties: str) -> None:
        for duty in duties:
            self.planted.done[f"{at:%Y-%m}", duty] += 1

    def _break(self, name: str, duty: str, what: str) -> None:
        self.planted.broken[name, duty].append(what)

    def _breaches(self, name: str, start: datetime) -> None:
        at = start + 4 * _DAY + 10 * _HOUR
        _, number = self._add_ticket(at, signed_at=at + 3 * _HOUR, sign_late=1)
        self._break(name, "sign-for", number)
        self._counts_contact(at)
        # Not signed for at all, then returned, withdrawn, excluded: each counts.
        _, number = self._add_ticket(at, signed_at=None, status="to-sign")
        self._break(name, "sign-for", number)
        self._counts_contact(at)
        key, number = self._add_ticket(at, signed_at=None, status="returned", first_contact_at=None)
        self._break(name, "sign-for", number)
        self._return(key, at)
        self.planted.done[name, "returns"] += 1
        _, number = self._add_ticket(at, signed_at=at + 4 * _HOUR, sign_late=1, excluded=1)
        self._break(name, "sign-for", number)
        self._counts_contact(at)
        # Aside: the time is unknown; the limit ran out within an outage of the platform.
        self._add_ticket(at, signed_at=None, status="handling")
        self.planted.aside[name, "sign-for", "untimed"] += 1
        self._counts_contact(at)
        down = start + 9 * _DAY + _HOUR
        self._add_ticket(down, signed_at=down + 7 * _HOUR, sign_late=1)
        self.planted.aside[name, "sign-for", "in_outage"] += 1
        self._counts_contact(down)
        # Old tickets from before the desk are owed nothing.
        self._add_ticket(at, signed_at=None, status="to-sign", backlog=1, first_contact_at=None)
        self._contact_breaches(name, at)
        self._return_breach(name, at)
        self._supervision(name, start)

    def _counts_contact(self, at: datetime) -> None:
        self._count(at + 24 * _HOUR, "first-contact", "contact")

    def _contact_breaches(self, name: str, at: datetime) -> None:
        _, number = self._add_ticket(at, first_contact_at=at + 30 * _HOUR)
        self._count(at, "sign-for", "contact")
        self._break(name, "first-contact", number)
        _, number = self._add_ticket(at, first_contact_at=None)
        self._count(at, "sign-for")
        self._break(name, "first-contact", number)
        self._break(name, "contact", number)

    def _return_breach(self, name: str, at: datetime) -> None:
        _, number = self._add_ticket(at, status="returned")
        self._count(at, "sign-for")
        self._counts_contact(at)
        self._break(name, "returns", number)

    def _supervision(self, name: str, start: datetime) -> None:
        """A reminder that was missed; a round of urging without an answer; a deadline nobody reported."""
        at = start + 6 * _DAY + 9 * _HOUR
        for place, state in enumerate(("missed", "shown")):
            key, number = self._add_ticket(at)
            self._count(at, "sign-for")
            self._counts_contact(at)
            self._reminder(key, at + 5 * _DAY, state)
            if state == "missed":
                self._break(name, "reminders", number)
            else:
                self._count(at + 5 * _DAY, "reminders")
            self._urge(key, at + (5 + place) * _DAY, answered=state == "shown")
            if state == "missed":
                self._break(name, "urging", "生活服务科")
            else:
                self.planted.done[name, "urging"] += 1
            reported = state == "shown"
            self._rows[escalations].append(
                {"ticket_id": key, "deadline_at": at + 6 * _DAY, "raised_at": at + 6 * _DAY,
                 "state": "reported" if reported else "open"}
            )  # fmt: skip
            if reported:
                self.planted.done[name, "escalations"] += 1
            else:
                self._break(name, "escalations", number)

    def _reminder(self, key: int, at: datetime, state: str) -> None:
        self._rows[reminders].append(
            {"ticket_id": key, "clock": "due-day", "slot": "09:00", "planned_at": at, "state": state,
             "reason": "电脑关机" if state == "missed" else ""}
        )  # fmt: skip

    def _urge(self, key: int, at: datetime, *, answered: bool) -> None:
        place = len(self._rows[urge_rounds]) + 1
        self._rows[urge_rounds].append(
            {"id": place, "slot": at, "unit": "生活服务科", "origin": "series",
             "state": "answered" if answered else "sent", "opened_at": at, "sent_at": at,
             "answered_at": at + _HOUR if answered else None}
        )  # fmt: skip
        self._rows[urge_tickets].append({"round_id": place, "ticket_id": key})

    def _return(self, key: int, at: datetime) -> None:
        self._rows[returns].append(
            {"ticket_id": key, "round": 1, "state": "accepted", "ground": "not-our-remit", "created_at": at}
        )

    def _rounds(self, name: str, day: datetime, *, miss: bool) -> None:
        for place in range(4):
            at = day + place * 6 * _HOUR
            missed = miss and place == 2
            self._rows[watch_rounds].append(
                {"due_at": at, "ends_at": at + 6 * _HOUR, "state": "missed" if missed else "met", "cause": ""}
            )
            if missed:
                self._break(name, "watch", f"{at:%m-%d %H:%M}")
            else:
                self._count(at, "watch")

    def _entry(self, name: str, kind: str, start: datetime, end: datetime) -> None:
        """Guidance is missing in even months, policy in odd ones."""
        if (start.month % 2 == 0) == (kind == "guidance"):
            self._break(name, kind, f"{start.year}年{start.month}月")
            return
        self._rows[obligation_entries].append(
            {"kind": "record", "state": "holds", "duty": kind, "month": name, "title": "记录", "done_at": end - _DAY,
             "made_at": end - _DAY}
        )  # fmt: skip
        self.planted.done[name, kind] += 1

    def _catalogue(self, name: str, start: datetime) -> None:
        """Months divisible by four have none of their own in time; two months ship with one."""
        if name in {"2026-01", "2026-10"}:
            self.planted.done[name, "exclusion-review"] += 1
            return
        late = start.month % 4 == 0
        text = resource("exclusion", "2026-10.toml").read_text(encoding="utf-8").replace("2026-10", name)
        made = start + (8 if late else 1) * _DAY
        if start.month % 8:
            self._rows[exclusion_catalogues].append({"month": name, "body": text, "made_at": made, "made_by": "甲"})
        if late:
            self._break(name, "exclusion-review", f"{name} 目录")
        else:
            self.planted.done[name, "exclusion-review"] += 1

    def _handovers(self, name: str, start: datetime) -> None:
        """Three shifts of one day: handed over, signed by one only, without a sheet."""
        for place, hours in enumerate((8, 16, 24)):
            begin, end = start + (hours - 8) * _HOUR + 2 * _DAY, start + hours * _HOUR + 2 * _DAY
            title = f"班{place + 1}"
            self._rows[roster_shifts].append(
                {"name": title, "day": begin.date(), "starts_at": begin, "ends_at": end,
                 "people": (OnDuty("值班员甲", Duty.OPERATOR),)}
            )  # fmt: skip
            if place < 2:
                self._rows[handovers].append(
                    {"shift": title, "shift_from": begin, "shift_to": end, "shift_end": end, "body": "{}",
                     "signed_at": end, "signed_by": "值班员甲", "taken_at": end + 5 * _MINUTE if not place else None,
                     "taken_by": "" if place else "值班员乙"}
                )  # fmt: skip
            if place:
                self._break(name, "handovers", title)
            else:
                self.planted.done[name, "handovers"] += 1

    def _tasks(self, name: str, start: datetime) -> None:
        due = start + 11 * _DAY
        for title, state, done in (
            ("按时办结", "done", due - _HOUR), ("超时办结", "done", due + _HOUR), ("没有办结", "open", None),
            ("取消", "cancelled", None),
        ):  # fmt: skip
            self._rows[tasks].append(
                {"kind": "ad-hoc", "title": title, "created_at": start, "due_at": due, "state": state, "done_at": done}
            )
            if title == "按时办结":
                self.planted.done[name, "tasks"] += 1
            elif state != "cancelled":
                self._break(name, "tasks", title)
