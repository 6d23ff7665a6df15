"""The merchants of `warnings --merchants`: each with its names, places and tickets, and the pairs that may be one."""

from __future__ import annotations

from datetime import datetime

import click

from app.cli.shared.output import Shape, print_json
from app.desk.merchant import reads as merchant_reads
from app.desk.merchant.rows import MerchantRegister
from app.desk.shared.context import Desk


def show_merchants(desk: Desk, *, at: datetime | None, as_json: bool) -> None:
    """Prints every merchant, also those with one ticket; with `at` those named by what was received by then."""
    found = merchant_reads.register(desk, at=at)
    if as_json:
        print_json(merchants_shape(found))
        return
    for one in found.folded.merchants:
        names = "、".join(name.text for name in one.names)
        click.echo(f"{one.id}\t{one.name}\t{one.trade or '—'}\t{len(one.ticket_ids)} 件\t{names}")
    names_of = {one.id: one.name for one in found.folded.merchants}
    for pair in found.folded.proposals:
        both = " / ".join(names_of.get(number, str(number)) for number in pair.merchants)
        click.echo(f"待确认\t{both}\t{pair.score:.2f}\t{'、'.join(pair.reasons)}")


def merchants_shape(found: MerchantRegister) -> Shape:
    """The register of merchants; tickets by their numbers in the order of receipt, proposals still open."""
    return {
        "merchants": [
            {
                "id": one.id,
                "name": one.name,
                "names": [{"text": name.text, "tickets": name.tickets} for name in one.names],
                "places": list(one.places),
                "tickets": [found.numbers[ticket] for ticket in one.ticket_ids if ticket in found.numbers],
            }
            for one in found.folded.merchants
        ],
        "proposals": [
            {"merchants": list(one.merchants), "score": one.score, "reasons": list(one.reasons)}
            for one in found.folded.proposals
        ],
    }
