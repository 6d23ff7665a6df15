"""The desk's entry among what Windows starts at login, in the person's own part of the registry."""

from __future__ import annotations

from types import ModuleType, SimpleNamespace

import pytest

from app.base.errors import EnvironmentFault
from tests.support.windows import windows_side

RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"


class FakeRegistry:
    """`winreg` with the one key that is used; `closed` is whether a policy forbids writing."""

    HKEY_CURRENT_USER, REG_SZ = 1, 1

    def __init__(self) -> None:
        self.values: dict[str, str] = {}
        self.closed = False

    def __enter__(self) -> FakeRegistry:
        return self

    def __exit__(self, *_: object) -> None:
        return

    def as_module(self) -> ModuleType:
        module = ModuleType("winreg")
        module.__dict__.update(
            HKEY_CURRENT_USER=self.HKEY_CURRENT_USER, REG_SZ=self.REG_SZ,
            CreateKey=self._create, SetValueEx=self._set, DeleteValue=self._delete,
        )  # fmt: skip
        return module

    def _create(self, root: int, name: str) -> FakeRegistry:
        assert (root, name) == (self.HKEY_CURRENT_USER, RUN)
        if self.closed:
            raise PermissionError(13, "Access is denied")
        return self

    def _set(self, key: FakeRegistry, name: str, reserved: int, kind: int, value: str) -> None:
        assert (key, reserved, kind) == (self, 0, self.REG_SZ)
        self.values[name] = value

    def _delete(self, key: FakeRegistry, name: str) -> None:
        assert key is self
        if name not in self.values:
            raise FileNotFoundError(2, "The system cannot find the file specified")
        del self.values[name]


@pytest.fixture
def registry() -> FakeRegistry:
    return FakeRegistry()


@pytest.fixture
def side(registry: FakeRegistry, monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    return windows_side("app.base.session_start", monkeypatch, modules={"winreg": registry.as_module()})


def test_the_entry_comes_and_goes_with_the_setting_and_twice_is_once(
    registry: FakeRegistry, side: SimpleNamespace
) -> None:
    for _ in range(2):
        side.set_session_start(True, [r"C:\Program Files\值守台\jiesu-desk.exe", "--data", r"D:\我的 数据"])
        assert registry.values == {
            "jiesu-desk": r'"C:\Program Files\值守台\jiesu-desk.exe" --data "D:\我的 数据"',
        }
    for _ in range(2):
        side.set_session_start(False, [])
        assert registry.values == {}


def test_a_registry_that_is_closed_is_said_with_what_to_do(registry: FakeRegistry, side: SimpleNamespace) -> None:
    registry.closed = True
    with pytest.raises(EnvironmentFault, match="不能设置随系统启动") as caught:
        side.set_session_start(True, ["jiesu-desk.exe"])
    assert "管理员" in caught.value.hint
