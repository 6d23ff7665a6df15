"""Papers as data: the headings of each kind, the figures found in a paper, and the names of figures in Word files."""

from app.rules.figures.fields import Caliber, Field
from app.rules.figures.periods import PeriodKind
from app.rules.paper.kinds import FORMS, PaperKind
from app.rules.paper.model import Aspect, Paragraph, PrintedFigure, Section, Table, printed_in

_UNIT = ("某某街道办事处",)


def _figure(text: str = "12", **named: object) -> PrintedFigure:
    values: dict[str, object] = {"id": "received", "caliber": Caliber.GROSS, "text": text, "value": 12} | named
    return PrintedFigure(**values)  # type: ignore[arg-type]


def test_every_kind_has_a_form_and_its_headings() -> None:
    assert list(FORMS) == list(PaperKind)
    assert FORMS[PaperKind.DAILY].headings == ("总体情况", "考核排名", "诉求热点", "重点商户", "超期与今日到期")
    assert FORMS[PaperKind.ANNUAL].headings[-1] == "下一步工作"
    assert FORMS[PaperKind.QUARTERLY].headings == FORMS[PaperKind.MONTHLY].headings
    assert PeriodKind.DAY in FORMS[PaperKind.DAILY].periods
    assert PeriodKind.MONTH not in FORMS[PaperKind.DAILY].periods


def test_figures_are_found_in_the_order_of_the_paper_each_once() -> None:
    first, second = _figure(), _figure(by=("unit",), key=_UNIT)
    paper = (
        Section("总体情况", 1, (Paragraph(("受理", first, "件")),)),
        Section("办理质量", 1, (Table("三率", ("单位", "受理量"), (("某单位", second), ("汇总", first)), (1, 1)),)),
    )
    assert printed_in(paper) == (first, second)
    assert Paragraph(("受理", first, "件")).text == "受理12件"


def test_the_tag_names_the_figure_whatever_it_says() -> None:
    assert _figure("12").tag == _figure("13", value=13).tag
    assert _figure().tag.startswith("received|")
    others = [
        _figure(caliber=Caliber.NET),
        _figure(by=("unit",), key=_UNIT),
        _figure(by=("street",), key=_UNIT),
        _figure(aspect=Aspect.SHARE),
        _figure(period="assess:2026-11"),
        _figure(id="closed"),
    ]
    assert len({_figure().tag, *(one.tag for one in others)}) == len(others) + 1


def test_no_tag_is_longer_than_word_takes() -> None:
    assert all(len(_figure(id=field, by=("unit",), key=("单位" * 99,)).tag) <= 64 for field in (*Field, "名" * 90))
