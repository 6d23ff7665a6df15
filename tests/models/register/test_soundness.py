"""The checks of a register's file name damage in the product's words, wherever it is."""

from __future__ import annotations

from app.models.register.soundness import quick_check, whole_check
from tests.support.registers import copy_rehearsal


def test_a_damaged_name_in_the_schema_is_a_finding_and_no_fault_of_the_check(folder):
    copy_rehearsal(folder)
    assert whole_check(folder.database, pause=lambda: None) == ()
    whole = folder.database.read_bytes()
    at = whole.index(b"tablereminders")
    folder.database.write_bytes(whole[: at + 5] + b"\xd5" + whole[at + 6 :])
    for check in (lambda: quick_check(folder.database), lambda: whole_check(folder.database, pause=lambda: None)):
        assert check() != ()
