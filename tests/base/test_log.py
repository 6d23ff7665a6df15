"""The log file keeps no number of a person, in whatever spelling, in messages and in tracebacks."""

from __future__ import annotations

import logging
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.base.log import start_log, stop_log, tail
from app.rules.shared.masking import mask_text
from tests.support.plain_numbers import CARD, IDENTITY, MOBILE, SPELLINGS, plain_number

_log = logging.getLogger("app.tests.log")


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    start_log(tmp_path, mask=mask_text)
    yield tmp_path
    stop_log()


def written(folder: Path) -> str:
    return (folder / "desk.log").read_text(encoding="utf-8")


@pytest.mark.parametrize("text", [MOBILE, IDENTITY, CARD, *SPELLINGS.split("，")])
def test_a_number_in_a_message_its_arguments_or_a_traceback_is_masked(folder: Path, text: str) -> None:
    assert plain_number(text)
    _log.warning("来电人电话：%s，请回电", text)
    try:
        raise ValueError(f"市民电话{text}无法识别")
    except ValueError:
        _log.exception("导入失败（%s）", text)
    told = written(folder)
    assert "来电人电话" in told
    assert "Traceback" in told
    assert [line for line in told.splitlines() if plain_number(line)] == []
    assert not plain_number(tail(folder))


def test_what_is_no_number_of_a_person_stays_and_only_the_owner_may_read_it(folder: Path) -> None:
    _log.info("热线-261122-000815：2026-11-22 09:30:05 导入 1,234 行，用时 12 秒")
    assert "2026-11-22 09:30:05 导入 1,234 行，用时 12 秒" in written(folder)
    assert stat.S_IMODE((folder / "desk.log").stat().st_mode) == 0o600
