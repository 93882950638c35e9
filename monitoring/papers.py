"""The before/after table and the SWOT as papers. Headings are those of the forms (S3).

Papers are Russian whatever the language of the interface, so these words pass gettext by.
"""

from __future__ import annotations

from documents.paper import Column, Paper, Paragraph, Table
from schools.models import MentoringForm, Programme

from .models import Swot
from .queries import Change, changes_of, number_text

MEASUREMENT_COLUMNS = (
    Column("Изучаемый параметр", 52),
    Column("Показатель до реализации программы (x)", 14),
    Column("Показатель после реализации программы (y)", 14),
    Column("Разница (z = x - y)", 10),
    Column("Значение в процентах (z / x * 100)", 13),
)
SWOT_COLUMNS = (Column("Факторы SWOT", 16), Column("Позитивные", 42), Column("Негативные", 42))


def measurements_paper(programme: Programme) -> Paper:
    """Annex 12 as it is printed: a growth is a negative number there, and x = 0 gets a dash."""
    return Paper(
        kind="measurements",
        heading="Количественный анализ",
        title="результатов программы наставничества",
        blocks=(
            _subject(str(programme)),
            Table(
                columns=MEASUREMENT_COLUMNS,
                rows=tuple(_change(change) for change in changes_of(programme)),
            ),
        ),
    )


def _change(change: Change) -> tuple[str, str, str, str, str]:
    return (
        f"{change.number}. {change.title}",
        number_text(change.before),
        number_text(change.after),
        number_text(change.z),
        "—" if change.has_no_percent else number_text(change.percent),
    )


def swot_paper(programme: Programme, form: MentoringForm | None, swot: Swot | None) -> Paper:
    """Table 1 of S3, 4.16: inner and outer factors, each with what helps and what hinders."""
    texts = swot or Swot()
    return Paper(
        kind="swot",
        heading="SWOT-анализ",
        title="реализуемой программы наставничества",
        blocks=(
            _subject(f"{programme}\nФорма наставничества: {form}" if form else str(programme)),
            Table(
                columns=SWOT_COLUMNS,
                rows=(
                    (
                        "Внутренние",
                        _quarter("Сильные стороны", texts.strengths),
                        _quarter("Слабые стороны", texts.weaknesses),
                    ),
                    (
                        "Внешние",
                        _quarter("Возможности", texts.opportunities),
                        _quarter("Угрозы", texts.threats),
                    ),
                ),
            ),
        ),
    )


def _subject(text: str) -> Paragraph:
    return Paragraph(text, align="center", indent=False)


def _quarter(title: str, text: str) -> str:
    return f"{title}\n{text}" if text else title
