"""Verifies the journal and the tickets against it, and sets the anchor anew once a person has understood a loss."""

from __future__ import annotations

from collections.abc import Callable

from app.base.changes import Change, Outcome
from app.base.errors import EnvironmentFault
from app.base.people import Person
from app.desk.shared.context import Desk
from app.desk.shared.journal_lines import write_line
from app.desk.upkeep.rows import RunKind, Verification
from app.models.journal.anchor import Anchor, AnchorState, read_text
from app.models.journal.keeping import read_anchor
from app.models.journal.verdict import Copy, Verdict, head_in, judge
from app.models.upkeep.sidecar import taken_at
from app.rules.journal import JournalVerb

_PROVEN = "journal-proven"


def _at_once() -> None:
    """The pause of a verification that somebody waits for."""


def verify(desk: Desk, *, pause: Callable[[], None] = _at_once) -> Verification:
    """Verifies the whole journal from its first line, its anchor, the heads of the copies, and every ticket.

    The result is kept as a run, and the last line as proven. `pause` is called between short steps; what it raises
    gives the verification up.
    """
    desk.register.open()
    desk.register.write_anchor()
    found = judge(desk.folder.database, tickets=True, copies=_copies(desk), pause=pause)
    return _keep(desk, found, RunKind.VERIFIED)


def is_proven(desk: Desk) -> bool:
    """Whether some line of the journal was proven, from which `verify_on` goes on."""
    with desk.register.reading() as stores:
        return read_text(stores.keep.mark(_PROVEN) or "") is not None


def verify_on(desk: Desk, *, pause: Callable[[], None] = _at_once) -> Verification:
    """Verifies the lines since the last proven one, and the anchor: at the start and before each copy.

    Tickets are not compared. `pause` is called between short steps; what it raises gives the verification up.
    """
    desk.register.open()
    desk.register.write_anchor()
    with desk.register.reading() as stores:
        proven = read_text(stores.keep.mark(_PROVEN) or "")
    if proven is None:
        found = judge(desk.folder.database, tickets=False, copies=_copies(desk), pause=pause)
    else:
        found = judge(desk.folder.database, since=proven, tickets=False, copies=_copies(desk), pause=pause)
    return _keep(desk, found, RunKind.VERIFIED_ON)


def renew_anchor(desk: Desk, *, person: Person, reason: str) -> Outcome[Anchor]:
    """Sets the anchor on the present head, with a journal line that names the old one: after a loss, or a restore.

    Raises:
        EnvironmentFault: the anchor cannot be written.

    """
    old = read_anchor(desk.folder.database)
    before = f"原锚点{old.words()}" if old is not None else "原来没有锚点"
    with desk.register.writing() as stores:
        write_line(desk, stores, person, JournalVerb.ANCHOR, f"重立锚点（{reason}）：{before}")
    try:
        desk.register.open().anchor.renew()
    except OSError as error:
        raise EnvironmentFault("锚点没有写成", hint=f"请检查数据文件夹的权限和磁盘；系统说明：{error}") from error
    head = head_in(desk.folder.database)
    return Outcome(Change.JOURNAL | Change.SETTINGS, head, f"锚点已重立：{head.words()}")


def _copies(desk: Desk) -> list[Copy]:
    found = [(path, taken_at(path)) for path in desk.folder.backups.glob("desk-*.sqlite3")]
    return [Copy(path, at) for path, at in found if at is not None]


def _keep(desk: Desk, found: Verdict, kind: RunKind) -> Verification:
    """Keeps the result as a run, and the last line that holds as proven."""
    with desk.register.reading() as stores:
        salvaged = stores.keep.last_run(RunKind.SALVAGED)
    result = Verification(
        holds=found.holds,
        lines=found.lines,
        first_broken=found.chain.first_broken,
        anchor=found.anchor,
        lost=found.lost if found.anchor is AnchorState.SHORTER else 0,
        tickets_differing=found.differing,
        salvaged_at=salvaged.at if salvaged is not None else None,
    )
    with desk.register.writing() as stores:
        stores.keep.note_run(kind, desk.now(), ok=found.holds, text=result.words())
        if found.chain.first_broken is None:
            stores.keep.put_mark(_PROVEN, found.chain.proven.text())
    return result
