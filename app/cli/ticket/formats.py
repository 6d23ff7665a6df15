"""The commands for what an office has taught the reader: its format as a list, out to a file and in from one."""

from __future__ import annotations

from pathlib import Path

import click

from app.cli.program import Call, main
from app.cli.shared.arguments import FilePath
from app.cli.shared.output import Shape, as_json, print_json
from app.cli.shared.writing import force_option, with_question
from app.desk.intake import formats
from app.desk.intake.format_rows import FormatVersion, lines_of


@main.group("formats")
def formats_() -> None:
    """导入格式：本单位添加的栏目名称和答案写法。"""


@formats_.command("list")
@as_json
@click.pass_obj
def list_formats_(call: Call, as_json: bool) -> None:
    """列出现行的导入格式。"""
    with call.desk() as desk:
        known = formats.versions(desk)
    holding = next(version for version in known if version.in_force)
    if as_json:
        print_json({"versions": len(known) - 1, **format_shape(holding)})
        return
    for use, meaning, words in lines_of(holding.format):
        click.echo(f"{use}\t{meaning}\t{words}")
    click.echo(f"现行的导入格式有 {holding.format.size} 个写法，保存过 {len(known) - 1} 版", err=True)


@formats_.command("export")
@click.argument("file", type=FilePath())
@force_option
@as_json
@click.pass_obj
def export_format_(call: Call, file: Path, force: bool, as_json: bool) -> None:
    """把现行的导入格式写成一个小文件。"""
    with call.desk() as desk:
        outcome = with_question(
            lambda replace: formats.export(desk, person=call.person, path=file, replace=replace), force=force
        )
    click.echo(outcome.message, err=as_json)
    if as_json:
        print_json({"file": str(file), "count": outcome.result})


@formats_.command("import")
@click.argument("file", type=FilePath())
@as_json
@click.pass_obj
def import_format_(call: Call, file: Path, as_json: bool) -> None:
    """导入别的单位导出的格式文件，存为新版本。"""
    with call.desk() as desk:
        outcome = formats.import_(desk, person=call.person, path=file)
    result = outcome.result
    click.echo(outcome.message, err=as_json)
    if as_json:
        shape = {"given": result.given, "added": result.added, "count": result.whole, "saved": result.saved}
        print_json({"file": str(file), **shape})


def format_shape(version: FormatVersion) -> Shape:
    """The headers and words of one version."""
    whole = version.format
    headers = [{"header": header, "field": field} for header, field in whole.by_header.items()]
    words = [
        {"field": field, "word": word, "meaning": meaning}
        for field, meanings in whole.words.items()
        for meaning, some in meanings.items()
        for word in some
    ]
    return {"count": whole.size, "headers": headers, "words": words}
