"""The notices of Windows: plyer's balloon takes what fits into its fields, and no daemon is asked."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from app.scheduler import channel
from app.scheduler.channel import ChannelState, DesktopChannel
from app.scheduler.notices import TEXT_UNITS, TITLE_UNITS, Notice


def test_a_notice_fits_into_the_fields_of_the_balloon_with_its_closing_zero() -> None:
    spec = importlib.util.find_spec("plyer")
    assert spec is not None
    assert spec.origin is not None
    text = Path(spec.origin).with_name("platforms").joinpath("win/libs/win_api_defs.py").read_text("utf-8")
    fields = {name: int(size) for name, size in re.findall(r'"(szInfo\w*)", WCHAR \* (\d+)', text)}
    assert fields == {"szInfoTitle": TITLE_UNITS + 1, "szInfo": TEXT_UNITS + 1}
    # Signs outside the first plane take two units each.
    cleaned = Notice("㐀𠀀" * 60, "𠀀" * 300).cleaned()
    assert len(cleaned.title.encode("utf-16-le")) // 2 <= TITLE_UNITS
    assert len(cleaned.text.encode("utf-16-le")) // 2 <= TEXT_UNITS


def test_the_facade_is_used_and_nothing_is_queried(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[dict[str, object]] = []
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(channel, "notification", SimpleNamespace(notify=lambda **values: sent.append(values)))
    desk = DesktopChannel(environment={})
    assert desk.probe() == ChannelState(True, "桌面通知可用")
    desk.send(Notice("签收到期", "热线-1 还有 5 分钟"))
    assert sent == [
        {"title": "签收到期", "message": "热线-1 还有 5 分钟", "app_name": "接诉值守台", "timeout": 10},
    ]
