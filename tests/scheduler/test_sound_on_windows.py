"""The sound of Windows: winsound begins it and returns; where it cannot, that is said."""

from __future__ import annotations

import sys
from types import ModuleType, SimpleNamespace

import pytest

from app.base.resources import resource
from app.scheduler.tones import Tone
from tests.support.windows import windows_side

FILENAME, ASYNC, NODEFAULT = 0x20000, 0x1, 0x2


class FakeWinsound:
    """`winsound` as its documentation has it; `heard` is whether the PC has a sound device."""

    def __init__(self, *, heard: bool) -> None:
        self.heard = heard
        self.calls: list[tuple[str, int]] = []

    def as_module(self) -> ModuleType:
        module = ModuleType("winsound")
        module.__dict__.update(
            PlaySound=self._play, SND_FILENAME=FILENAME, SND_ASYNC=ASYNC, SND_NODEFAULT=NODEFAULT
        )  # fmt: skip
        return module

    def _play(self, name: str, flags: int) -> None:
        self.calls.append((name, flags))
        if not self.heard:
            raise RuntimeError("Failed to play sound")


def played(patch: pytest.MonkeyPatch, fake: FakeWinsound) -> tuple[bool, list[tuple[bool, str]]]:
    side: SimpleNamespace = windows_side("app.scheduler.sound", patch, modules={"winsound": fake.as_module()})
    patch.setattr(sys, "platform", "win32")
    answers: list[tuple[bool, str]] = []
    sound = side.AlarmSound(players=(), on_played=lambda heard, why: answers.append((heard, why)))
    begun = sound.play(Tone.CALM)
    sound.stop()
    return begun, answers


def test_a_shipped_file_is_played_beside_the_window(monkeypatch: pytest.MonkeyPatch) -> None:
    fake = FakeWinsound(heard=True)
    assert played(monkeypatch, fake) == (True, [(True, "")])
    assert fake.calls == [(str(resource("sounds", Tone.CALM.value)), FILENAME | ASYNC | NODEFAULT)]


def test_a_pc_without_a_sound_device_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert played(monkeypatch, FakeWinsound(heard=False)) == (False, [(False, "这台电脑播放不了声音")])
