"""What is proposed to the director before an order is drafted: written, filed, given up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from core.audit import record, ref
from core.clock import today
from core.errors import DomainError, StateError
from core.i18n import gettext as _
from core.russian.dates import short_date
from core.transitions import lock
from documents.actions import issue_document, take_number
from registry.models import Person
from schools.models import Programme
from schools.texts import order_kind

from ..models import Representation
from ..representation_paper import representation_paper

SERIES = "representation"
COLUMNS = ("Кого предлагают", "Кем и в чём")


@transaction.atomic
def draft_representation(
    programme: Programme, *, kind: str, actor: Any, **texts: Any
) -> Representation:
    """`texts`: author, author_title, title, text, rows."""
    order_kind(programme.regulation, kind)
    row = Representation(
        school=programme.school,
        programme=programme,
        kind=kind,
        columns=list(COLUMNS),
        drafted_by=actor,
    )
    _write(row, **texts)
    row.save()
    record("orders.draft_representation", row, actor=actor, text=_("Составлено представление."))
    return row


@transaction.atomic
def update_representation(row: Representation, *, actor: Any, **texts: Any) -> Representation:
    row = _unfiled(row)
    _write(row, **texts)
    row.save()
    record("orders.update_representation", row, actor=actor, text=_("Представление исправлено."))
    return row


@transaction.atomic
def file_representation(row: Representation, *, actor: Any) -> Representation:
    """It gets its number and day, its paper is kept; orders drafted from now on cite it."""
    row = _unfiled(row)
    if not row.rows and not row.text.strip():
        raise DomainError(_("Напишите, кого и почему предлагают."))
    day = today()
    number = str(take_number(row.school, SERIES, day.year))
    row.document = issue_document(
        representation_paper(row, number=number, day=day),
        school=row.school,
        kind="representation",
        owner=ref(row),
        number=number,
        issued_on=day,
        actor=actor,
    )
    row.number, row.filed_on = number, day
    row.save()
    record(
        "orders.file_representation",
        row,
        actor=actor,
        text=_("Представление подано: № %(number)s от %(day)s.")
        % {"number": number, "day": short_date(day)},
        about=[row.document],
    )
    return row


@transaction.atomic
def drop_representation(row: Representation, *, actor: Any) -> None:
    row = _unfiled(row)
    record("orders.drop_representation", row, actor=actor, text=_("Черновик представления удалён."))
    row.delete()


def _unfiled(row: Representation) -> Representation:
    row = lock(row)
    if row.is_filed:
        raise StateError(_("Представление уже подано, менять его нельзя."))
    return row


def _write(
    row: Representation,
    *,
    title: str,
    author: Person | None = None,
    author_title: str = "",
    text: str = "",
    rows: Sequence[Sequence[str]] = (),
) -> None:
    if author is None and not author_title.strip():
        raise DomainError(_("Укажите, кто представляет: человека или коллектив."))
    if author is not None and author.school_id != row.school_id:
        raise DomainError(_("Представляет человек {school:своей/своего} {school:genitive}."))
    row.author, row.author_title = author, author_title.strip()
    row.title, row.text = title.strip(), text.strip()
    row.rows = [[str(cell).strip() for cell in line] for line in rows]
