"""The papers of the demonstration: two months of made-up results come in, two papers are issued from them."""

from __future__ import annotations

import csv
import hashlib
from datetime import datetime, timedelta
from pathlib import Path

from app.base.clock import SHANGHAI
from app.desk.event import acts as event_acts
from app.desk.intake import acts as intake_acts
from app.desk.merchant import reads as merchant_reads
from app.desk.paper.rows import PaperName
from app.reports.paper.issuing import Order, make
from app.rules.paper.kinds import FORMS, PaperKind
from app.startup.demo_stage import LEAD, Stage, say
from app.ui.paper.page import PapersPage

_FIRST, _DAYS, _ROWS = datetime(2026, 9, 19, 8, tzinfo=SHANGHAI), 65, 260
_LAST = datetime(2026, 11, 23, 9, tzinfo=SHANGHAI)
_HEADINGS = (
    "工单编号", "标题", "主要内容", "工单类型", "紧急程度", "状态", "来电号码", "街道", "承办单位", "企业名称",
    "一级分类", "二级分类", "三级分类", "派单时间", "截止时间", "办结时间",
    "有效回访", "是否联系", "是否解决", "是否满意",
)  # fmt: skip
_UNITS = ("预付费专班", "家政专班", "商超专班", "市场运行科", "生活服务科", "餐饮管理科")
_STREETS = ("回龙观街道", "霍营街道", "天通苑北街道", "城北街道", "沙河镇", "北七家镇")
_MATTERS = (
    ("市场管理", "单用途预付卡", "健身卡", "健身卡余额不退", "某健身中心", 6),
    ("居民服务", "家政服务", "保姆", "家政服务未满不退款", "某家政服务公司", 4),
    ("市场管理", "商超管理", "价格标示", "超市标价与结算不符", "某超市", 3),
    ("居民服务", "美容美发", "理发卡", "理发店转让，卡内余额不能使用", "某美发店", 3),
    ("居民服务", "洗染服务", "干洗", "衣物洗坏拒绝赔偿", "某洗衣店", 2),
    ("餐饮服务", "餐饮消费", "预订", "婚宴定金不退", "某酒楼", 1),
)
_PAPERS = ((PaperKind.DAILY, "day:2026-11-22"), (PaperKind.MONTHLY, "assess:2026-11"))

_WORDING = "专班已约谈该公司，未服务天数的费用三日内退回；请诉求人保留合同和付款凭证。"
_STUDIED = (
    ("warnings", "20-商户预警"),
    ("merchants", "21-商户"),
    ("events", "22-群体事件"),
    ("dashboard", "23-看板"),
    ("rescue-list", "24-今晚先救谁"),
)


class Papers:
    """The scenes of the papers and of the pages that study what came in."""

    def __init__(self, stage: Stage) -> None:
        self._stage, self._desk = stage, stage.desk

    def issue(self) -> None:
        """Brings the results of two months in, and issues the two papers as the lead."""
        path = self._stage.out / "两月回访结果.csv"
        _write_results(path)
        say(intake_acts.import_file(self._desk, person=LEAD, path=path).message)
        for kind, period in _PAPERS:
            file = self._stage.out / f"{FORMS[kind].words}_{period.replace(':', '-')}.docx"
            order = Order(PaperName(kind, period), file, replace=True, issue=True)
            say(make(self._desk, person=LEAD, order=order).message)
            self._stage.made.append(file)

    def show(self) -> None:
        """The page of papers with the month's paper, and the proof of one of its figures."""
        self._stage.announce()
        self._stage.shell.open_page(PapersPage.name)
        self._stage.settle()
        page = self._stage.window.current_page()
        if isinstance(page, PapersPage):
            rows = [page.model.row_at(place) for place in range(page.model.rowCount())]
            page.view.choose_key(next(row.key for row in rows if row.paper is not None))
            self._stage.settle()
            self._stage.picture("18-报表", self._stage.window)
            for _ in range(8):
                page.sheet.step(1)
            self._stage.picture("19-一个数的依据", self._stage.window)

    def study(self) -> None:
        """A mass event of the merchant with the most tickets; the pages that see trouble come, and what to save."""
        first = merchant_reads.listing(self._desk).rows[0]
        source = event_acts.Source(f"{first.name}退费", merchant_id=first.id)
        opened = event_acts.open_event(self._desk, person=LEAD, source=source)
        say(opened.message)
        say(event_acts.set_wording(self._desk, person=LEAD, event_id=opened.result, text=_WORDING).message)
        self._stage.announce()
        for page, name in _STUDIED:
            self._stage.shell.open_page(page)
            self._stage.picture(name, self._stage.window)


def _write_results(path: Path) -> None:
    """A file as the platform gives it out: closed tickets with the answers of its survey."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(_HEADINGS)
        lines.writerows(_row(number) for number in range(1, _ROWS + 1))


def _row(number: int) -> tuple[str, ...]:
    """A ticket made up by its number alone: the same one in every demonstration."""
    dice = hashlib.sha256(str(number).encode()).digest()
    place, street = dice[0] % len(_UNITS), dice[1] % len(_STREETS)
    many = [matter for matter in _MATTERS for _ in range(matter[-1])]
    first, second, third, title, merchant, _ = many[dice[2] % len(many)]
    received = _FIRST + timedelta(days=_DAYS * (number - 1) / _ROWS, minutes=dice[3])
    closed = min(received + timedelta(days=(1, 2, 3, 4, 6)[dice[4] % 5], hours=dice[5] % 8), _LAST)
    solved = dice[6] % 100 < 94 - 4 * place
    reached = solved or dice[7] % 5 > 0
    satisfied = ("满意", "满意", "基本满意")[dice[8] % 3] if solved else ("一般", "不满意")[dice[8] % 2]
    answers = ("是", "是" if reached else "否", "是" if solved else "否", satisfied)
    if dice[9] % 5 == 0:
        answers = ("否", "", "", "")
    return (
        f"热线-{received:%y%m%d}-9{number:05}", title, f"市民反映：{title}，要求核查并答复。", "投诉", "一般", "已办结",
        f"1990000{dice[10] % 200:04}", _STREETS[street], _UNITS[place], merchant, first, second, third,
        *(f"{at:%Y-%m-%d %H:%M:%S}" for at in (received, received + timedelta(days=5), closed)), *answers,
    )  # fmt: skip
