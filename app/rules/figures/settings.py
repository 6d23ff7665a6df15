"""The settings of figures as dated versions: where periods begin, the weights, the rounding, where the register begins.

A period uses the version in force at its end. The shipped version holds for everything before the first entered one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from app.base.errors import Refused
from app.rules.figures.periods import Period, PeriodRules
from app.rules.figures.rates import DEFAULT_WEIGHTS, Rounding, Weights

SINCE = "effective_from"
_CYCLES = (1, 2, 3, 4, 6, 12)
_LAST_DAY, _LAST_HOUR = 28, 23
_CENT = Decimal("0.01")
_WEIGHTS = ("response", "resolution", "satisfaction")
# The words of every key of the form, in its order.
WORDS = {
    SINCE: "生效日期",
    "assessment_day": "考核期起始日",
    "day_hour": "日报起始钟点",
    "cycle_months": "考核周期月数",
    "response": "响应率权重（%）",
    "resolution": "解决率权重（%）",
    "satisfaction": "满意率权重（%）",
    "mostly": "基本满意折算",
    "partly": "部分解决折算",
    "rounding": "取一位小数",
    "covered_from": "数据起始日",
}


class BadFigureSettings(Refused):
    """A form that is no version of the settings; `field` names its key."""


@dataclass(frozen=True, slots=True)
class FigureSettings:
    """One version; `covered_from` moves the day on which the register begins, None leaves it at its first ticket."""

    periods: PeriodRules
    weights: Weights
    covered_from: date | None = None

    @property
    def since(self) -> date:
        """The first day of the version."""
        return self.weights.since


SHIPPED = FigureSettings(PeriodRules(since=DEFAULT_WEIGHTS.since), DEFAULT_WEIGHTS)


@dataclass(frozen=True, slots=True)
class SettingsBook:
    """All versions: the shipped one, then the entered ones by their first day."""

    versions: tuple[FigureSettings, ...] = (SHIPPED,)

    @property
    def periods(self) -> tuple[PeriodRules, ...]:
        """The rules of periods of each version, as `period_of` takes them."""
        return tuple(version.periods for version in self.versions)

    @property
    def newest(self) -> FigureSettings:
        """The version with the latest first day."""
        return self.versions[-1]

    def of(self, period: Period) -> FigureSettings:
        """The version that a period was made under."""
        for version in reversed(self.versions[1:]):
            if version.periods is period.rules or version.periods == period.rules:
                return version
        return self.versions[0]

    def on(self, day: date) -> FigureSettings:
        """The version in force on a day."""
        return next((one for one in reversed(self.versions[1:]) if one.since <= day), self.versions[0])


def book_of(entered: Iterable[FigureSettings]) -> SettingsBook:
    """The book of the entered versions, given oldest first; of two with one first day the newer holds."""
    by_day = {version.since: version for version in entered}
    return SettingsBook((SHIPPED, *(by_day[day] for day in sorted(by_day))))


def form_of(settings: FigureSettings) -> dict[str, object]:
    """A version as the form that people write and the register keeps."""
    weights, periods = settings.weights, settings.periods
    return {
        SINCE: settings.since,
        "assessment_day": periods.assessment_day,
        "day_hour": periods.day_hour,
        "cycle_months": periods.cycle_months,
        **{name: plain(getattr(weights, name) * 100) for name in _WEIGHTS},
        "mostly": plain(weights.mostly),
        "partly": plain(weights.partly),
        "rounding": weights.rounding.value,
        "covered_from": "" if settings.covered_from is None else settings.covered_from.isoformat(),
    }


def read_settings(form: Mapping[str, object]) -> FigureSettings:
    """The version of a form, whose values are texts, numbers or dates.

    Raises:
        BadFigureSettings: a value is missing or out of its limits, or the weights are not 100 % together.

    """
    unknown = [name for name in form if name not in WORDS]
    if unknown:
        raise BadFigureSettings(f"没有“{unknown[0]}”这一项", field=unknown[0], hint=f"可用：{'、'.join(WORDS)}")
    since = _day(form, SINCE)
    if since is None:
        raise BadFigureSettings("请填写生效日期，例如 2026-12-19", field=SINCE)
    cycle = _whole(form, "cycle_months", 1, 12)
    if cycle not in _CYCLES:
        raise BadFigureSettings(f"考核周期不能是 {cycle} 个月", field="cycle_months", hint="请写 1、2、3、4、6 或 12")
    periods = PeriodRules(
        since, _whole(form, "day_hour", 0, _LAST_HOUR), _whole(form, "assessment_day", 1, _LAST_DAY), cycle
    )
    shares = [_share(form, name) for name in _WEIGHTS]
    if sum(shares) != 1:
        total = plain(sum(shares, Decimal()) * 100)
        raise BadFigureSettings(f"三项权重合计是 {total} %，应为 100 %", field="response", hint="例如 10、50、40")
    mostly, partly = _number(form, "mostly", 1), _number(form, "partly", 1)
    weights = Weights(shares[0], shares[1], shares[2], mostly, partly, since, _rounding(form))
    return FigureSettings(periods, weights, _day(form, "covered_from"))


def plain(number: Decimal) -> str:
    """A number without zeros at its end, never in powers of ten."""
    return f"{number.normalize():f}"


def _text(form: Mapping[str, object], name: str) -> str:
    return str(form.get(name, "")).strip()


def _whole(form: Mapping[str, object], name: str, least: int, most: int) -> int:
    text = _text(form, name)
    if not (text.isascii() and text.isdigit() and len(text) <= 4 and least <= int(text) <= most):
        raise BadFigureSettings(f"{WORDS[name]}不能是“{text}”", field=name, hint=f"请写 {least} 到 {most} 的整数")
    return int(text)


def _number(form: Mapping[str, object], name: str, most: int) -> Decimal:
    text = _text(form, name).removesuffix("%").strip()
    try:
        number = Decimal(text) if text.isascii() and len(text) <= 12 else Decimal("NaN")
    except InvalidOperation:
        number = Decimal("NaN")
    # A power of ten ("1e-7") or more than six decimals is no number that a rule would name.
    if not (number.is_finite() and 0 <= number <= most) or not -6 <= int(number.as_tuple().exponent) <= 0:
        raise BadFigureSettings(f"{WORDS[name]}不能是“{text}”", field=name, hint=f"请写 0 到 {most} 的数字")
    return number


def _share(form: Mapping[str, object], name: str) -> Decimal:
    """A weight as a share of 1, with two decimals or more ("0.10")."""
    share = _number(form, name, 100) / 100
    return share.quantize(_CENT) if share == share.quantize(_CENT) else share


def _rounding(form: Mapping[str, object]) -> Rounding:
    try:
        return Rounding(_text(form, "rounding"))
    except ValueError:
        allowed = "、".join(Rounding)
        raise BadFigureSettings("没有这种取小数的办法", field="rounding", hint=f"可用：{allowed}") from None


def _day(form: Mapping[str, object], name: str) -> date | None:
    value = form.get(name, "")
    if isinstance(value, date):
        return value
    text = _text(form, name)
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadFigureSettings(f"{WORDS[name]}“{text}”不是日期", field=name, hint="请写成 2026-12-19") from None
