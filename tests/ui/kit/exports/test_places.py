"""Where exports are offered to go, and the name they get."""

from __future__ import annotations

from pathlib import Path

from app.desk import draft
from app.desk.shared.context import Desk
from app.rules.draft import FOLDER_KEY
from app.ui.kit.exports.places import folder_to_offer, is_there, whole_path


def test_the_last_folder_is_offered_again(desk: Desk, tmp_path: Path) -> None:
    draft.save(desk, key=FOLDER_KEY, text=str(tmp_path))
    assert folder_to_offer(desk) == tmp_path


def test_a_folder_that_is_gone_is_not_offered(desk: Desk, tmp_path: Path) -> None:
    draft.save(desk, key=FOLDER_KEY, text=str(tmp_path / "gone"))
    assert folder_to_offer(desk).is_dir()


def test_the_name_always_ends_in_xlsx() -> None:
    assert whole_path(" /a/log ", ".xlsx") == Path("/a/log.xlsx")
    assert whole_path("/a/log.XLSX", ".xlsx") == Path("/a/log.XLSX")
    assert whole_path("/a/2026.11.23", ".docx") == Path("/a/2026.11.23.docx")


def test_only_a_file_counts_as_there(desk: Desk, tmp_path: Path) -> None:
    assert not is_there(desk, path=tmp_path)
