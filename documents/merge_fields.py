"""What a school's own template may name in double braces, and what stands there in an order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.i18n import gettext_lazy as _
from core.russian.dates import long_date, short_date

from .paper import Annex, Block, Paper, Paragraph, Signatures, Spaced
from .rendering import code_text


@dataclass(frozen=True, slots=True)
class MergeField:
    """`is_block`: stands alone in its paragraph, which gives way to what it names."""

    code: str
    title: Any
    is_required: bool = False
    is_block: bool = False

    @property
    def shown(self) -> str:
        return f"{{{{ {self.code} }}}}"


POINTS, CODE_PICTURE = "пункты", "штрихкод"
FIELDS = (
    MergeField("вышестоящий_орган", _("вышестоящий орган, как в сведениях")),
    MergeField("наименование", _("полное наименование")),
    MergeField("краткое_наименование", _("краткое наименование")),
    MergeField("наименование_на_втором_языке", _("наименование на втором языке")),
    MergeField("вид_документа", _("слово «ПРИКАЗ»")),
    MergeField("дата", _("дата приказа: 05.10.2026"), is_required=True),
    MergeField("дата_словами", _("она же словами: 5 октября 2026 г.")),
    MergeField("номер", _("номер приказа без знака №"), is_required=True),
    MergeField("место", _("место издания")),
    MergeField("заголовок", _("о чём приказ"), is_required=True),
    MergeField("преамбула", _("основание приказа"), is_required=True),
    MergeField(POINTS, _("все пункты с исполнителями и сроками"), is_required=True, is_block=True),
    MergeField("должность", _("должность того, кто подписывает"), is_required=True),
    MergeField("подпись", _("инициалы и фамилия того, кто подписывает"), is_required=True),
    MergeField("исполнитель", _("кто подготовил приказ, с телефоном")),
    MergeField("код_проверки", _("адрес, по которому проверяют приказ")),
    MergeField(CODE_PICTURE, _("QR-код этого адреса"), is_block=True),
)
BY_CODE: Mapping[str, MergeField] = {field.code: field for field in FIELDS}


def code_of(text: str) -> str:
    """«Краткое наименование» is typed as people like: capitals, spaces, ё."""
    return "_".join(text.replace("_", " ").casefold().split()).replace("ё", "е")


def known(text: str) -> MergeField | None:
    wanted = code_of(text)
    return next((field for field in FIELDS if code_of(field.code) == wanted), None)


def values_of(paper: Paper) -> dict[str, str]:
    """The texts by code; a line break starts a new line."""
    head = paper.letterhead
    lines = [
        line for block in paper.blocks if isinstance(block, Signatures) for line in block.lines
    ]
    return {
        "вышестоящий_орган": head.founder if head else "",
        "наименование": head.name if head else "",
        "краткое_наименование": head.short_name if head else "",
        "наименование_на_втором_языке": head.second_name if head else "",
        "вид_документа": paper.heading,
        "дата": short_date(paper.date) if paper.date else "",
        "дата_словами": long_date(paper.date) if paper.date else "",
        "номер": paper.number,
        "место": paper.place,
        "заголовок": paper.title,
        "преамбула": "\n".join(block.text for block in _split(paper)[0]),
        "должность": "\n".join(line.post for line in lines),
        "подпись": "\n".join(line.name for line in lines),
        "исполнитель": paper.executor,
        "код_проверки": code_text(paper),
    }


def point_blocks(paper: Paper) -> list[Block]:
    """The points, and whatever else a paper says before its signature: nothing is left out."""
    return _split(paper)[1]


def blocks_after(paper: Paper) -> list[Block]:
    """What follows the signature: marks, then annexes."""
    return _split(paper)[2]


def _split(paper: Paper) -> tuple[list[Paragraph], list[Block], list[Block]]:
    """What stands before the word of the order, between it and the signature, and after that."""
    blocks = paper.blocks
    signed = next((n for n, block in enumerate(blocks) if isinstance(block, Signatures)), None)
    first_annex = next(
        (n for n, block in enumerate(blocks) if isinstance(block, Annex)), len(blocks)
    )
    end = first_annex if signed is None else min(signed, first_annex)
    after: list[Block] = [block for block in blocks[end:] if not isinstance(block, Signatures)]
    word = next((n for n, block in enumerate(blocks[:end]) if isinstance(block, Spaced)), -1)
    head = blocks[: max(word, 0)]
    before = [block for block in head if isinstance(block, Paragraph)]
    rest: list[Block] = [block for block in head if not isinstance(block, Paragraph)]
    return before, [*rest, *blocks[word + 1 : end]], after
