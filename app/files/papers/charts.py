"""Charts of Word documents that stay editable: a chart part with the workbook of its numbers embedded."""

from __future__ import annotations

import io
from itertools import count
from typing import Any
from xml.sax.saxutils import escape

import xlsxwriter
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.shared import Mm

from app.rules.paper.model import Chart, ChartForm, Series

_CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_BOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SHEET = "数据"
_NAMES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_COLOURS = ("2F5D9B", "C0782B", "4C8C4A", "8A4F9E")
_FEW = 5
# The width and the height of a chart on the page, in mm.
WIDTH, HEIGHT = 150, 75
_FACE = '<a:latin typeface="仿宋"/><a:ea typeface="仿宋"/>'
_TEXT = (
    f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="1000">{_FACE}</a:defRPr></a:pPr>'
    '<a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'
)


def add_chart(document: Any, paragraph: Any, chart: Chart) -> None:
    """Puts a chart into an empty paragraph of the document, with its numbers in an embedded workbook."""
    package = document.part.package
    number = next(
        one
        for one in count(1)
        if not any(part.partname == f"/word/charts/chart{one}.xml" for part in package.iter_parts())
    )
    book = Part(PackURI(f"/word/embeddings/chart{number}.xlsx"), _BOOK, _workbook(chart), package)
    part = Part(PackURI(f"/word/charts/chart{number}.xml"), _CHART, b"", package)
    embedded = part.relate_to(book, RT.PACKAGE)
    part._blob = _chart_xml(chart, embedded).encode()
    related = document.part.relate_to(part, RT.CHART)
    paragraph.add_run()._r.append(_inline(related, number, chart.caption))


def _workbook(chart: Chart) -> bytes:
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    sheet = book.add_worksheet(_SHEET)
    for column, series in enumerate(chart.series, start=1):
        sheet.write_string(0, column, series.name)
        for row, value in enumerate(series.values, start=1):
            if value is not None:
                sheet.write_number(row, column, value)
    for row, name in enumerate(chart.categories, start=1):
        sheet.write_string(row, 0, name)
    book.close()
    return content.getvalue()


def _inline(related: str, number: int, caption: str) -> Any:
    return parse_xml(
        '<w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
        f'distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{Mm(WIDTH)}" cy="{Mm(HEIGHT)}"/>'
        f'<wp:docPr id="{1000 + number}" name="图表 {number}" descr="{escape(caption, {chr(34): "&quot;"})}"/>'
        "<wp:cNvGraphicFramePr/>"
        '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
        '<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
        f'r:id="{related}"/></a:graphicData></a:graphic></wp:inline></w:drawing>'
    )


def _chart_xml(chart: Chart, embedded: str) -> str:
    series = "".join(_series_xml(chart, place, one) for place, one in enumerate(chart.series))
    if chart.form is ChartForm.LINES:
        plot = f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{series}<c:marker val="1"/>'
        plot += '<c:axId val="1"/><c:axId val="2"/></c:lineChart>'
    else:
        direction = "bar" if chart.form is ChartForm.BARS else "col"
        plot = f'<c:barChart><c:barDir val="{direction}"/><c:grouping val="clustered"/><c:varyColors val="0"/>{series}'
        plot += '<c:gapWidth val="60"/><c:axId val="1"/><c:axId val="2"/></c:barChart>'
    legend = f'<c:legend><c:legendPos val="b"/><c:overlay val="0"/>{_TEXT}</c:legend>' if len(chart.series) > 1 else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><c:chartSpace {_NAMES}>'
        f'<c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>{plot}'
        f'{_axes(chart)}</c:plotArea>{legend}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>"
        f'<c:externalData r:id="{embedded}"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )


