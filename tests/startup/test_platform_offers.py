"""A copied text and a new file reach the foot of the window; what is switched off is not looked at."""

from __future__ import annotations

import pytest
import shiboken6
from PySide6.QtGui import QGuiApplication

from app.base.people import Person
from app.startup.platform_offers import PlatformOffers
from app.ui.frame.application import open_window
from app.ui.frame.runners import InlineRunner
from app.ui.intake.offers import offers_of
from tests.support.registers import desk_on

PAGE = "工单编号：热线-261123-004417\n来电人：王某\n标题：退费\n主要内容：要求退费\n派单时间：2026-11-23 02:00"


@pytest.fixture
def joined(qapp, folder, clock, tmp_path):
    downloads = tmp_path / "下载"
    downloads.mkdir()
    desk = desk_on(folder, clock)
    opened = open_window(desk, person=Person("值班员甲"), runner=InlineRunner(), show=False)
    opened.shell.took_settings({"downloads_folder": str(downloads)})
    offers = PlatformOffers(opened)
    yield opened.shell, offers, downloads
    offers.stop()
    QGuiApplication.clipboard().clear()
    opened.close()
    shiboken6.delete(opened.window)
    desk.register.close()


def kept(shell) -> list[str]:
    return [offer.words for offer in offers_of(shell).kept]


def test_a_copied_page_is_offered_and_not_with_the_setting_off(joined, qtbot):
    shell, offers, _downloads = joined
    shell.took_settings({"clipboard_watch": "no"})
    QGuiApplication.clipboard().setText(PAGE)
    offers.clipboard.look()
    assert kept(shell) == []
    shell.took_settings({})
    QGuiApplication.clipboard().setText(PAGE.replace("17", "18"))
    qtbot.waitUntil(lambda: kept(shell) == ["识别到 1 件：1 新增"])


def test_a_new_export_in_the_downloads_is_offered_and_others_are_not(joined):
    shell, offers, downloads = joined
    offers.look_into_downloads()
    (downloads / "工资.csv").write_text("姓名,电话,工资\n王某,13800000001,1\n", encoding="utf-8")
    head, row = "工单编号,标题,主要内容,派单时间", "热线-261123-000001,退费,要求退费,2026-11-23 02:00"
    (downloads / "导出.csv").write_text(f"{head}\n{row}\n", encoding="utf-8-sig")
    for _ in range(3):
        offers.look_into_downloads()
    assert kept(shell) == ["识别到 1 件：1 新增"]


@pytest.mark.parametrize("off", [{"downloads_watch": "no"}, {"watched_folder": ""}])
def test_the_downloads_are_not_watched_when_off_or_imported_anyway(joined, off: dict[str, str]):
    shell, offers, downloads = joined
    values = {"downloads_folder": str(downloads), **{name: value or str(downloads) for name, value in off.items()}}
    shell.took_settings(values)
    offers.look_into_downloads()
    (downloads / "导出.csv").write_text(
        "工单编号,标题,主要内容,派单时间\nA-000001,退费,要求退费,\n", encoding="utf-8-sig"
    )
    for _ in range(3):
        offers.look_into_downloads()
    assert kept(shell) == []
