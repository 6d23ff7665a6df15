"""A draft that LibreOffice opened and saved, or a program without content controls: every changed number is listed."""

from __future__ import annotations

import re
import subprocess
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from app.desk.paper import drafts, drop_back
from app.desk.paper.build import build
from app.files.readers.papers import W, read_lines
from app.reports.paper import docx
from app.rules.paper.kinds import PaperKind
from app.rules.paper.states import FigureChange
from tests.desk.paper.conftest import PERSON
from tests.support.needs import must_find

NUMBERS = {2: "9901", 9: "9902", 40: "9903"}


@pytest.fixture
def draft(desk, tmp_path):
    paper = build(desk, kind=PaperKind.MONTHLY, period="assess:2026-11")
    return drafts.save_draft(desk, person=PERSON, paper=paper, write=docx.write, path=tmp_path / "草稿.docx").result


def told(desk, draft, path: Path) -> set[tuple[FigureChange, str]]:
    changes = drop_back.drop_back(desk, person=PERSON, draft_id=draft.id, path=path).result.changes
    return {(one.change, one.stands) for one in changes}


THREE = {(FigureChange.CHANGED, text) for text in NUMBERS.values()}


@pytest.mark.libreoffice
def test_a_draft_that_was_only_saved_again_has_no_changes_and_three_changed_numbers_are_three(desk, draft, tmp_path):
    assert told(desk, draft, resaved(Path(draft.file), tmp_path)) == set()
    edited = with_body(Path(draft.file), tmp_path / "改稿.docx", change_three)
    assert told(desk, draft, resaved(edited, tmp_path)) == THREE


def test_without_any_content_control_three_changed_numbers_are_three(desk, draft, tmp_path):
    edited = with_body(Path(draft.file), tmp_path / "改稿.docx", change_three)
    assert told(desk, draft, edited) == THREE
    bare = with_body(edited, tmp_path / "无控件.docx", without_controls)
    assert not any(piece.tag for line in read_lines(bare) for piece in line.pieces)
    assert told(desk, draft, bare) == THREE


def resaved(path: Path, tmp_path: Path) -> Path:
    out = tmp_path / "saved"
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [must_find("soffice"), "--headless", profile, "--convert-to", "docx", "--outdir", str(out), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return out / path.name


def with_body(before: Path, after: Path, change) -> Path:
    with zipfile.ZipFile(before) as old, zipfile.ZipFile(after, "w") as new:
        for member in old.infolist():
            data = old.read(member)
            new.writestr(member, change(data) if member.filename == "word/document.xml" else data)
    return after


def change_three(body: bytes) -> bytes:
    places = iter(range(1, 100_000))

    def put(found: re.Match[str]) -> str:
        return f"{found[1]}{NUMBERS.get(next(places), found[2])}<"

    return re.sub(r"(<w:sdtContent>.*?<w:t[^>]*>)([^<]*)<", put, body.decode(), flags=re.S).encode()


def without_controls(body: bytes) -> bytes:
    document = etree.fromstring(body)
    for control in list(document.iter(f"{W}sdt")):
        parent = control.getparent()
        for inside in list(control.find(f"{W}sdtContent")):
            control.addprevious(inside)
        parent.remove(control)
    return etree.tostring(document)