def _axes(chart: Chart) -> str:
    bars = chart.form is ChartForm.BARS
    # Bars are read from the top downwards.
    order = '<c:scaling><c:orientation val="maxMin"/></c:scaling>' if bars else "<c:scaling/>"
    sides = ("l", "b") if bars else ("b", "l")
    crosses = "max" if bars else "autoZero"
    title = (
        f'<c:title><c:tx><c:rich><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="1000" b="0">{_FACE}</a:defRPr>'
        f'</a:pPr><a:r><a:rPr lang="zh-CN" sz="1000" b="0">{_FACE}</a:rPr><a:t>{escape(chart.unit)}</a:t></a:r></a:p>'
        '</c:rich></c:tx><c:overlay val="0"/></c:title>'
        if chart.unit
        else ""
    )
    most = '<c:max val="100"/>' if chart.unit == "%" else ""
    by_one = '<c:majorUnit val="1"/>' if counts_by_one(chart) else ""
    line = '<c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="808080"/></a:solidFill></a:ln></c:spPr>'
    grid = (
        '<c:majorGridlines><c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="D9D9D9"/></a:solidFill></a:ln></c:spPr>'
        "</c:majorGridlines>"
    )
    return (
        f'<c:catAx><c:axId val="1"/>{order}<c:delete val="0"/><c:axPos val="{sides[0]}"/>'
        f'<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="low"/>{line}'
        f'{_TEXT}<c:crossAx val="2"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/>'
        '<c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>'
        f'<c:valAx><c:axId val="2"/><c:scaling>{most}<c:min val="0"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{sides[1]}"/>{grid}{title}<c:numFmt formatCode="General" sourceLinked="0"/>'
        f'<c:majorTickMark val="out"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>{line}{_TEXT}'
        f'<c:crossAx val="1"/><c:crosses val="{crosses}"/><c:crossBetween val="between"/>{by_one}</c:valAx>'
    )


def counts_by_one(chart: Chart) -> bool:
    """Whether the axis counts so few whole things that only its whole numbers mean something."""
    values = [value for series in chart.series for value in series.values if value is not None]
    return all(value.is_integer() for value in values) and max(values, default=0) <= _FEW


def _series_xml(chart: Chart, place: int, series: Series) -> str:
    colour = f'<a:solidFill><a:srgbClr val="{_COLOURS[place % len(_COLOURS)]}"/></a:solidFill>'
    column, last = chr(ord("B") + place), len(chart.categories) + 1
    lines = chart.form is ChartForm.LINES
    look = f'<a:ln w="22225">{colour}</a:ln>' if lines else colour
    marker = (
        f'<c:marker><c:symbol val="circle"/><c:size val="5"/><c:spPr>{colour}</c:spPr></c:marker>'
        if lines
        else '<c:invertIfNegative val="0"/>'
    )
    names = "".join(f'<c:pt idx="{at}"><c:v>{escape(name)}</c:v></c:pt>' for at, name in enumerate(chart.categories))
    points = "".join(
        f'<c:pt idx="{at}"><c:v>{value:.12g}</c:v></c:pt>'
        for at, value in enumerate(series.values)
        if value is not None
    )
    labels = (
        ""
        if lines
        else (
            f'<c:dLbls>{_TEXT}<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/>'
            '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
        )
    )
    return (
        f'<c:ser><c:idx val="{place}"/><c:order val="{place}"/><c:tx><c:strRef><c:f>{_SHEET}!${column}$1</c:f>'
        f'<c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>{escape(series.name)}</c:v></c:pt></c:strCache>'
        "</c:strRef></c:tx>"
        f"<c:spPr>{look}</c:spPr>{marker}{labels}"
        f'<c:cat><c:strRef><c:f>{_SHEET}!$A$2:$A${last}</c:f><c:strCache><c:ptCount val="{len(chart.categories)}"/>'
        f"{names}</c:strCache></c:strRef></c:cat>"
        f"<c:val><c:numRef><c:f>{_SHEET}!${column}$2:${column}${last}</c:f><c:numCache><c:formatCode>General</c:formatCode>"
        f'<c:ptCount val="{len(series.values)}"/>{points}</c:numCache></c:numRef></c:val>'
        f"{'<c:smooth val=' + chr(34) + '0' + chr(34) + '/>' if lines else ''}</c:ser>"
    )
