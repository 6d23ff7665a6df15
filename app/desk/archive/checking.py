"""Checks an archive that stands: every file against its hash, and whether it holds what the register holds."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.base.errors import FileRefused
from app.files.shared.hash_lists import LIST_NAME, differing, digest_of

FACTS = "archive.json"
_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Checked:
    """A whole archive: whose register, made when and by whom, its counts, its last journal line, its list's hash."""

    folder: Path
    desk: str
    register: str
    made_at: str
    made_by: str
    tickets: int
    evidence: int
    line: int
    head: str
    list_hash: str


def nothing() -> None:
    """Does nothing, between files."""


def check(folder: Path, *, pause: Callable[[], None] = nothing) -> Checked:
    """Reads a whole archive.

    Raises:
        FileRefused: it is none, or a file of it is missing, was changed or was added.

    """
    wrong = differing(folder, pause)
    if wrong:
        more = f" 等 {len(wrong)} 处" if len(wrong) > _MOST_NAMED else ""
        raise FileRefused(f"归档核对不符：{'、'.join(wrong[:_MOST_NAMED])}{more}", hint="请重新归档")
    try:
        facts: dict[str, Any] = json.loads((folder / FACTS).read_text(encoding="utf-8"))
        return Checked(
            folder=folder,
            desk=str(facts["desk"]),
            register=str(facts["register"]),
            made_at=str(facts["made_at"]),
            made_by=str(facts["made_by"]),
            tickets=int(facts["tables"]["tickets"]["rows"]),
            evidence=int(facts["tables"]["evidence"]["rows"]),
            line=int(facts["journal"]["line"]),
            head=str(facts["journal"]["hash"]),
            list_hash=digest_of(folder / LIST_NAME),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise FileRefused(f"{folder} 不是服务终止归档", hint="请选择归档文件夹") from error
