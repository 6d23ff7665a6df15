"""The command that names the department most likely to own a demand."""

from __future__ import annotations

import click

from app.cli.output import as_json, print_json
from app.cli.program import Call, main
from app.desk import owner


@main.command("owner")
@click.option("--text", required=True, help="诉求的文字")
@click.option("--category", default="", help="诉求分类")
@click.option("--merchant", default="", help="商户名称")
@as_json
@click.pass_obj
def owner_(call: Call, text: str, category: str, merchant: str, as_json: bool) -> None:
    """看一段诉求可能归哪个部门，凭哪些词；只供参考。"""
    with call.desk() as desk:
        guess = owner.likely(desk, text=text, category=category, merchant=merchant)
    if as_json:
        print_json({"owner": guess.owner, "sure": guess.sure, "because": list(guess.because)})
        return
    words = "、".join(guess.because)
    if guess.sure:
        click.echo(f"可能的主责部门：{guess.owner}（{words}）依据：{guess.basis}")
    else:
        click.echo(
            "不能确定" + (f"，可能：{'、'.join((guess.owner, *guess.others))}（{words}）" if guess.owner else "")
        )
