"""Refuses files of kinds that hold no table this product reads, each with how to save it instead."""

from __future__ import annotations

from app.base.errors import FileRefused

_AS_TABLE = "请用原来的程序打开，另存为 .xlsx 后再导入"
_AS_WORD = "请用 Word 或 WPS 打开，另存为 .docx 后再导入"
_FROM_PLATFORM = "请从平台导出为 .xlsx、.xls 或 .csv；打印件请另存为 .docx"
_UNPACK = "请解压后，把里面的文件逐个导入"
# The first bytes of a file → what it is, and what to do.
_BY_START: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "PDF 文件", _FROM_PLATFORM),
    (b"{\\rtf", "RTF 文档", _AS_WORD),
    (b"ID;P", "SYLK 表格（.slk）", _AS_TABLE),
    (b"TABLE\r\n0,1", "DIF 表格（.dif）", _AS_TABLE),
    (b"TABLE\n0,1", "DIF 表格（.dif）", _AS_TABLE),
    (b"\x00\x01\x00\x00Standard ", "Access 数据库", "请在 Access 里把表导出为 .xlsx 后再导入"),
    (b"\x1f\x8b", "压缩文件（gzip，或 Gnumeric 表格）", "请解压后再导入；Gnumeric 表格请另存为 .xlsx"),
    (b"7z\xbc\xaf", "压缩包（7z）", _UNPACK),
    (b"Rar!", "压缩包（RAR）", _UNPACK),
    (b"\x89PNG", "图片", _FROM_PLATFORM),
    (b"\xff\xd8\xff", "图片", _FROM_PLATFORM),
)
# A word that stands at the beginning of an XML file.
_BY_WORD = (
    ("<office:document", "OpenDocument 文件", "请用 LibreOffice 或 WPS 另存为 .xlsx（表格）或 .docx（文档）后再导入"),
    ("<abiword", "AbiWord 文档", "请用 AbiWord、Word 或 WPS 另存为 .docx 后再导入"),
    ('progid="word.document"', "Word 的 XML 文档", _AS_WORD),
)
# The kind that a zipped file names in its first member.
_BY_KIND = (
    ("opendocument.spreadsheet", "ODS 表格", "请用 LibreOffice、Excel 或 WPS 另存为 .xlsx 后再导入"),
    ("opendocument.text", "ODT 文档", "请用 LibreOffice、Word 或 WPS 另存为 .docx 后再导入"),
    ("epub", "电子书（EPUB）", _FROM_PLATFORM),
)


def refuse_foreign_start(start: bytes) -> None:
    """Refuses a file by its first bytes.

    Raises:
        FileRefused: it is of a kind that is known and not read; the hint says how to save it.

    """
    plain = start.removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n")
    for mark, word, hint in _BY_START:
        if plain.startswith(mark) or start.startswith(mark):
            raise _refusal(word, hint)
    head = plain[:2000].decode("ascii", errors="ignore").lower()
    for named, word, hint in _BY_WORD if head.startswith("<") else ():
        if named in head:
            raise _refusal(word, hint)


def refuse_foreign_zip(names: set[str], kind: bytes) -> None:
    """Refuses a zipped file that is no workbook and no Word document; `kind` is what its member mimetype says.

    Raises:
        FileRefused: it is of a kind that is known and not read, or a mere archive; the hint says what to do.

    """
    said = kind.decode("ascii", errors="ignore")
    for mark, word, hint in _BY_KIND:
        if mark in said:
            raise _refusal(word, hint)
    if "ppt/presentation.xml" in names:
        raise _refusal("PowerPoint 演示文稿", _FROM_PLATFORM)
    if "[Content_Types].xml" not in names:
        raise FileRefused("文件是压缩包，不是 Excel 工作簿，未导入", hint=_UNPACK)


def _refusal(word: str, hint: str) -> FileRefused:
    return FileRefused(f"{word}里的内容无法读取，未导入", hint=hint)
