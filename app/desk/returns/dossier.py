"""Exports the dossier of one return: the case, its timeline, its evidence with hashes, and the other requests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from app.base.changes import Change, Outcome
from app.base.clock import to_local
from app.base.people import Person
from app.desk.passing.facts import facts_of_ticket
from app.desk.returns.reads import hours_to_decide
from app.desk.returns.records import the_return
from app.desk.returns.rows import ReturnRow, StepRow, return_row, step_row
from app.desk.shared.access import Action, require
from app.desk.shared.context import Desk
from app.desk.shared.exports import head_of, note_export
from app.files.shared.targets import check_target
from app.files.writers import documents
from app.files.writers.blocks import Block, Body, Closing, Facts, Heading, Listing, Title
from app.rules.passing import Fact
from app.rules.returns.states import RETURN_DIRECTION_WORDS, RETURN_GROUND_WORDS, RETURN_STATE_WORDS, ReturnDirection


@dataclass(frozen=True, slots=True)
class Dossier:
    """The contents of a written dossier: its steps, its evidence files and the texts found again after writing."""

    path: Path
    steps: int
    files: int
    texts: int


def export_dossier(
    desk: Desk, *, person: Person, path: Path, return_id: int, replace: bool = False
) -> Outcome[Dossier]:
    """Writes the dossier of a return as .docx; it is opened again and every text is found in it.

    Raises:
        Refused: there is no such return, or no export may be written there.
        AlreadyThere: there is such a file and nobody was asked.
        EnvironmentFault: the file cannot be written; no half file remains.

    """
    require(person, Action.EXPORT)
    check_target(path, desk.folder, replace=replace)
    with desk.register.reading() as stores:
        case = return_row(the_return(stores, return_id))
        cases = [return_row(row) for row in stores.returns.of_ticket(case.ticket_id)]
        steps = [step_row(row) for row in stores.returns.steps([one.id for one in cases])]
        facts = facts_of_ticket(stores, case.ticket_id)
    blocks = [*_case(case), *_timeline(steps, cases), *_files(steps, case), *_facts(facts)]
    head = head_of(desk, person, title="")
    blocks.append(Closing((*head.lines[:1], f"整理人：{person.name}", f"{to_local(desk.now()):%Y-%m-%d %H:%M}")))
    texts = documents.write_document(path, blocks)
    note_export(desk, person=person, text=f"导出退单个案材料：{case.ticket_number}，{path.name}")
    own = [step for step in steps if step.return_id == case.id]
    dossier = Dossier(path, len(steps), sum(len(step.files) for step in own), texts)
    return Outcome(Change.JOURNAL, dossier, f"{case.ticket_number} 个案材料已写入 {path.name}，核对 {texts} 处文字")


def _case(case: ReturnRow) -> list[Block]:
    ours = case.direction is ReturnDirection.OURS
    hours = hours_to_decide(case)
    pairs = (
        ("工单编号", case.ticket_number),
        ("方向", RETURN_DIRECTION_WORDS[case.direction]),
        ("状态", RETURN_STATE_WORDS[case.state]),
        ("退单理由", RETURN_GROUND_WORDS[case.ground]),
        ("建议承办" if ours else "提出部门", case.other_side or "未写"),
        ("第几次", f"第 {case.round} 次"),
        ("登记", f"{_at(case.created_at)} {case.created_by}"),
        ("提交", _at(case.sent_at)),
        ("答复时限", _at(case.due_at)),
        ("结果时间", _at(case.decided_at)),
        ("答复用时", f"{hours:g} 小时" if hours is not None else "—"),
        ("标题", case.ticket_title),
    )
    blocks: list[Block] = [Title("退单个案材料"), Facts(pairs), Heading("一、依据"), Body(case.basis or "未填写")]
    if case.note:
        blocks += [Heading("说明"), Body(case.note)]
    if case.decision_note:
        blocks += [Heading("答复意见"), Body(case.decision_note)]
    return blocks


def _timeline(steps: list[StepRow], cases: list[ReturnRow]) -> list[Block]:
    ours = ReturnDirection.OURS
    names = {case.id: f"{'' if case.direction is ours else '退回'}第 {case.round} 次" for case in cases}
    rows = tuple(
        (_stacked(step.at), names[step.return_id], step.move.word, step.who, _step_text(step)) for step in steps
    )
    return [Heading("二、办理步骤"), Listing(("时间", "次数", "步骤", "经手人", "内容"), rows, (30, 22, 22, 18, 64))]


def _files(steps: list[StepRow], case: ReturnRow) -> list[Block]:
    files = [(step, file) for step in steps if step.return_id == case.id for file in step.files]
    if not files:
        return [Heading("三、佐证材料"), Body("没有材料。")]
    rows = tuple(
        (str(place), file.name, _stacked(step.at), file.digest) for place, (step, file) in enumerate(files, start=1)
    )
    return [Heading("三、佐证材料"), Listing(("序号", "名称", "存入时间", "SHA-256"), rows, (10, 42, 30, 74))]


def _facts(facts: tuple[Fact, ...]) -> list[Block]:
    rows = tuple((_stacked(fact.at), fact.who, fact.text) for fact in facts)
    return [Heading("四、工单时间线"), Listing(("时间", "经手人", "事项"), rows, (30, 26, 100))]


def _step_text(step: StepRow) -> str:
    files = f"材料 {len(step.files)} 个" if step.files else ""
    basis = f"依据 {step.basis}" if step.basis else ""
    return "；".join(part for part in (step.text, basis, files) if part) or "—"


def _at(at: datetime | None) -> str:
    """A moment as text; midnight is 24:00 of the day before."""
    if at is None:
        return "—"
    local = to_local(at)
    if (local.hour, local.minute) == (0, 0):
        return f"{local - timedelta(days=1):%Y-%m-%d} 24:00"
    return f"{local:%Y-%m-%d %H:%M}"


def _stacked(at: datetime) -> str:
    """A moment as text for a narrow cell: the day, and the time below it."""
    return f"{to_local(at):%Y-%m-%d\n%H:%M}"
