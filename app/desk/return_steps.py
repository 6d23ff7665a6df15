"""The steps of a return as rows: who did what, when, on which basis, with which evidence; never changed afterwards."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from app.base.errors import Refused
from app.base.people import Person
from app.desk.context import Desk
from app.desk.evidence import keep, taken_in
from app.files.copies import Copied
from app.models.stores import Stores
from app.rules.phones import mask_text

STEP_WORDS = {
    "register": "登记",
    "send": "提交",
    "accept": "同意",
    "refuse": "驳回",
    "refuse-finally": "终局驳回，按首接负责制由本单位办理",
    "withdraw": "撤回",
    "receive": "收到退回请求",
    "agree": "同意接回",
    "decline": "不同意退回",
    "evidence": "补充材料",
}
Files = Sequence[tuple[Path, Copied]]


@dataclass(frozen=True, slots=True)
class StepFile:
    """One evidence file of a step: the hash of its content and the name it came with."""

    digest: str
    name: str


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step of a return."""

    id: int
    return_id: int
    at: datetime
    who: str
    move: str
    text: str
    basis: str
    files: tuple[StepFile, ...]

    @property
    def words(self) -> str:
        """What was done, in words."""
        return STEP_WORDS.get(self.move, self.move)


@contextmanager
def files_in(desk: Desk, paths: Sequence[str | Path]) -> Iterator[Files]:
    """The files copied into the data folder, for a transaction inside the block; none remains when it fails.

    Raises:
        Refused: a file is not there (field "attachments").
        FileRefused: a file is empty or too large.

    """
    wanted = [Path(path) for path in dict.fromkeys(map(str, paths))]
    absent = [str(path) for path in wanted if not path.is_file()]
    if absent:
        raise Refused("附件不存在：" + "、".join(absent), field="attachments")
    with ExitStack() as held:
        copied = [(path, held.enter_context(taken_in(desk, path))) for path in wanted]
        yield [(path, one) for path, one in copied if one is not None]


def note_step(
    desk: Desk,
    stores: Stores,
    person: Person,
    return_id: int,
    move: str,
    *,
    text: str = "",
    basis: str = "",
    files: Files = (),
) -> None:
    """Writes one step within the open transaction, with its files."""
    kept = [{"hash": keep(desk, stores, person, path, copied), "name": path.name} for path, copied in files]
    stores.returns.add_step(
        {
            "return_id": return_id,
            "at": desk.now(),
            "who": person.name,
            "move": move,
            "text": text.strip(),
            "basis": basis.strip(),
            "evidence": json.dumps(kept, ensure_ascii=False),
        }
    )


def steps(desk: Desk, *, return_ids: Sequence[int]) -> list[StepRow]:
    """Every step of these returns, oldest first."""
    with desk.register.reading() as stores:
        return [step_row(row) for row in stores.returns.steps(list(return_ids))]


def step_row(row: Any) -> StepRow:
    """One step as it leaves the desk; phones are masked."""
    files = tuple(StepFile(each["hash"], each["name"]) for each in json.loads(row.evidence))
    return StepRow(row.id, row.return_id, row.at, row.who, row.move, mask_text(row.text), mask_text(row.basis), files)
