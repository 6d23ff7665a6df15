"""Made-up papers: a few sentences and a table around real figures, and a plain writer for them."""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

from app.desk.figures.asked import Asked, figures
from app.desk.figures.counting import key_words
from app.desk.shared.context import Desk
from app.rules.figures.fields import Caliber, Field
from app.rules.paper.kinds import FORMS, PaperKind
from app.rules.paper.model import (
    FrozenFigure,
    Paper,
    Paragraph,
    PrintedFigure,
    Section,
    Table,
    printed_in,
)


def made_up_paper(desk: Desk, period: str = "assess:2026-11", kind: PaperKind = PaperKind.MONTHLY) -> Paper:
    """A paper of a period with the sentence of the whole and a table by unit."""
    found = {caliber: figures(desk, Asked(period, ("unit",), caliber)) for caliber in Caliber}
    gross = found[Caliber.GROSS]

    def printed(field: Field, row, caliber: Caliber = Caliber.GROSS) -> PrintedFigure:
        value = row.now.printed(field)
        by = ("unit",) if row.key else ()
        return PrintedFigure(str(field), caliber, "—" if value is None else str(value), value, by, row.key)

    total = gross.total
    sentence = Paragraph(
        (
            "本期受理诉求", printed(Field.RECEIVED, total), "件；办结", printed(Field.CLOSED, total), "件，有效回访",
            printed(Field.VALID, total), "件。综合成绩", printed(Field.SCORE, total), "分。",
        )
    )  # fmt: skip
    lines = tuple((key_words(row.key), printed(Field.RECEIVED, row), printed(Field.SOLVED, row)) for row in gross.rows)
    table = Table("承办单位", ("承办单位", "受理量", "解决数"), lines, (50, 25, 25))
    words = Paragraph(("下一步请各单位按时联系诉求人。",))
    sections = (Section("总体情况", 1, (sentence,)), Section("办理质量", 1, (table,)), Section("对策建议", 1, (words,)))
    frozen = tuple(
        FrozenFigure(str(field), caliber, row.now.printed(field), ("unit",) if row.key else (), row.key)
        for caliber, one in found.items()
        for row in (one.total, *one.rows)
        for field in Field
        if not row.key or caliber is Caliber.GROSS
    )
    office, title = "某区商务局", f"某区商务局接诉即办{FORMS[kind].words}"
    return Paper(
        kind, gross.period, Caliber.GROSS, None, None, title, "（2026年11月）", office,
        desk.now(), False, sections, printed_in(sections), frozen,
    )  # fmt: skip


def write_plain(paper: Paper, path: Path) -> None:
    """Writes a paper as the smallest Word file, its figures as content controls."""
    body = [_paragraph((paper.title,)), _paragraph((paper.subtitle,))]
    for section in paper.sections:
        body.append(_paragraph((section.heading,), style="Heading1"))
        for block in section.blocks:
            if isinstance(block, Paragraph):
                body.append(_paragraph(block.runs))
            elif isinstance(block, Table):
                rows = [block.head, *block.lines]
                cells = "".join(
                    "<w:tr>" + "".join(f"<w:tc>{_paragraph((cell,))}</w:tc>" for cell in row) + "</w:tr>"
                    for row in rows
                )
                body.append(f"<w:tbl>{cells}</w:tbl>")
    name = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    document = f'<w:document xmlns:w="{name}"><w:body>{"".join(body)}<w:sectPr/></w:body></w:document>'
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    kinds = "http://schemas.openxmlformats.org/package/2006/content-types"
    links = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    files = {
        "[Content_Types].xml": f'{head}<Types xmlns="{kinds}"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>',
        "_rels/.rels": f'{head}<Relationships xmlns="{links}"><Relationship Id="rId1" Type="{office}" '
        'Target="word/document.xml"/></Relationships>',
        "word/document.xml": head + document,
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for inside, text in files.items():
            file.writestr(zipfile.ZipInfo(inside), text)


def _paragraph(runs, style: str = "") -> str:
    head = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{head}{''.join(map(_run, runs))}</w:p>"


def _run(run) -> str:
    if isinstance(run, PrintedFigure):
        inside = f"<w:r><w:t>{escape(run.text)}</w:t></w:r>"
        return f'<w:sdt><w:sdtPr><w:tag w:val="{run.tag}"/></w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>'
    return f'<w:r><w:t xml:space="preserve">{escape(str(run))}</w:t></w:r>'
