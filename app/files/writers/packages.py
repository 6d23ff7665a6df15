"""Evidence packages: a .zip of numbered files with a list of their hashes, opened again and compared byte by byte."""

from __future__ import annotations

import hashlib
import re
import tempfile
import unicodedata
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.base.clock import to_local
from app.base.errors import FileRefused
from app.base.table import Cell, Column, Kind, Table
from app.files.shared.aside import written_aside
from app.files.writers import tables

LIST_NAME = "证据清单.xlsx"
_COLUMNS = (
    Column("编号", width=8),
    Column("文件名", width=44),
    Column("材料类型", width=20),
    Column("原文件名", width=40),
    Column("大小（字节）", Kind.INTEGER, 14),
    Column("拍摄或形成时间", Kind.TIME, 20),
    Column("地点", width=30),
    Column("SHA-256", width=68),
)
# Formats that are compressed already.
_PACKED = frozenset({"jpg", "jpeg", "png", "docx", "xlsx", "mp3", "m4a", "mp4", "amr"})
_ALIKE = {"jpeg": "jpg", "jpe": "jpg"}
_FORBIDDEN = re.compile(r'[\\/:*?"<>|]')
_LONGEST = 60
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Attachment:
    """One file of a package: the name it came with, what it proves, where its content lies and that content's hash.

    `format` is what the content is ("jpg"), empty when not known. `taken_at` and `place` are those of a picture.
    """

    name: str
    source: Path
    digest: str
    size: int
    kind: str = ""
    format: str = ""
    taken_at: datetime | None = None
    place: str = ""


def package_name(number: int, attachment: Attachment) -> str:
    """证据1_名称.jpg: a name that every system takes, with the ending that its content has."""
    plain = unicodedata.normalize("NFC", attachment.name.replace("\\", "/").rsplit("/", 1)[-1])
    plain = _FORBIDDEN.sub("_", "".join(sign for sign in plain if unicodedata.category(sign)[0] != "C"))
    stem, dot, ending = plain.rpartition(".")
    if not dot or not re.fullmatch(r"[0-9A-Za-z]{1,5}", ending):
        stem, ending = plain, ""
    ending = ending.lower()
    if attachment.format and _ALIKE.get(ending, ending) != attachment.format:
        ending = attachment.format
    stem = stem.strip(" ._")[:_LONGEST].rstrip(" .") or "材料"
    return f"证据{number}_{stem}" + (f".{ending}" if ending else "")


def write_package(path: Path, attachments: Sequence[Attachment], *, at: datetime) -> tuple[str, ...]:
    """Writes the attachments and their list as one .zip, dated `at`; returns its names, the list's last.

    Raises:
        FileRefused: nothing to pack, or a file is gone or is not what its hash says; nothing was written.
        EnvironmentFault: it cannot be written; no half file remains.

    """
    if not attachments:
        raise FileRefused("还没有证据材料，无法打包", hint="请先添加证据材料")
    names = [package_name(number, one) for number, one in enumerate(attachments, 1)]
    with tempfile.TemporaryDirectory(prefix="jiesu-desk-", ignore_cleanup_errors=True) as scratch:
        listing = Path(scratch) / "list.xlsx"
        tables.write_workbook(listing, [_list(names, attachments)])
        wanted = {name: one.digest for name, one in zip(names, attachments, strict=True)}
        wanted[LIST_NAME] = _digest_of(listing)
        with written_aside(path) as aside:
            _pack(
                aside, [*((n, one.source) for n, one in zip(names, attachments, strict=True)), (LIST_NAME, listing)], at
            )
            wrong = [name for name, digest in package_digests(aside).items() if wanted.pop(name, "") != digest]
            if wrong or wanted:
                name = [*wrong, *wanted][0]
                raise FileRefused(f"{name} 与登记的文件校验码不符，没有打包", hint="文件可能已被改动，请重新上传")
    return (*names, LIST_NAME)


def package_digests(path: Path) -> dict[str, str]:
    """The SHA-256 of each unpacked member of a .zip.

    Raises:
        FileRefused: it cannot be read, or two members have the same name.

    """
    try:
        with zipfile.ZipFile(path) as package:
            names = package.namelist()
            found = {name: _member_digest(package, name) for name in names}
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise FileRefused(f"{path.name} 写入后无法读取", hint="请重试") from error
    if len(found) != len(names):
        raise FileRefused(f"{path.name} 里有同名文件", hint="请重试")
    return found


def _member_digest(package: zipfile.ZipFile, name: str) -> str:
    digest = hashlib.sha256()
    with package.open(name) as member:
        while block := member.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def _digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _pack(target: Path, members: Sequence[tuple[str, Path]], at: datetime) -> None:
    local = to_local(at)
    moment = (local.year, local.month, local.day, local.hour, local.minute, local.second)
    with zipfile.ZipFile(target, "w") as package:
        for name, source in members:
            entry = zipfile.ZipInfo(name, moment)
            entry.external_attr = 0o644 << 16
            packed = name.rpartition(".")[2] in _PACKED
            entry.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
            _put(package, entry, source)


def _put(package: zipfile.ZipFile, entry: zipfile.ZipInfo, source: Path) -> None:
    try:
        with source.open("rb") as file, package.open(entry, "w") as member:
            while block := file.read(_BLOCK):
                member.write(block)
    except FileNotFoundError as error:
        raise FileRefused(f"{entry.filename} 的原件已丢失，没有打包", hint="请从备份中找回，或重新上传") from error


def _list(names: Sequence[str], attachments: Sequence[Attachment]) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (f"证据{number}", name, file.kind, file.name, file.size, file.taken_at, file.place, file.digest)
        for number, (name, file) in enumerate(zip(names, attachments, strict=True), 1)
    ]
    return Table("证据清单", _COLUMNS, rows, [f"共 {len(rows)} 份。SHA-256 是文件内容的校验码，改动一个字节就会不同。"])
