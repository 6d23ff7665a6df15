"""Opens zipped documents with a hard limit on the bytes really inflated, not on the sizes that headers declare."""

from __future__ import annotations

import os
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from app.base.errors import FileRefused
from app.files.readers.zips import Stored

CHUNK = 1 << 18
DECLARED_LIMIT = 2 << 30
INFLATED_LIMIT = 1 << 30
_LOCAL_HEADER = 30
_DAMAGED = (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, OSError, ValueError, struct.error)
_ENCRYPTED_FLAG = 0x1
_MEMBERS_LIMIT = 20_000


def refuse_bomb() -> FileRefused:
    """The error for a file that unpacks to more than any export does."""
    return FileRefused("文件解压后过大，疑似压缩炸弹，未导入", hint="请向导出系统重新导出，或按月份分成几个文件")


def refuse_truncated() -> FileRefused:
    """The error for a file whose end is missing."""
    return FileRefused("文件不完整或已损坏，未导入", hint="请重新导出或重新复制一份")


def refuse_entities() -> FileRefused:
    """The error for XML that declares entities."""
    return FileRefused("文件内含 XML 实体定义，不安全，未导入", hint="请用 Excel 或 WPS 打开后另存为 .xlsx")


class Archive:
    """A zip file, read with a budget of inflated bytes over all its members together."""

    def __init__(self, path: Path) -> None:
        """Opens `path`.

        Raises:
            FileRefused: no intact zip file, an encrypted one, or one that declares more than 2 GB.

        """
        self._file: IO[bytes] = path.open("rb")
        try:
            with zipfile.ZipFile(self._file) as listing:
                self._members = {info.filename: info for info in listing.infolist()}
        except _DAMAGED as error:
            self.close()
            raise refuse_truncated() from error
        self._inflated = 0
        declared = sum(info.file_size for info in self._members.values())
        if declared > DECLARED_LIMIT or len(self._members) > _MEMBERS_LIMIT:
            self.close()
            raise refuse_bomb()
        if any(info.flag_bits & _ENCRYPTED_FLAG for info in self._members.values()):
            self.close()
            raise FileRefused("文件有密码保护，未导入", hint="请先取消密码再导入")

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Closes the file."""
        self._file.close()

    def names(self) -> list[str]:
        """The members' names in the file's order."""
        return list(self._members)

    def size(self, name: str) -> int:
        """The size a member declares, in bytes; 0 when it is missing."""
        info = self._members.get(name)
        return 0 if info is None else info.file_size

    def chunks(self, name: str) -> Iterator[bytes]:
        """The inflated bytes of one member, in pieces of at most 256 KB.

        Raises:
            FileRefused: the member is damaged, longer than it declares, or the budget of 1 GB is used up.

        """
        info = self._members[name]
        seen = 0
        for piece in self._inflate(info):
            seen += len(piece)
            self._inflated += len(piece)
            if self._inflated > INFLATED_LIMIT or seen > info.file_size:
                raise refuse_bomb()
            yield piece
        if seen != info.file_size:
            raise refuse_truncated()

    def read(self, name: str, *, limit: int) -> bytes:
        """One whole member of at most `limit` bytes.

        Raises:
            FileRefused: damaged or longer.

        """
        if self.size(name) > limit:
            raise refuse_bomb()
        return b"".join(self.chunks(name))

    def raw(self, name: str, new_name: str) -> Stored | None:
        """One member, still packed, under another name; None when it is missing."""
        info = self._members.get(name)
        if info is None:
            return None
        self._file.seek(self._start_of(info))
        data = self._file.read(info.compress_size)
        return Stored(new_name.encode(), info.compress_type, info.CRC, info.file_size, data)

    def _inflate(self, info: zipfile.ZipInfo) -> Iterator[bytes]:
        left = info.compress_size
        offset = self._start_of(info)
        inflater = zlib.decompressobj(-15) if info.compress_type == zipfile.ZIP_DEFLATED else None
        if inflater is None and info.compress_type != zipfile.ZIP_STORED:
            raise refuse_truncated()
        if offset + left > os.fstat(self._file.fileno()).st_size:
            raise refuse_truncated()
        while left > 0:
            self._file.seek(offset)
            packed = self._file.read(min(left, CHUNK // 4))
            if not packed:
                raise refuse_truncated()
            offset += len(packed)
            left -= len(packed)
            if inflater is None:
                yield packed
                continue
            try:
                # What follows the end of the stream would never be used up.
                while packed and not inflater.eof:
                    yield inflater.decompress(packed, CHUNK)
                    packed = inflater.unconsumed_tail
            except zlib.error as error:
                raise refuse_truncated() from error
            if inflater.eof:
                break
        if inflater is not None:
            yield inflater.flush()

    def _start_of(self, info: zipfile.ZipInfo) -> int:
        if info.header_offset < 0:
            raise refuse_truncated()
        self._file.seek(info.header_offset)
        header = self._file.read(_LOCAL_HEADER)
        if len(header) < _LOCAL_HEADER or header[:4] != b"PK\x03\x04":
            raise refuse_truncated()
        name_length, extra_length = struct.unpack("<HH", header[26:30])
        return info.header_offset + _LOCAL_HEADER + int(name_length) + int(extra_length)


def check_xml(archive: Archive, name: str) -> None:
    """Checks the beginning of an XML member.

    Raises:
        FileRefused: it declares a document type or entities.

    """
    refuse_doctype(next(archive.chunks(name), b""))


def refuse_doctype(start: bytes) -> None:
    """Checks the first bytes of any XML.

    Raises:
        FileRefused: it declares a document type or entities.

    """
    plain = start.replace(b"\0", b"")[:CHUNK].upper()
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise refuse_entities()
