"""The one place where a paper becomes HTML: for the page's preview and for the PDF."""

from __future__ import annotations

from base64 import b64encode
from functools import lru_cache
from typing import Any

import segno
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from .columns import column_shares
from .paper import (
    EMBLEM_WORDS,
    MANY_COLUMNS,
    VERY_MANY_COLUMNS,
    Annex,
    Block,
    Paper,
    Signatures,
    Stamp,
    Table,
)
from .pictures import picture_bytes


def html_of(paper: Paper, *, preview: bool = False) -> SafeString:
    """`preview`: the sheet alone, to stand in a page that loads css/paper.css; else a document."""
    name = "documents/_sheet.html" if preview else "documents/paper.html"
    return mark_safe(render_to_string(name, context_of(paper.cleaned())))  # noqa: S308  a template's output


def context_of(paper: Paper) -> dict[str, Any]:
    above, below = split_stamps(paper)
    wide = paper.landscape
    return {
        "paper": paper,
        "names": letterhead_lines(paper),
        "emblem": emblem_of(paper),
        "above": [_view(block, landscape=wide) for block in above],
        "blocks": [_view(block, landscape=wide) for block in below if not isinstance(block, Annex)],
        "annexes": [_view(block, landscape=wide) for block in below if isinstance(block, Annex)],
        "code": qr_svg(paper.check) if paper.check else "",
        "code_text": code_text(paper),
    }


def emblem_of(paper: Paper) -> dict[str, Any]:
    """The picture as an address that holds it, so that nothing is fetched; empty without one."""
    head = paper.letterhead
    if head is None or not head.emblem:
        return {}
    data = b64encode(picture_bytes(head.emblem)).decode()
    return {
        "address": f"data:image/png;base64,{data}",
        "height": head.emblem_height,
        "words": EMBLEM_WORDS,
    }


def letterhead_lines(paper: Paper) -> list[tuple[str, str]]:
    """Kind and text of each line from the top; what is empty or said already is left out."""
    head = paper.letterhead
    if head is None:
        return []
    short = "" if head.short_name in ("", head.name) else f"({head.short_name})"
    lines = [
        ("founder", head.founder),
        ("full", head.name),
        ("short", short),
        ("second", head.second_name),
    ]
    return [(kind, text) for kind, text in lines if text]


def split_stamps(paper: Paper) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """The stamps that the paper begins with, which stand above its head, and the other blocks."""
    count = next(
        (index for index, block in enumerate(paper.blocks) if not isinstance(block, Stamp)),
        len(paper.blocks),
    )
    return paper.blocks[:count], paper.blocks[count:]


def code_text(paper: Paper) -> str:
    """The address or the bare code, as people type it."""
    return paper.check.removeprefix("https://").removeprefix("http://").rstrip("/")


def _view(block: Block, *, landscape: bool) -> dict[str, Any]:
    view: dict[str, Any] = {"template": f"documents/blocks/{block.type}.html", "block": block}
    if isinstance(block, Annex):
        wide = landscape or block.landscape
        view["blocks"] = [_view(inner, landscape=wide) for inner in block.blocks]
    if isinstance(block, Table):
        view["widths"] = column_shares(block, landscape=landscape)
        view["dense"] = len(block.columns) >= MANY_COLUMNS
        view["tiny"] = len(block.columns) >= VERY_MANY_COLUMNS
        view["rows"] = block.rows or (("",) * len(block.columns),)
    if isinstance(block, Signatures):
        view["dated"] = any(line.dated or line.on for line in block.lines)
    return view


@lru_cache(maxsize=100)
def qr_svg(text: str) -> SafeString:
    """The code as inline SVG without styles or sizes of its own; the style sheet sizes it.

    Kept, because hundreds of extracts of one order have the same.
    """
    svg = segno.make(text, error="m", micro=False).svg_inline(
        omitsize=True, border=2, svgclass="paper-code-picture", lineclass=None
    )
    return mark_safe(svg)  # noqa: S308  segno's own markup
