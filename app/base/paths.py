"""The data folder: where the register, its copies, problems files, logs and drafts live."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from app.base.errors import EnvironmentFault, system_words
from app.base.known_folders import MARK_NAME
from app.base.people import system_user
from app.base.private_files import close_all_to_others, close_to_others, is_open_to_others, make_folder, owner_of

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
    def replaced(self) -> Path:
        """Registers that a restored copy took the place of: damaged or not, they are kept."""
        return self.root / "replaced"

    @property
    def register_mark(self) -> Path:
        """Says that a register was made in this folder, so that a missing one is never quietly made anew."""
        return self.root / MARK_NAME

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
    def figure_columns(self) -> Path:
        """What figures count of each ticket, kept between two starts; may be thrown away at any time."""
        return self.root / "figures.npz"

    @property
    def papers(self) -> Path:
        """Papers that are being written, and nothing else: each with the lock of its writer."""
        return self.root / "papers"

    @property
    def logs(self) -> Path:
        """The program's own log."""
        return self.root / "logs"

    @property
    def lock(self) -> Path:
        """Names the window that holds this folder."""
        return self.root / "window.lock"

    @property
    def erasing_plan(self) -> Path:
        """What is being erased here; present from the first removed file to the last."""
        return self.root / "ERASING.json"

    def refuse_erasing(self) -> None:
        """Does nothing unless the erasing of this folder was begun and not ended.

        Raises:
            EnvironmentFault: it was; nothing may be opened or restored here.

        """
        if self.erasing_plan.exists():
            raise EnvironmentFault(
                "这台电脑上的登记数据正在消除，尚未完成", hint="请再次执行 jiesu-desk archive erase，直到给出消除记录"
            )

    @property
    def rehearsal_mark(self) -> Path:
        """A marker file, present only in folders created for rehearsal."""
        return self.root / "REHEARSAL.txt"

    @property
    def is_rehearsal(self) -> bool:
        """Whether this folder was created for rehearsal."""
        return os.path.exists(self.rehearsal_mark)

    def prepare(self) -> None:
        """Makes the folders and closes them to other accounts of the PC; an older, open folder is closed here.

        Raises:
            EnvironmentFault: the folder cannot be made or written to, or it belongs to another account.

        """
        if any("\ud800" <= sign <= "\udfff" for sign in str(self.root)):
            raise EnvironmentFault("数据文件夹的名字不是 UTF-8 文字", hint="请换一个文件夹")
        try:
            fresh = not self.root.is_dir() or not any(self.root.iterdir())
            for folder in (self.root, self.backups, self.problems, self.logs):
                make_folder(folder)
            self._close_to_others(fresh=fresh)
        except OSError as error:
            self._refuse_foreign()
            raise EnvironmentFault(
                f"数据文件夹无法使用：{self.root}", hint=f"请检查权限或换一个文件夹；系统说明：{system_words(error)}"
            ) from error
        for path in (self.root, self.database):
            if os.path.exists(path) and not os.access(path, os.R_OK | os.W_OK):
                self._refuse_foreign()
                raise EnvironmentFault(f"数据文件夹不可写：{self.root}", hint="请检查权限或换一个文件夹")

    def _close_to_others(self, *, fresh: bool) -> None:
        """Closes an older desk's folder, once; files of others that lie in it are none of ours and stay as they are."""
        if fresh:
            close_to_others(self.root)
        if fresh or not self.database.exists() or not is_open_to_others(self.root):
            return
        own = [self.backups, self.problems, self.logs, self.evidence, self.lock, self.rehearsal_mark]
        own += [path for pattern in ("desk.sqlite3*", "*.ini") for path in self.root.glob(pattern)]
        close_all_to_others(own)
        close_to_others(self.root)

    def _refuse_foreign(self) -> None:
        """Raises the sentence for a folder or register of another account of this PC; else does nothing."""
        for path in (self.database, self.root):
            owner = owner_of(path)
            if owner and owner != system_user():
                raise EnvironmentFault(
                    f"数据文件夹属于本机的账户“{owner}”，账户“{system_user()}”不能打开：{self.root}",
                    hint="登记数据只有它的账户能读；请用该账户登录系统，或用 --data 指定自己的文件夹",
                )


def default_root() -> Path:
    """The folder used when none is named: JIESU_DESK_DATA, else the user's own data folder."""
    named = os.environ.get(ENVIRONMENT_VARIABLE, "").strip()
    return Path(named) if named else Path(platformdirs.user_data_dir("jiesu-desk", appauthor=False))
