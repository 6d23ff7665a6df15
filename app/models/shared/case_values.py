"""The JSON values of returns, passing cases and applications: names, kept files, answers to the rules of a check."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app.base.clock import from_seconds
from app.models.shared.columns import Json
from app.rules.evidence import KeptFile
from app.rules.exclusion.check_facts import Answer


def _read_files(data: Sequence[Mapping[str, Any]]) -> tuple[KeptFile, ...]:
    return tuple(KeptFile(file["hash"], file["name"]) for file in data)


def _write_files(files: tuple[KeptFile, ...]) -> list[dict[str, str]]:
    return [{"hash": file.digest, "name": file.name} for file in files]


def _read_answers(data: Mapping[str, Mapping[str, Any]]) -> dict[str, Answer]:
    return {
        rule: Answer(str(answer["reason"]), str(answer["who"]), from_seconds(answer["at"]))
        for rule, answer in data.items()
    }


def _write_answers(answers: Mapping[str, Answer]) -> dict[str, dict[str, str | int]]:
    return {
        rule: {"reason": answer.reason, "who": answer.who, "at": int(answer.at.timestamp())}
        for rule, answer in answers.items()
    }


# Names in their order: of attachments, of units.
NAMES: Json[tuple[str, ...]] = Json("names", tuple, list)
FILES: Json[tuple[KeptFile, ...]] = Json("files", _read_files, _write_files)
# People's answers by the rule of the check.
ANSWERS: Json[Mapping[str, Answer]] = Json("answers", _read_answers, _write_answers)
