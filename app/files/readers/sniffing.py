"""Detects a file's format by its content, never its name, and refuses files that cannot be evidence."""

from __future__ import annotations

import re
import struct
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from app.base.errors import FileRefused, system_words
from app.files.readers.archives import Archive
from app.files.readers.compound import has_command_sheet
from app.files.readers.pictures import PNG_MARK, BadPicture, Picture, read_jpeg, read_png

_HEAD = 4096
_LONGEST_NAME = 120
_MOST_PIXELS = 200_000_000
_MEMBER_LIMIT = 200 << 20
_OLE_LOOKED_AT = 20 << 20
_CONTENTS, _CONTENTS_LIMIT = "[Content_Types].xml", 4 << 20
_PHONE_PICTURES = frozenset({b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif"})
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MACROS = "请用 Word、Excel 或 WPS 另存为不带宏的文件（.docx、.xlsx 或 PDF）再添加"
# Entries of a compound file's directory: a name of at most 31 signs, its length with the end, the kind of entry.
# Storages in which Word, Excel and PowerPoint keep programs; the names stand whatever the case.
_PROGRAM_ENTRY = re.compile(
    b"|".join(
        b"%b\0\0.{%d}%b[\x01\x02]"
        % (re.escape(name.encode("utf-16-le")), 62 - 2 * len(name), struct.pack("<H", 2 * len(name) + 2))
        for name in ("Macros", "_VBA_PROJECT_CUR", "_VBA_PROJECT", "VBA")
    ),
    re.DOTALL | re.IGNORECASE,
)
_PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xfe\xed\xfa", b"dex\n")


@dataclass(frozen=True, slots=True)
class Sniffed:
    """A detected file; width, height, time and place are those of a picture. `problem` is why nobody can open it."""

    format: str
    width: int | None = None
    height: int | None = None
    taken_at: datetime | None = None
    place: str = ""
    problem: str = ""


def sniff(path: Path, *, name: str = "") -> Sniffed:
    """The format of the file at `path` by its content; `name` is its original name, for messages.

    Raises:
        FileRefused: a program, a compressed archive or bomb, a document with macros, or nothing that is known.

    """
    shown_name = name or path.name
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
            found = _by_head(file, head, shown_name)
    except OSError as error:
        raise FileRefused(f"{shown_name} 无法读取，没有存入", hint=system_words(error)) from error
    return found if found is not None else _zipped(path, shown_name)


def safe_name(name: str, *, longest: int = _LONGEST_NAME) -> str:
    """A file's name without folders, control and direction signs, at most `longest` characters, its ending kept."""
    last = name.encode("utf-8", "replace").decode().replace("\\", "/").rsplit("/", 1)[-1]
    plain = "".join(" " if unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Zl", "Zp"} else sign for sign in last)
    kept = "".join("_" if sign in '<>:"|?*' else sign for sign in plain).strip(" .")
    ending = PurePosixPath(kept).suffix[:10]
    return kept if 0 < len(kept) <= longest else f"{kept[: longest - len(ending)]}{ending}" if kept else "未命名"


def _by_head(file: BinaryIO, head: bytes, name: str) -> Sniffed | None:
    """Detects the format by the first bytes; None for what may be a zipped document."""
    program = head.startswith(_PROGRAMS) and not head.startswith(b"#!AMR")
    if program or head[:64].lower().startswith((b"@echo", b"<script", b"<!doctype html", b"<html")):
        raise FileRefused(f"{name} 的内容是程序或网页，不是材料，没有存入", hint="请核对文件来源")
    if head.startswith(b"\xff\xd8\xff"):
        return _picture("jpg", read_jpeg, file)
    if head.startswith(PNG_MARK):
        return _picture("png", read_png, file)
    if b"%PDF-" in head[:1024]:
        return _pdf(file)
    if head.startswith(_OLE):
        return Sniffed(_ole(file, name))
    if head[4:8] == b"ftyp" and head[8:12] in _PHONE_PICTURES:
        raise FileRefused(f"{name} 是 HEIC 照片，平台打不开，没有存入", hint="请在手机或电脑上转存为 JPG 再添加")
    sound = _sound(head)
    if sound:
        return Sniffed(sound)
    if head.startswith(b"PK"):
        return None
    raise FileRefused(
        f"{name} 的内容不是可以用作材料的文件，没有存入", hint="可用图片、PDF、Word、Excel、录音和录像；其他请先转换"
    )


def _picture(kind: str, read: Callable[[BinaryIO], Picture], file: BinaryIO) -> Sniffed:
    try:
        picture = read(file)
    except BadPicture:
        return Sniffed(kind, problem="图片已损坏，无法打开")
    if picture.width * picture.height > _MOST_PIXELS:
        raise FileRefused("图片的像素过多，疑似压缩炸弹，没有存入", hint="请换一张普通照片")
    problem = "" if picture.whole else "图片不完整，结尾缺失"
    return Sniffed(kind, picture.width, picture.height, picture.taken_at, picture.place, problem)


def _pdf(file: BinaryIO) -> Sniffed:
    length = file.seek(0, 2)
    file.seek(max(length - 2048, 0))
    return Sniffed("pdf", problem="" if b"%%EOF" in file.read() else "PDF 不完整，结尾缺失")


def _ole(file: BinaryIO, name: str) -> str:
    """A Word or Excel file of the old kind, by the names in its directory, which stand in UTF-16."""
    file.seek(0)
    content = file.read(_OLE_LOOKED_AT)
    if _PROGRAM_ENTRY.search(content):
        raise _refuse_macros(name)
    for kind, stream in (("xls", "Workbook"), ("doc", "WordDocument")):
        if stream.encode("utf-16-le") in content:
            if kind == "xls" and has_command_sheet(content):
                raise _refuse_macros(name)
            return kind
    raise FileRefused(f"{name} 不是 Word 或 Excel 文件，没有存入", hint="请另存为 PDF 再添加")


def _refuse_macros(name: str) -> FileRefused:
    return FileRefused(f"{name} 含有宏，没有存入", hint=_MACROS)


def _sound(head: bytes) -> str:
    if head.startswith(b"RIFF") and head[8:12] == b"WAVE":
        return "wav"
    if head.startswith(b"#!AMR"):
        return "amr"
    if head[4:8] == b"ftyp":
        return "m4a" if head[8:11] == b"M4A" else "mp4"
    is_mp3 = head.startswith(b"ID3") or (len(head) > 3 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2)
    return "mp3" if is_mp3 else ""


def _zipped(path: Path, name: str) -> Sniffed:
    """A Word or Excel document; every member is inflated under a limit, as any of them may be a bomb."""
    try:
        with Archive(path) as archive:
            members = set(archive.names())
            kind = "docx" if "word/document.xml" in members else "xlsx" if "xl/workbook.xml" in members else ""
            if not kind:
                raise FileRefused(f"{name} 是压缩包，没有存入", hint="请解压后逐个添加")
            if _holds_macros(archive, members):
                raise _refuse_macros(name)
            left = _MEMBER_LIMIT
            for member in members:
                for piece in archive.chunks(member):
                    left -= len(piece)
                    if left < 0:
                        raise FileRefused(f"{name} 解压后过大，疑似压缩炸弹，没有存入", hint="请换一份普通文件")
    except FileRefused as error:
        raise FileRefused(error.message.replace("未导入", "没有存入"), hint=error.hint) from error
    return Sniffed(kind)


def _holds_macros(archive: Archive, members: Iterable[str]) -> bool:
    """Whether a document names a program among its members or in its table of contents."""
    if any(name.lower().endswith("vbaproject.bin") or "/macrosheets/" in name.lower() for name in members):
        return True
    if _CONTENTS not in members:
        return False
    contents = archive.read(_CONTENTS, limit=_CONTENTS_LIMIT).lower()
    return b"macroenabled" in contents or b"vbaproject" in contents or b"macrosheet" in contents
