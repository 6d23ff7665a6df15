"""The faces of official papers, what stands in for them on this PC, and how that is told."""

from __future__ import annotations

import enum
from collections.abc import Iterator

from PySide6.QtGui import QFont, QFontDatabase

_SERIF = ("SimSun", "宋体", "Noto Serif CJK SC", "Source Han Serif SC", "思源宋体", "Songti SC")
_SANS = ("Noto Sans CJK SC", "Source Han Sans SC", "思源黑体", "Microsoft YaHei UI", "WenQuanYi Micro Hei")


class Face(enum.Enum):
    """One face of official papers."""

    TITLE = enum.auto()
    HEADING = enum.auto()
    KAI = enum.auto()
    BODY = enum.auto()
    NUMBER = enum.auto()


# The names that are the face itself, then what may stand in for it.
_FAMILIES = {
    Face.TITLE: (("方正小标宋简体", "方正小标宋_GBK", "FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05"), _SERIF),
    Face.HEADING: (("黑体", "SimHei"), _SANS),
    Face.KAI: (("楷体_GB2312", "楷体", "KaiTi"), ("STKaiti", *_SERIF)),
    Face.BODY: (("仿宋_GB2312", "仿宋", "FangSong"), ("STFangsong", *_SERIF)),
    Face.NUMBER: (("宋体", "SimSun"), _SERIF),
}


def font(face: Face, points: float, *, closer: float = 0.0) -> QFont:
    """A font of a face; `closer` moves its characters together by so many points. The same lines on every device."""
    made = QFont()
    own, others = _FAMILIES[face]
    made.setFamilies([*own, *others])
    made.setPointSizeF(points)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if closer:
        made.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, -closer * 96 / 72)
    return made


def missing_faces() -> Iterator[str]:
    """What stands in for the faces that this PC lacks, a sentence for each."""
    known = set(QFontDatabase.families())
    for own, others in _FAMILIES.values():
        if known.isdisjoint(own):
            other = next((name for name in others if name in known), "")
            yield f"本机没有字体“{own[0]}”，" + (f"用“{other}”代替" if other else "用系统字体代替")
