"""Tickets met outside, in the clipboard or the downloads folder: what they would bring, and that they were seen.

Nothing of what is no ticket is kept, stored or logged, a file's name neither.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

from app.base.changes import Change, Outcome
from app.base.errors import DeskError
from app.base.people import Person
from app.desk.intake import formats
from app.desk.intake.acts import whole_characters
from app.desk.intake.changes import changed_by_file
from app.desk.intake.notes import leave_out
from app.desk.intake.ready import known_tickets
from app.desk.shared.access import Action, require
from app.desk.shared.context import Desk
from app.desk.shared.journal_lines import write_line
from app.desk.shared.taking_in import whole_path
from app.desk.watch.looking import note_look
from app.files.intake.packing import Item
from app.models.register.stores import Stores
from app.rules.intake.drafts import TicketDraft
from app.rules.intake.exports import Told, compare_exports
from app.rules.intake.formats import Learned
from app.rules.intake.recognition import recognised, tells_of_tickets
from app.rules.journal import JournalVerb
from app.rules.shared.header_text import clean
from app.rules.watch.states import LookKind

_BATCH = 400
# A list of more tickets is offered, but not kept to be compared with the next one.
_KEPT_AT_MOST = 20_000
_LAST = "last-export:"


@dataclass(frozen=True, slots=True)
class Offer:
    """Tickets that could be taken in: from a file, else from the text.

    `new` are not in the register, `changed` would change there, `status` of these in their state; `refused` rows cannot
    be read. `since` compares an export with the last one of its kind. Without `numbered` the rows have no numbers.
    A file has its `digest`, and was `taken` in before when the desk knows it.
    """

    tickets: int
    new: int = 0
    changed: int = 0
    status: int = 0
    refused: int = 0
    path: Path | None = None
    text: str = field(default="", repr=False)
    numbered: bool = True
    kind: str = ""
    digest: str = ""
    taken: bool = False
    listed: dict[str, str] = field(default_factory=dict, repr=False)
    since: Told | None = None

    @property
    def all_known(self) -> bool:
        """Whether every ticket stands in the register: the platform was looked at and has nothing new."""
        return self.numbered and self.tickets > 0 and not (self.new or self.refused)

    @property
    def brings(self) -> bool:
        """Whether taking it in would bring anything."""
        return not self.taken and (not self.numbered or bool(self.new or self.changed or self.refused))

    @property
    def words(self) -> str:
        """识别到 3 件：2 新增 · 1 状态变化; of an export since the last one, with those that are missing now."""
        if not self.numbered:
            return f"识别到 {self.tickets} 行，没有编号"
        told = self.since or Told(self.new, self.status, 0)
        parts = [f"{told.new} 新增", f"{told.status} 状态变化", f"{told.gone} 少了"]
        shown = [part for part in parts if not part.startswith("0 ")]
        if self.since is None and self.changed > self.status:
            shown.append(f"{self.changed - self.status} 内容变化")
        if self.refused:
            shown.append(f"{self.refused} 行有误")
        waiting = f"（{self.new} 件未登记）" if self.since is not None and self.new != self.since.new else ""
        return f"识别到 {self.tickets} 件：{' · '.join(shown) or '与上一份相同'}{waiting}"


@dataclass(slots=True)
class _Count:
    """Counts the tickets of a text or a file against the register."""

    numbers: dict[str, str] = field(default_factory=dict)
    new: int = 0
    changed: int = 0
    status: int = 0
    refused: int = 0

    def take(self, desk: Desk, stores: Stores, items: Sequence[Item]) -> None:
        """Counts some hundred rows; a number counts once."""
        drafts = [item for item in items if isinstance(item, TicketDraft) and item.number not in self.numbers]
        self.refused += sum(not isinstance(item, TicketDraft) for item in items)
        drafts = list({draft.number: draft for draft in drafts}.values())
        known = known_tickets(stores, drafts)
        for draft in drafts:
            status = draft.values.get("status")
            self.numbers[draft.number] = str(status or "")
            ticket = known.get(id(draft))
            if ticket is None:
                self.new += 1
                continue
            leave_out(desk, draft, ticket)
            values = changed_by_file(desk, ticket, draft)
            self.changed += bool(values)
            self.status += "status" in values


def in_text(desk: Desk, *, text: str) -> Offer | None:
    """The tickets in a copied text; None when it has none. Nothing is stored."""
    learned = formats.learned(desk)
    found = recognised(whole_characters(text), _headers(learned))
    if found is None:
        return None
    if not found.numbered:
        return Offer(found.tickets, text=found.text, numbered=False)
    return _counted(desk, learned, text=found.text)


def in_file(desk: Desk, *, path: Path) -> Offer | None:
    """The tickets of an export; None when it is none. Nothing is stored."""
    learned = formats.learned(desk)
    whole = whole_path(path)
    try:
        digest = desk.reader.digest(whole)
        with desk.register.reading() as stores:
            taken = stores.imports.knows(digest)
        shown = desk.reader.preview(whole, now=desk.now(), learned=learned, named={}, rows=1)
    except DeskError:
        return None
    headers = _headers(learned)
    if (shown.refusal and not shown.attachable) or not any(
        tells_of_tickets([name for name, _ in sheet.headers], headers) for sheet in shown.sheets
    ):
        return None
    found = _numberless(desk, learned, path) if shown.refusal else _counted(desk, learned, path=path)
    return found if found is None else replace(found, digest=digest, taken=taken)


def note(desk: Desk, *, person: Person, offer: Offer) -> Outcome[bool]:
    """Keeps an export to compare the next one with; a look at the platform is noted when every ticket is known.

    The result says whether a look was noted.
    """
    looked = offer.all_known
    if looked:
        require(person, Action.SIGN)
    words = f"{offer.tickets} 件均已登记" + (f"，{offer.changed} 件有变化" if offer.changed else "，无新增")
    with desk.register.writing() as stores:
        if offer.path is not None and offer.numbered and len(offer.listed) <= _KEPT_AT_MOST:
            stores.keep.put_mark(f"{_LAST}{offer.kind}", json.dumps(offer.listed, ensure_ascii=False))
        if looked:
            kind, where = (LookKind.PASTE, "剪贴板") if offer.path is None else (LookKind.IMPORT, "下载的导出")
            note_look(desk, stores, person, kind, seen=offer.tickets, text=f"{where}识别 {words}")
            write_line(desk, stores, person, JournalVerb.WATCH, f"{where}识别到 {words}，计一轮巡查")
    if not looked:
        return Outcome(Change.NOTHING, False)
    return Outcome(Change.PLATFORM | Change.JOURNAL, True, f"识别到 {words}，已计一轮巡查")


def _headers(learned: Learned) -> dict[str, str]:
    return {clean(header): name for header, name in learned.headers.items()}


def _numberless(desk: Desk, learned: Learned, path: Path) -> Offer | None:
    try:
        stream = desk.reader.tickets(whole_path(path), now=desk.now(), learned=learned, named={}, numberless=True)
        rows = sum(1 for _ in stream)
    except DeskError:
        return None
    return Offer(rows, path=path, numbered=False) if rows else None


def _counted(desk: Desk, learned: Learned, *, path: Path | None = None, text: str = "") -> Offer | None:
    whole = None if path is None else whole_path(path)
    stream = desk.reader.tickets(whole, text=text, now=desk.now(), learned=learned, named={})
    count = _Count()
    try:
        rows: Iterable[Item] = iter(stream)
        while batch := list(islice(rows, _BATCH)):
            with desk.register.reading() as stores:
                count.take(desk, stores, batch)
    except DeskError:
        return None
    if not count.numbers and not count.refused:
        return None
    with desk.register.reading() as stores:
        kept = stores.keep.mark(f"{_LAST}{stream.kind}") if path is not None else None
    return Offer(
        tickets=len(count.numbers) + count.refused,
        new=count.new,
        changed=count.changed,
        status=count.status,
        refused=count.refused,
        path=path,
        text=text,
        kind=stream.kind,
        listed=count.numbers if path is not None else {},
        since=compare_exports(json.loads(kept), count.numbers) if kept else None,
    )
