"""Builds a paper of any kind from the register, as it stands at one moment."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from datetime import datetime

from app.base.errors import FileRefused, Refused
from app.base.settings import with_defaults
from app.desk.figures.asked import Asked, figures
from app.desk.paper.sections.analysis import analysis, weekly
from app.desk.paper.sections.countermeasures import countermeasures
from app.desk.paper.sections.daily import daily
from app.desk.paper.sections.exclusion import exclusion
from app.desk.paper.sections.rates import rates
from app.desk.paper.sections.survey import survey
from app.desk.paper.sections.topic import topic
from app.desk.paper.source import Source, clean_key
from app.desk.paper.steps import Steps
from app.desk.shared.context import Desk
from app.desk.shared.text_files import read_text_file
from app.rules.figures.fields import Caliber
from app.rules.figures.period_text import write_period
from app.rules.figures.periods import Period, PeriodKind
from app.rules.paper.kinds import FORMS, PaperKind
from app.rules.paper.library import LIBRARY_NAME, Library, read_library, shipped_library
from app.rules.paper.model import Paper, Section, printed_in
from app.rules.paper.words import CATCH_UP, subtitle_words, title_words
from app.rules.shared.masking import mask_text

_LARGEST_LIBRARY = 1_000_000
_SECTIONS: Mapping[PaperKind, Callable[[Source], list[Section]]] = {
    PaperKind.DAILY: daily,
    PaperKind.WEEKLY: weekly,
    **dict.fromkeys((PaperKind.MONTHLY, PaperKind.QUARTERLY, PaperKind.HALF_YEAR, PaperKind.ANNUAL), analysis),
    PaperKind.RATES: rates,
    PaperKind.COUNTERMEASURES: countermeasures,
    PaperKind.TOPIC: topic,
    PaperKind.SURVEY: survey,
    PaperKind.EXCLUSION: exclusion,
}


def build(
    desk: Desk,
    *,
    kind: PaperKind,
    period: str,
    caliber: Caliber = Caliber.GROSS,
    about: tuple[str, str] | None = None,
    until: datetime | None = None,
    catch_up: bool = False,
    steps: Steps | None = None,
) -> Paper:
    """The paper of a period, all of it from one state of the register.

    A period that runs is cut at `until`, or now; one that lies ahead is counted whole, as figures do. `about` is the
    dimension and the key of a topic. `steps` report the work and let it be stopped.

    Raises:
        Refused: the period is none, is not one of this kind of paper; a topic names nothing; it was stopped.
        FileRefused: the desk's own library of countermeasures cannot be used.

    """
    _check_about(kind, about)
    now = desk.now()
    library = library_of(desk)
    with desk.register.snapshot():
        whole = figures(desk, Asked(period)).period
        _check_period(kind, whole)
        runs = whole.start < now < whole.end
        cut = figures(desk, Asked(period, until=until or (now if runs else None))).period
        key = None if about is None else (about[0], clean_key(*about))
        source = Source(desk, kind, cut, write_period(cut.name), caliber, key, library, now, steps or Steps())
        sections = tuple(_SECTIONS[kind](source))
        with desk.register.reading() as stores:
            office = with_defaults(stores.keep.settings())["paper_office"]
    return _finished(source, sections, office, catch_up=catch_up)


def _finished(source: Source, sections: tuple[Section, ...], office: str, *, catch_up: bool) -> Paper:
    cut, key = source.period, source.about
    title = title_words(source.kind, cut, source.caliber, office, mask_text(key[1]) if key else "")
    return Paper(
        kind=source.kind,
        period=cut,
        caliber=source.caliber,
        about=key,
        until=source.until,
        title=title + (CATCH_UP if catch_up else ""),
        subtitle=subtitle_words(cut, rates=source.kind is PaperKind.RATES),
        office=office,
        made_at=source.now,
        catch_up=catch_up,
        sections=sections,
        printed=printed_in(sections),
        frozen=tuple(source.frozen),
    )


def library_of(desk: Desk) -> Library:
    """The library of countermeasures: the desk's own where its folder has one, else the one that ships.

    Raises:
        FileRefused: the desk's own cannot be read; the message says where and why.

    """
    path = desk.folder.root / LIBRARY_NAME
    if not path.exists():
        return shipped_library()
    text = read_text_file(path, at_most=_LARGEST_LIBRARY, what="对策库", undone="没有生成报表")
    try:
        return read_library(tomllib.loads(text), LIBRARY_NAME)
    except tomllib.TOMLDecodeError as error:
        raise FileRefused(
            f"对策库 {LIBRARY_NAME} 写得不对：{error}", hint="请对照随产品的对策库修改，或删除它"
        ) from error


def _check_about(kind: PaperKind, about: tuple[str, str] | None) -> None:
    if kind is not PaperKind.TOPIC:
        if about is not None:
            raise Refused(f"{FORMS[kind].words}没有专题，不写 --about", field="about")
        return
    if about is None or not about[1].strip():
        raise Refused("专题要写明是关于什么的", field="about", hint="例如 --about category2=预付卡")


def _check_period(kind: PaperKind, period: Period) -> None:
    form = FORMS[kind]
    if period.name.kind not in form.periods:
        usable = "、".join(f"{one}:" for one in PeriodKind if one in form.periods)
        raise Refused(f"{form.words}不能用这种统计期", field="period", hint=f"可用：{usable}")
