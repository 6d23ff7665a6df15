"""The papers of an application: both files or none, compared after writing, dated on the record."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from app.base.errors import EnvironmentFault, Refused
from app.base.people import Person, Role
from app.desk.evidence import acts as evidence_acts
from app.desk.exclusion import acts as exclusion_acts
from app.desk.exclusion import check as desk_dossier
from app.desk.exclusion import files as exclusion_files
from app.desk.exclusion import steps as exclusion_steps
from app.desk.shared.context import Desk
from app.files.writers.documents import document_texts
from app.reports import dossier
from app.reports.dossier import export_papers
from app.rules.ticket.states import TicketStatus
from tests.support.applications import hand_in

OPERATOR = Person("值班员甲")
LEAD = Person("班组长乙", role=Role.SHIFT_LEAD)
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n%%EOF\n"


@pytest.fixture
def made(desk: Desk, take_in: Callable[..., int], tmp_path: Path) -> int:
    ticket = take_in("热线/261120:000001", status=TicketStatus.CLOSED, closed_at=desk.now(), unit="第二大队")
    begun = exclusion_acts.create(
        desk, person=OPERATOR, ticket_id=ticket, major="涉法涉诉", minor="公安机关已立案", statement="公安机关已立案。"
    )
    for name in ("立案通知书.pdf", "告知书.pdf"):
        path = tmp_path / name
        path.write_bytes(PDF + name.encode())
        exclusion_files.add_file(desk, person=OPERATOR, exclusion_id=begun.result, path=path, kind="立案通知书")
    return begun.result


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def test_form_and_package_stand_in_the_folder_with_safe_names(desk: Desk, made: int, out: Path) -> None:
    told = export_papers(desk, person=OPERATOR, exclusion_id=made, folder=out)
    assert sorted(path.name for path in out.iterdir()) == [
        "不纳入考核申请表_热线_261120_000001.docx",
        "证据材料_热线_261120_000001.zip",
    ]
    assert told.result.files == 2
    assert {"公安机关已立案。", "证据1_立案通知书.pdf", "证据2_告知书.pdf"} <= set(document_texts(told.result.form))


def test_the_package_holds_what_was_taken_in(desk: Desk, made: int, out: Path) -> None:
    told = export_papers(desk, person=OPERATOR, exclusion_id=made, folder=out)
    assert told.result.package is not None
    with zipfile.ZipFile(told.result.package) as package:
        digest = hashlib.sha256(package.read("证据2_告知书.pdf")).hexdigest()
    assert digest == hashlib.sha256(PDF + "告知书.pdf".encode()).hexdigest()


def test_without_evidence_only_the_form_is_written(desk: Desk, take_in: Callable[..., int], out: Path) -> None:
    ticket = take_in(status=TicketStatus.CLOSED, closed_at=desk.now())
    begun = exclusion_acts.create(desk, person=OPERATOR, ticket_id=ticket, major="涉法涉诉", minor="公安机关已立案")
    told = export_papers(desk, person=OPERATOR, exclusion_id=begun.result, folder=out)
    assert told.result.package is None
    assert [path.suffix for path in out.iterdir()] == [".docx"]


def test_a_file_that_is_gone_stops_both(desk: Desk, made: int, out: Path) -> None:
    digest = hashlib.sha256(PDF + "告知书.pdf".encode()).hexdigest()
    evidence_acts.path_of(desk, digest=digest).unlink()
    with pytest.raises(Refused, match="丢失"):
        export_papers(desk, person=OPERATOR, exclusion_id=made, folder=out)
    assert list(out.iterdir()) == []


def test_a_package_that_fails_leaves_no_form(desk: Desk, made: int, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(dossier, "write_package", fail)
    with pytest.raises(EnvironmentFault):
        export_papers(desk, person=OPERATOR, exclusion_id=made, folder=out)
    assert list(out.iterdir()) == []


def test_a_package_that_cannot_be_put_in_place_leaves_no_form_either(desk: Desk, made: int, out: Path) -> None:
    (out / "证据材料_热线_261120_000001.zip").mkdir()
    with pytest.raises(Refused, match="是文件夹"):
        export_papers(desk, person=OPERATOR, exclusion_id=made, folder=out)
    assert [path.suffix for path in out.iterdir()] == [".zip"]


def test_a_missing_folder_is_said(desk: Desk, made: int, out: Path) -> None:
    with pytest.raises(EnvironmentFault, match="文件夹不存在"):
        export_papers(desk, person=OPERATOR, exclusion_id=made, folder=out / "没有")


def test_opinions_of_an_earlier_round_are_not_printed(desk: Desk, made: int, out: Path) -> None:
    over = {line.rule: "线下核对过" for line in desk_dossier.check(desk, exclusion_id=made).stopping}
    hand_in(desk, person=LEAD, exclusion_id=made, overruled=over)
    exclusion_steps.send_back(desk, person=LEAD, exclusion_id=made, opinion="请补原件照片")
    hand_in(desk, person=LEAD, exclusion_id=made)
    exclusion_steps.pass_on(desk, person=LEAD, exclusion_id=made, opinion="材料已补齐")
    texts = document_texts(export_papers(desk, person=OPERATOR, exclusion_id=made, folder=out).result.form)
    assert "材料已补齐" in texts
    assert "请补原件照片" not in texts
