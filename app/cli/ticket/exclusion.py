"""The commands for applications for exclusion: create one with its files, check it, and export its papers."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from app.base.changes import Outcome
from app.base.errors import DeskError, Refused
from app.cli.program import SOME_REFUSED, Call, main
from app.cli.shared.arguments import FilePath
from app.cli.shared.output import Shape, as_json, print_json
from app.cli.shared.writing import force_option, with_question
from app.desk.exclusion import acts as exclusion_acts
from app.desk.exclusion import catalogue as exclusion_catalogue
from app.desk.exclusion import check as exclusion_check
from app.desk.exclusion import files as exclusion_files
from app.desk.exclusion import reads as exclusion_reads
from app.desk.shared.context import Desk
from app.desk.shared.exports import check_export_folder, make_folder
from app.desk.shared.text_files import read_text_file
from app.desk.ticket import reads as ticket_reads
from app.reports.dossier import Papers, export_papers
from app.rules.exclusion.catalogue import ExclusionType
from app.rules.exclusion.check_facts import RULE_RESULT_WORDS, CheckReport
from app.rules.exclusion.moves import ExclusionState

_LONGEST_STATEMENT = 1 << 20


@main.group("dossier")
def dossier_() -> None:
    """不纳入考核申请的材料。"""


@dossier_.command("new")
@click.argument("number")
@click.option("--type", "kind", required=True, help="大类/子类，例如 涉法涉诉/公安机关已立案；子类不重名时可只写子类")
@click.option("--statement", required=True, type=FilePath(), help="情况说明（文本文件，UTF-8）")
@click.option("--evidence", multiple=True, type=FilePath(), help="佐证材料，可写 材料名称=文件")
@click.option("--basis", default="", help="申请依据")
@click.option("--platform", default="", help="网络平台名称")
@as_json
@click.pass_obj
def new_(
    call: Call,
    number: str,
    kind: str,
    statement: Path,
    evidence: tuple[Path, ...],
    basis: str,
    platform: str,
    as_json: bool,
) -> None:
    """新建申请，带上说明和材料。"""
    text = read_text_file(statement, at_most=_LONGEST_STATEMENT, what="情况说明", undone="没有存入")
    with call.desk() as desk:
        wanted = _type(desk, kind)
        ticket_id = ticket_reads.find(desk, number=number)
        outcome = exclusion_acts.create(
            desk,
            person=call.person,
            ticket_id=ticket_id,
            major=wanted.major,
            minor=wanted.minor,
            statement=text,
            basis=basis,
            platform_name=platform,
        )
        click.echo(outcome.message, err=as_json)
        refused = _add_files(call, desk, outcome.result, [_named(wanted, entry) for entry in evidence])
        files = exclusion_reads.detail(desk, exclusion_id=outcome.result).files
        report = exclusion_check.check(desk, exclusion_id=outcome.result)
    if as_json:
        shape = {"number": number, "id": outcome.result, "type": f"{wanted.major}/{wanted.minor}"}
        kept = [{"position": file.position, "name": file.name, "sha256": file.digest} for file in files]
        print_json({**shape, "files": kept, "refused": refused, "complete": report.complete})
    if refused:
        sys.exit(SOME_REFUSED)


def _add_files(call: Call, desk: Desk, exclusion_id: int, files: list[tuple[str, Path]]) -> list[dict[str, str]]:
    """Adds the files and returns those that were refused; a refused file does not stop the others."""
    refused = []
    for kind, path in files:
        try:
            exclusion_files.add_file(desk, person=call.person, exclusion_id=exclusion_id, path=path, kind=kind)
        except DeskError as error:
            refused.append({"file": str(path), "reason": str(error)})
            click.echo(f"{path.name}：{error}", err=True)
    return refused


def _type(desk: Desk, text: str) -> ExclusionType:
    now = exclusion_catalogue.in_force(desk).catalogue
    found = now.named(text)
    if found is None:
        known = "、".join(f"{entry.major}/{entry.minor}" for entry in now.types)
        raise Refused(f"目录里没有“{text}”，或不止一个", field="type", hint=f"可用：{known}")
    return found


def _named(wanted: ExclusionType, given: Path) -> tuple[str, Path]:
    """The kind of evidence and the file; without a kind, the only one of the type."""
    kinds = [demand.kind for demand in wanted.evidence]
    name, mark, rest = str(given).partition("=")
    if mark and name in kinds:
        return name, Path(rest)
    return (kinds[0] if len(kinds) == 1 else ""), given


@dossier_.command("check")
@click.argument("number")
@as_json
@click.pass_obj
def check_(call: Call, number: str, as_json: bool) -> None:
    """材料核验：每一项通过、不通过或需人工核对。"""
    with call.desk() as desk:
        report = exclusion_check.check(desk, exclusion_id=standing(desk, number))
    if as_json:
        print_json(report_shape(report))
        return
    click.echo(f"完整度 {report.complete}")
    for line in report.lines:
        words = RULE_RESULT_WORDS[line.result] + ("（硬性）" if line.hard else "")
        answered = f"；已答复：{line.answer.reason}" if line.answer else ""
        click.echo("\t".join((words, line.title, line.reason + answered, line.todo)))


@dossier_.command("export")
@click.argument("number")
@click.option("--out", required=True, type=FilePath(file_okay=False), help="写到哪个文件夹")
@force_option
@as_json
@click.pass_obj
def export_(call: Call, number: str, out: Path, force: bool, as_json: bool) -> None:
    """写出申请表（.docx）和证据材料包（.zip），写后重新打开核对。"""
    with call.desk() as desk:
        check_export_folder(desk, out)
        exclusion_id = standing(desk, number)
        make_folder(desk, out)

        def write(replace: bool) -> Outcome[Papers]:
            return export_papers(desk, person=call.person, exclusion_id=exclusion_id, folder=out, replace=replace)

        outcome = with_question(write, force=force)
    click.echo(outcome.message, err=as_json)
    if as_json:
        papers = outcome.result
        package = str(papers.package) if papers.package else None
        print_json({"form": str(papers.form), "package": package, "files": papers.files})


def standing(desk: Desk, number: str) -> int:
    """The application of a ticket by its number.

    Raises:
        Refused: there is no such ticket, or it has no application.

    """
    rows = exclusion_reads.of_ticket(desk, ticket_id=ticket_reads.find(desk, number=number))
    found = [row for row in rows if row.state is not ExclusionState.WITHDRAWN]
    if not found:
        raise Refused(f"{number} 没有不纳入考核申请", hint="先用 dossier new 新建")
    return found[-1].id


def report_shape(report: CheckReport) -> Shape:
    """The check as JSON: `complete` 0–100, every rule with result, whether it is hard, reason and todo."""
    return {
        "complete": report.complete,
        "rules": [
            {
                "rule": line.rule,
                "title": line.title,
                "result": line.result.value,
                "hard": line.hard,
                "reason": line.reason,
                "todo": line.todo,
                "answer": line.answer.reason if line.answer else "",
            }
            for line in report.lines
        ],
    }
