"""Reads the small file by which one office hands its format to the next."""

from __future__ import annotations

from pathlib import Path

from app.base.errors import FileRefused, Refused
from app.files.shared.sources import opened, read_block
from app.rules.intake.formats import Format, read_format
from app.rules.shared.toml_text import read_toml

LARGEST_FORMAT = 512 << 10
_UNDONE = "未导入"


def read_format_file(path: Path) -> Format:
    """The format in a TOML file.

    Raises:
        FileRefused: it cannot be read, is larger than 512 KB, no UTF-8, no TOML or no format.

    """
    with opened(path, undone=_UNDONE) as (file, state):
        if state.size > LARGEST_FORMAT:
            raise FileRefused(f"文件太大（{state.size / 1024:,.0f} KB），{_UNDONE}", hint="导入格式文件不超过 512 KB")
        body = read_block(file, LARGEST_FORMAT + 1, undone=_UNDONE)
    try:
        return read_format(read_toml(body.decode("utf-8-sig")))
    except UnicodeDecodeError as error:
        raise FileRefused(f"不是导入格式文件，{_UNDONE}", hint="请选择由“导入格式”页导出的 .toml 文件") from error
    except Refused as error:
        raise FileRefused(f"不是能用的导入格式文件，{_UNDONE}", hint=error.message) from error
