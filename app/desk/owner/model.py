"""The classifier's model in force: the one trained on this data folder, else the shipped one."""

from __future__ import annotations

import logging
from functools import lru_cache
from pathlib import Path

from app.base.errors import EnvironmentFault, Refused, system_words
from app.desk.shared.context import Desk
from app.rules.owner.classifier import OwnerModel, model_text, read_model, shipped_model

_log = logging.getLogger(__name__)


def model_in_force(desk: Desk) -> OwnerModel:
    """The folder's own model, read again only when its file changes; the shipped one when there is none."""
    path = desk.folder.owner_model
    try:
        facts = path.stat()
    except OSError:
        return shipped_model()
    return _read(path, facts.st_mtime_ns, facts.st_size) or shipped_model()


@lru_cache(maxsize=4)
def _read(path: Path, _changed_ns: int, _size: int) -> OwnerModel | None:
    """The model of a file; None for one that cannot be read, which the log names."""
    try:
        return read_model(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, Refused) as error:
        _log.warning("The owner model %s cannot be read, the shipped one is used: %s", path, error)
        return None


def keep_model(desk: Desk, model: OwnerModel) -> None:
    """Writes a model into the data folder, whole or not at all.

    Raises:
        EnvironmentFault: the file cannot be written.

    """
    path = desk.folder.owner_model
    aside = path.with_suffix(".new")
    try:
        aside.write_text(model_text(model), encoding="utf-8", newline="\n")
        aside.replace(path)
    except OSError as error:
        raise EnvironmentFault(f"主责判断模型写不进 {path}", hint=system_words(error)) from error
