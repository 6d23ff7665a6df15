"""The Windows build: its list of wheels is the locked one, and its steps use nothing but the folder of wheels."""

from __future__ import annotations

from pathlib import Path

from installer.windows import build_windows, collect


def test_the_list_of_wheels_is_the_locked_one_with_the_packer() -> None:
    assert collect.LIST.read_text("utf-8") == collect.list_text()
    names = {wheel.name for wheel in collect.wheels_to_fetch()}
    assert {"pyinstaller", "tzdata", "pyside6-essentials"} <= names
    for wheel in collect.wheels_to_fetch():
        assert wheel.file.endswith(("-any.whl", "win_amd64.whl"))


def test_every_step_stays_offline_and_wants_hashes() -> None:
    install, icon, pack, ask = build_windows.commands(Path("E:/wheels"), Path("C:/out"), Path("C:/work"))
    assert {"--no-index", "--require-hashes"} <= set(install)
    assert icon[1].endswith("draw_icon.py")
    assert "PyInstaller" in pack
    assert ask[-1] == "--version"


def test_the_recipe_names_what_the_product_loads_by_text() -> None:
    text = (build_windows.HERE / "jiesu-desk.spec").read_text("utf-8")
    for name in (
        'collect_submodules("app")',
        "plyer.platforms.win.notification",
        "sqlalchemy.dialects.sqlite",
        "_resources",
    ):
        assert name in text
