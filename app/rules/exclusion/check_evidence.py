"""The evidence of a dossier against what its type asks: number, format, size, picture, time, place, other uses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from app.base.clock import local_day, to_local
from app.rules.exclusion.catalogue import EvidenceDemand
from app.rules.exclusion.check_facts import Dossier, FileFacts, RuleLine, RuleResult

PASS, FAIL, PERSON = RuleResult.PASS, RuleResult.FAIL, RuleResult.PERSON
_PICTURES = frozenset({"jpg", "png"})
# A camera's clock may go this much ahead of the desk's.
_CLOCK_ERROR = timedelta(minutes=10)
_MB = 1 << 20


def evidence_lines(dossier: Dossier, demands: Sequence[EvidenceDemand]) -> Iterator[RuleLine]:
    """For each demand whether enough files answer it, then for each file what is wrong with it."""
    for demand in demands:
        yield _enough(demand, [file for file in dossier.files if file.kind == demand.kind])
    known = {demand.kind: demand for demand in demands}
    for file in dossier.files:
        yield from _file(dossier, file, known.get(file.kind))


def _enough(demand: EvidenceDemand, files: Sequence[FileFacts]) -> RuleLine:
    good = [file for file in files if not file.problem and file.format in demand.formats]
    reason = f"{demand.kind}要求 {demand.least} 份，有 {len(good)} 份可用"
    fits = len(good) >= demand.least
    todo = "" if fits else f"请添加{demand.kind}（{'、'.join(demand.formats)}）"
    return RuleLine(f"evidence:{demand.kind}", demand.kind, PASS if fits else FAIL, True, reason, todo)


def _file(dossier: Dossier, file: FileFacts, demand: EvidenceDemand | None) -> Iterator[RuleLine]:
    name = f"{file.number}. {file.name}"
    if file.problem:
        yield RuleLine(f"readable:{file.number}", name, FAIL, True, file.problem, "请换一份完好的文件")
        return
    if demand is None:
        reason = "没有说明是哪一种材料" if not file.kind else f"这一类不要求{file.kind}"
        yield RuleLine(f"kind:{file.number}", name, PERSON, False, reason, "请选材料名称，或删去")
    else:
        yield from _as_demanded(file, demand, name)
    if demand is None or file.format in demand.formats:
        yield from _time(dossier, file, demand, name)
        if demand is not None and demand.placed:
            yield _place(file, name)
    if file.elsewhere:
        reason = f"同一文件也用在 {'、'.join(file.elsewhere[:3])}"
        own = demand is not None and demand.own
        yield RuleLine(
            f"elsewhere:{file.number}", name, FAIL if own else PERSON, own, reason, "请换本件自己的材料，或写明为何共用"
        )


def _as_demanded(file: FileFacts, demand: EvidenceDemand, name: str) -> Iterator[RuleLine]:
    fits = file.format in demand.formats
    reason = f"内容是 {file.format}" + ("" if fits else f"，{demand.kind}只收 {'、'.join(demand.formats)}")
    yield _line(f"format:{file.number}", name, fits, reason, "请转成要求的格式")
    size, most = file.size / _MB, demand.largest_mb
    fits = size <= most
    yield _line(f"size:{file.number}", name, fits, f"{size:.1f} MB，每份不超过 {most} MB", "请压缩后再添加")
    if demand.pixels and file.format in _PICTURES:
        short = min(file.width or 0, file.height or 0)
        reason = f"{file.width or '?'}×{file.height or '?'} 像素，短边应不少于 {demand.pixels}"
        yield _line(f"pixels:{file.number}", name, short >= demand.pixels, reason, "请换清晰的原图，不要截小图")


def _time(dossier: Dossier, file: FileFacts, demand: EvidenceDemand | None, name: str) -> Iterator[RuleLine]:
    rule, fresh = f"taken:{file.number}", demand is not None and demand.fresh
    if file.taken_at is None:
        if demand is not None and demand.placed:
            yield RuleLine(rule, name, FAIL, True, "照片里没有拍摄时间，也没有填", "请填拍摄时间，或换原图")
        return
    taken = f"{'填写' if file.stated else '照片'}的拍摄时间 {to_local(file.taken_at):%Y-%m-%d %H:%M}"
    if file.taken_at > dossier.now + _CLOCK_ERROR:
        yield RuleLine(rule, name, FAIL, True, f"{taken}还没有到", "请核对相机时间")
    elif fresh and _before(file.taken_at, dossier.dispatched_at):
        result = PERSON if dossier.dispatch_estimated else FAIL
        reason = f"{taken}早于派单（{to_local(dossier.dispatched_at):%Y-%m-%d %H:%M}）"
        yield RuleLine(rule, name, result, True, reason, "请换派单之后拍摄的照片")
    else:
        yield RuleLine(rule, name, PASS, demand is not None and demand.placed, taken)


def _before(taken_at: datetime, dispatched_at: datetime) -> bool:
    """A picture of the day of dispatch is never too early: calls are dispatched hours after they came in."""
    return local_day(taken_at) < local_day(dispatched_at)


def _place(file: FileFacts, name: str) -> RuleLine:
    reason = f"拍摄地点 {file.place}" if file.place else "照片里没有拍摄地点，也没有填"
    return _line(f"place:{file.number}", name, bool(file.place), reason, "请填拍摄地点，或换带定位的原图")


def _line(rule: str, title: str, fits: bool, reason: str, todo: str) -> RuleLine:
    return RuleLine(rule, title, PASS if fits else FAIL, True, reason, "" if fits else todo)
