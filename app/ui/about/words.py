"""The texts of the page 关于."""

from __future__ import annotations

from app.base.installation import Installation

TITLE = "关于"
QT_DUTY = (
    "界面使用 Qt 与 Qt for Python，按 LGPL-3.0 许可使用：它们是安装文件夹中独立的文件，可以换成自行修改的同版本文件；"
    "随软件提供其许可证全文，并在三年内应要求提供对应源代码。"
)
SOURCE_BUILD = "源代码运行（未打包）"
PARTS = "随软件提供的组件"


def build_words(found: Installation) -> tuple[tuple[str, str], ...]:
    """The lines of the head: word and value."""
    lines = [
        ("版本", found.version),
        ("构建", found.build or SOURCE_BUILD),
        ("处理器", found.machine),
        ("Python", found.python),
        ("许可证", "MIT"),
    ]
    if found.licences is not None:
        lines.append(("许可证全文", str(found.licences)))
    return tuple(lines)
