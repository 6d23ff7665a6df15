"""The error tree, drawn by whose fault it is.

    DeskError
    ├── Refused            the request breaks a rule: shown at its field, nothing was changed
    │   ├── NotAllowed     this person may not do this
    │   ├── AlreadyThere   a file of this name exists: ask before it is replaced
    │   └── EditConflict   somebody else changed the row meanwhile
    └── EnvironmentFault   the PC, the disk or a file: message and hint, nothing was changed
        ├── FileRefused    a file that cannot be taken in or written as a whole
        ├── RegisterBusy   another process holds the register for longer than one can wait
        └── FolderInUse    another window holds the data folder

Every other exception is a bug and goes to the crash dialog with the end of the log.
"""

from __future__ import annotations

from pathlib import Path


class DeskError(Exception):
    """The base of the product's own errors; `message` is a Chinese sentence a person can act on."""

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}（{self.hint}）" if self.hint else self.message


class Refused(DeskError):
    """A rule forbids the request; `field` names the field at which a form shows the message."""

    def __init__(self, message: str, *, field: str = "", hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.field = field


class NotAllowed(Refused):
    """The acting person has no right to this action."""


class NumberTaken(Refused):
    """Another ticket bears this number already."""


class EditConflict(Refused):
    """The row was changed by somebody else since it was read."""


class AlreadyThere(Refused):
    """A file of this name exists and nobody was asked whether it may be replaced."""

    def __init__(self, *paths: Path) -> None:
        names = "、".join(path.name for path in paths)
        super().__init__(f"{names} 已存在，没有写入", field="path", hint="请换一个文件名，或同意替换它")
        self.paths = paths


class EnvironmentFault(DeskError):
    """The surroundings fail: disk full, folder not writable, a file in use."""


class FileRefused(EnvironmentFault):
    """A file is refused as a whole; nothing of it was stored, or nothing half-written remains."""


class RegisterBusy(EnvironmentFault):
    """Another process holds the register's write lock for too long; a retry may succeed."""


class FolderInUse(EnvironmentFault):
    """Another living process holds this data folder."""


_SYSTEM_WORDS: tuple[tuple[type[OSError], str], ...] = (
    (FileNotFoundError, "找不到这个文件或文件夹"),
    (FileExistsError, "已有同名文件"),
    (IsADirectoryError, "这是文件夹，不是文件"),
    (NotADirectoryError, "路径中有一段不是文件夹"),
    (PermissionError, "没有权限，或正被其他程序占用"),
)


def system_words(error: OSError) -> str:
    """The message of a system error, in Chinese for the common cases."""
    for kind, words in _SYSTEM_WORDS:
        if isinstance(error, kind):
            return words
    return error.strerror or str(error)
