"""A paper as data: its sections with paragraphs, tables and charts, and the figures that stand in them.

`app.desk.paper.build.build(desk, kind=…, period=…, caliber=…, about=…, until=…, catch_up=…)` makes it;
each `write(paper, path)` of `app.reports.paper.docx`, `.xlsx` and `.pdf` writes it. A figure stands in the Word file as
a content control whose tag is `PrintedFigure.tag` and whose text is `PrintedFigure.text`.
"""

from __future__ import annotations

import enum
import hashlib
from dataclasses import dataclass
from datetime import datetime

from app.rules.figures.fields import Caliber, Field
from app.rules.figures.periods import Period
from app.rules.paper.kinds import PaperKind

Key = tuple[str, ...]
_FIELDS = frozenset(map(str, Field))


class Aspect(enum.StrEnum):
    """What of a figure is printed: its value, or what is computed from it."""

    VALUE = "value"
    CHANGE_PREVIOUS = "previous"
    CHANGE_LAST_YEAR = "last_year"
    BEFORE = "before"  # the value of the period before
    YEAR_BEFORE = "year_before"  # the value of the same period a year earlier
    SHARE = "share"
    PLACE = "place"
    MEAN = "mean"  # the mean of the rows, each weighing the same
    BELOW = "below"  # how far below the mean or the whole
    LOST = "lost"  # the points that the row's tickets cost the whole score


@dataclass(frozen=True, slots=True)
class PrintedFigure:
    """One figure as it stands in a paper.

    `id` is the field's name in `figures`, or that of another count of the paper (returns_registered). `by` names the
    dimensions of `key`, both empty in the total row. `text` is what is printed, without the unit that follows it;
    `value` is that of the JSON of `figures`. `period` is the written name of a period that is not the paper's own.
    """

    id: str
    caliber: Caliber
    text: str
    value: int | str | None
    by: tuple[str, ...] = ()
    key: Key = ()
    aspect: Aspect = Aspect.VALUE
    period: str = ""

    @property
    def tag(self) -> str:
        """The name of the figure in a Word file: the same figure has the same one in every build; 64 signs at most.

        Word refuses longer ones, so the key stands in it as a digest.
        """
        named = "\0".join((self.caliber, self.aspect, self.period, "", *self.by, "", *self.key))
        return f"{self.id[:40]}|{hashlib.sha256(named.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"


@dataclass(frozen=True, slots=True)
class FrozenFigure:
    """One figure that an issue keeps, printed or not, to tell later what changed; `value` as in `figures`.

    `period` is as in PrintedFigure; `until` is where that period was cut, None for a whole one.
    """

    field: str
    caliber: Caliber
    value: int | str | None
    by: tuple[str, ...] = ()
    key: Key = ()
    period: str = ""
    until: datetime | None = None


Run = str | PrintedFigure
TableCell = str | int | PrintedFigure


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text with the figures in it."""

    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """The text as it is printed."""
        return "".join(run if isinstance(run, str) else run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table under its caption; `widths` are shares of the width of the text. Lines all have len(head) cells."""

    caption: str
    head: tuple[str, ...]
    lines: tuple[tuple[TableCell, ...], ...]
    widths: tuple[int, ...]


class ChartForm(enum.Enum):
    """How a chart is drawn."""

    COLUMNS = "columns"
    BARS = "bars"
    LINES = "lines"


@dataclass(frozen=True, slots=True)
class Series:
    """One series of a chart, a value for each category; None leaves a gap."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart over its caption; `unit` is that of the axis of values."""

    caption: str
    form: ChartForm
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""


Block = Paragraph | Table | Chart


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of level 1, 2 or 3, without its numeral, and what stands under it; "" for a part without heading."""

    heading: str
    level: int
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole paper.

    `subtitle` tells the days and, for a running period, where it was cut. `about` is the dimension and key of a topic.
    `until` is the moment at which the period was cut, None for a whole one. `printed` lists the figures in the order in
    which they stand in the paper, each once; `frozen` those that an issue keeps.
    """

    kind: PaperKind
    period: Period
    caliber: Caliber
    about: tuple[str, str] | None
    until: datetime | None
    title: str
    subtitle: str
    office: str
    made_at: datetime
    catch_up: bool
    sections: tuple[Section, ...]
    printed: tuple[PrintedFigure, ...]
    frozen: tuple[FrozenFigure, ...]


@dataclass(frozen=True, slots=True)
class PlainPaper:
    """A document on the official page that is no report: a title, a line under it, and sections."""

    title: str
    subtitle: str
    office: str
    made_at: datetime
    sections: tuple[Section, ...]


# What can be laid out on official pages.
AnyPaper = Paper | PlainPaper


def is_own(figure: PrintedFigure) -> bool:
    """Whether a printed figure is the value of a figure of the engine in the paper's own period."""
    return figure.aspect is Aspect.VALUE and not figure.period and figure.id in _FIELDS


def printed_in(sections: tuple[Section, ...]) -> tuple[PrintedFigure, ...]:
    """The figures that stand in these sections, in their order, each once."""
    found: dict[PrintedFigure, None] = {}
    for section in sections:
        for block in section.blocks:
            match block:
                case Paragraph(runs):
                    found.update((run, None) for run in runs if isinstance(run, PrintedFigure))
                case Table(lines=lines):
                    found.update((cell, None) for line in lines for cell in line if isinstance(cell, PrintedFigure))
    return tuple(found)
