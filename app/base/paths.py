"""The data folder: where the register, its copies, problems files, logs and drafts live."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from app.base.errors import EnvironmentFault

ENVIRONMENT_VARIABLE = "JIESU_DESK_DATA"


@dataclass(frozen=True, slots=True)
class DataFolder:
    """One desk's folder; everything the product keeps lies below `root`."""

    root: Path

    @property
    def database(self) -> Path:
        """The register."""
        return self.root / "desk.sqlite3"

    @property
    def backups(self) -> Path:
        """Verified copies of the register."""
        return self.root / "backups"

    @property
    def problems(self) -> Path:
        """Problems workbooks that could not be written next to the imported file."""
        return self.root / "problems"

    @property
    def evidence(self) -> Path:
        """Files that prove something, each under the hash of its content (`ab/<hash>`)."""
        return self.root / "evidence"

    @property
    def owner_model(self) -> Path:
        """The model of who owns what that was trained here; absent while the shipped one holds."""
        return self.root / "owner-model.json"

    @property
    def logs(self) -> Path:
        """The program's own log."""
        return self.root / "logs"

    @property
    def lock(self) -> Path:
        """Names the window that holds this folder."""
        return self.root / "window.lock"

    @property
    def rehearsal_mark(self) -> Path:
        """A marker file, present only in folders created for rehearsal."""
        return self.root / "REHEARSAL.txt"

    @property
    def is_rehearsal(self) -> bool:
        """Whether this folder was created for rehearsal."""
        return self.rehearsal_mark.exists()

    def prepare(self) -> None:
        """Makes the folders.

        Raises:
            EnvironmentFault: the folder cannot be made or written to.

        """
        try:
            for folder in (self.root, self.backups, self.problems, self.logs):
                folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise EnvironmentFault(
                f"数据文件夹无法使用：{self.root}",
                hint=f"请检查权限或换一个文件夹；系统说明：{error.strerror or error}",
            ) from error
        if not os.access(self.root, os.W_OK):
            raise EnvironmentFault(f"数据文件夹不可写：{self.root}", hint="请检查权限或换一个文件夹")


def default_root() -> Path:
    """The folder used when none is named: JIESU_DESK_DATA, else the user's own data folder."""
    named = os.environ.get(ENVIRONMENT_VARIABLE, "").strip()
    return Path(named) if named else Path(platformdirs.user_data_dir("jiesu-desk", appauthor=False))
