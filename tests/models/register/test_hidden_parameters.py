"""What a statement carries is people's data: no error, log or dialog repeats it."""

from __future__ import annotations

import logging
import traceback
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from app.base.log import start_log, stop_log, tail
from app.models.shared.engine import open_engine
from app.rules.shared.masking import mask_text

_PHONE, _NAME = "13812345678", "王小明"
_ROW = {"phone": _PHONE, "name": _NAME}


def _broken(path: Path) -> IntegrityError:
    """The error of a second row with the same unique phone."""
    path.touch()
    engine = open_engine(path)
    with engine.connect().execution_options(writing=True) as connection:
        connection.execute(text("CREATE TABLE people (phone TEXT UNIQUE, name TEXT)"))
        insert = text("INSERT INTO people VALUES (:phone, :name)")
        connection.execute(insert, _ROW)
        with pytest.raises(IntegrityError) as raised:
            connection.execute(insert, _ROW)
    engine.dispose()
    return raised.value


def test_an_error_of_the_register_names_no_parameter(tmp_path: Path) -> None:
    told = "".join(traceback.format_exception(_broken(tmp_path / "desk.sqlite3")))
    assert "UNIQUE" in told
    assert _PHONE not in told
    assert _NAME not in told


def test_the_log_hides_a_number_in_a_message_and_in_a_traceback(tmp_path: Path) -> None:
    start_log(tmp_path, mask=mask_text)
    try:
        try:
            int(f"{_PHONE}号")
        except ValueError:
            logging.getLogger("app.test").exception("call of %s", _PHONE)
        logging.getLogger("app.test").error("a register error", exc_info=_broken(tmp_path / "desk.sqlite3"))
    finally:
        stop_log()
    told = tail(tmp_path, 500)
    assert "138****5678" in told
    assert _PHONE not in told
    assert _NAME not in told
