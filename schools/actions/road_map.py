"""The lines of a programme's road map."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Max

from core import audit, clock
from core.errors import DomainError, StateError
from core.i18n import gettext as _
from schools.act_road_map import is_as_act, is_marked, stages_of_act
from schools.choices import RoadMapGrouping
from schools.models import Programme, RoadMapLine, RoadMapProof, Stage
from schools.proofs import check_proof, proof_name
from schools.road_map import check_unchanged, siblings_of
from schools.years import add_months, months_between

from .stages import TEXT_FIELDS, check_dates, open_to_changes
from .values import apply_values

LINE_FIELDS = (*TEXT_FIELDS, "number", "theme", "stage")
# No line stands there; a place to put one while two change places.
ASIDE = 32_000


@dataclass(frozen=True, slots=True)
class LineEdit:
    """A line of the page that edits all: `pk` is empty for a new one."""

    values: Mapping[str, Any] = field(default_factory=dict)
    pk: int | None = None
    seen: str = ""
    is_deleted: bool = False


def create_road_map(programme: Programme) -> None:
    """Stages and lines as the act has them, with dates inside the programme's cycle."""
    for stage, lines in stages_of_act(programme):
        stage.save()
        RoadMapLine.objects.bulk_create(lines)


@transaction.atomic
def take_road_map(programme: Programme, *, actor: Any) -> bool:
    """The act's stages and lines in place of the programme's own; False where they are the same.

    Raises `StateError` once something is marked done or proved: the mark would go too.
    """
    programme = open_to_changes(programme)
    if not programme.regulation.texts.get("stages"):
        raise StateError(
            _("В положении этапов нет: сначала опишите их на его странице «Год и этапы».")
        )
    if is_marked(programme):
        raise StateError(
            _(
                "«%s»: в дорожной карте уже есть отметки или документы, целиком её не заменить."
                " Поправьте строки сами."
            )
            % programme
        )
    if is_as_act(programme):
        return False
    before = {
        "stages": list(programme.stages.values_list("title", flat=True)),
        "lines": list(programme.road_map_lines.values_list("title", flat=True)),
    }
    programme.road_map_lines.all().delete()
    programme.stages.all().delete()
    create_road_map(programme)
    audit.record(
        "schools.take_road_map",
        programme,
        actor=actor,
        text=_("Этапы и строки дорожной карты взяты из положения."),
        about=[programme.regulation],
        data={"version": programme.regulation.version, "before": before},
    )
    return True


def carry_road_map(old: Programme, new: Programme) -> None:
    """The same stages and lines, as many months later as the cycle begins; nothing is done."""
    months = months_between(old.starts_on, new.starts_on)
    stages: dict[int | None, Stage] = {}
    for stage in old.stages.all():
        stages[stage.pk] = _copied(stage, months, programme=new)
        stages[stage.pk].save()
    lines = [
        _copied(line, months, programme=new, stage=stages.get(line.stage_id), proof_name="")
        for line in old.road_map_lines.all()
    ]
    RoadMapLine.objects.bulk_create(lines)


def _copied(row: Any, months: int, **changes: Any) -> Any:
    names = [f.name for f in row._meta.concrete_fields if f.name not in ("id", *changes)]
    values = {name: getattr(row, name) for name in names} | changes
    for name in ("starts_on", "ends_on"):
        if values[name] is not None:
            values[name] = add_months(values[name], months)
    return type(row)(**values | {"done_on": None})


@transaction.atomic
def save_line(
    programme: Programme,
    *,
    actor: Any,
    line: RoadMapLine | None = None,
    seen: str = "",
    **values: Any,
) -> RoadMapLine:
    """A line of the road map; a new one comes last. `seen` is the stamp of what was shown."""
    programme = open_to_changes(programme)
    row, changes = _write(programme, line.pk if line else None, seen, values)
    audit.record(
        "schools.save_line",
        programme,
        actor=actor,
        text=_("Изменена строка дорожной карты."),
        about=[row],
        data={"changes": changes},
    )
    return row


@transaction.atomic
def save_lines(programme: Programme, *, actor: Any, edits: Iterable[LineEdit]) -> int:
    """Many lines at once, all or none; how many changed. Lines that aren't named stay."""
    programme = open_to_changes(programme)
    changed: list[RoadMapLine] = []
    data: dict[str, Any] = {}
    for edit in edits:
        if edit.is_deleted:
            if edit.pk:
                _delete(_line_of(programme, edit.pk))
                data[str(edit.pk)] = "deleted"
            continue
        row, changes = _write(programme, edit.pk, edit.seen, edit.values)
        if changes:
            changed.append(row)
            data[str(row.pk)] = changes
    if data:
        audit.record(
            "schools.save_lines",
            programme,
            actor=actor,
            text=_("Изменены строки дорожной карты: %s.") % len(data),
            about=changed,
            data={"changes": data},
        )
    return len(data)


def _line_of(programme: Programme, pk: int) -> RoadMapLine:
    line = programme.road_map_lines.select_for_update(of=("self",)).filter(pk=pk).first()
    if line is None:
        raise StateError(_("Этой строки в дорожной карте уже нет."))
    return line


def _write(
    programme: Programme, pk: int | None, seen: str, values: Mapping[str, Any]
) -> tuple[RoadMapLine, dict[str, Any]]:
    if pk is None:
        last = programme.road_map_lines.aggregate(last=Max("position"))["last"] or 0
        line = RoadMapLine(programme=programme, position=last + 1)
    else:
        line = _line_of(programme, pk)
        check_unchanged(line, seen)
    stage = values.get("stage")
    if stage is not None and stage.programme_id != programme.pk:
        raise DomainError(_("Этап «%s» – другой программы.") % stage, code="stage")
    changes = apply_values(line, values, LINE_FIELDS)
    check_dates(line.title, line.starts_on, line.ends_on)
    if changes or pk is None:
        line.save()
    return line, changes


@transaction.atomic
def delete_line(line: RoadMapLine, *, actor: Any) -> None:
    """Raises `StateError` for one that is done: the mark and its proof would go too."""
    programme = open_to_changes(line.programme)
    line = _line_of(programme, line.pk)
    title = line.title
    _delete(line)
    audit.record(
        "schools.delete_line",
        programme,
        actor=actor,
        text=_("Удалена строка дорожной карты."),
        data={"title": title},
    )


def _delete(line: RoadMapLine) -> None:
    if line.done_on is not None or line.proof_name:
        raise StateError(
            _("«%s»: строка выполнена или подтверждена документом. Сначала снимите отметку.") % line
        )
    line.delete()


@transaction.atomic
def move_line(
    line: RoadMapLine, *, actor: Any, up: bool, grouping: str = RoadMapGrouping.NONE
) -> RoadMapLine:
    """One place up or down among its neighbours of a page grouped so; at the end nothing moves."""
    programme = open_to_changes(line.programme)
    line = _line_of(programme, line.pk)
    rows = siblings_of(line, grouping)
    if up:
        other = rows.filter(position__lt=line.position).last()
    else:
        other = rows.filter(position__gt=line.position).first()
    if other is None:
        return line
    place = line.position
    for row, position in ((line, ASIDE), (other, place), (line, other.position)):
        RoadMapLine.objects.filter(pk=row.pk).update(position=position)
    audit.record(
        "schools.move_line",
        programme,
        actor=actor,
        text=_("Переставлены строки дорожной карты."),
        about=[line],
    )
    line.refresh_from_db()
    return line


@transaction.atomic
def finish_line(
    line: RoadMapLine,
    *,
    actor: Any,
    day: datetime.date | None = None,
    proof: tuple[str, bytes] | None = None,
) -> RoadMapLine:
    """Done on that day, today if none is given; `proof` is the name and the bytes of a file."""
    programme = open_to_changes(line.programme)
    line = _line_of(programme, line.pk)
    day = day or clock.today()
    if line.done_on is not None:
        raise StateError(_("Эта строка уже отмечена выполненной."))
    if day > clock.today():
        raise DomainError(_("Этот день ещё не наступил."), code="day")
    if proof is not None:
        _keep_proof(line, *proof)
    line.done_on = day
    line.save()
    audit.record(
        "schools.finish_line",
        programme,
        actor=actor,
        text=_("Выполнена строка дорожной карты."),
        about=[line],
        data={"day": day.isoformat(), "file": line.proof_name},
    )
    return line


@transaction.atomic
def reopen_line(line: RoadMapLine, *, actor: Any) -> RoadMapLine:
    """The mark was a mistake; the proof stays until it is removed."""
    programme = open_to_changes(line.programme)
    line = _line_of(programme, line.pk)
    if line.done_on is None:
        raise StateError(_("Эта строка не отмечена выполненной."))
    line.done_on = None
    line.save()
    audit.record(
        "schools.reopen_line",
        programme,
        actor=actor,
        text=_("Строка дорожной карты снова не выполнена."),
        about=[line],
    )
    return line


@transaction.atomic
def attach_proof(line: RoadMapLine, *, actor: Any, name: str, content: bytes) -> RoadMapLine:
    """In place of the one before. Raises `FileError` for what may not be attached."""
    programme = open_to_changes(line.programme)
    line = _line_of(programme, line.pk)
    before = line.proof_name
    proof = _keep_proof(line, name, content)
    line.save()
    audit.record(
        "schools.attach_proof",
        programme,
        actor=actor,
        text=_("К строке дорожной карты приложен документ."),
        about=[line],
        data={"file": line.proof_name, "before": before, "sha256": proof.sha256},
    )
    return line


@transaction.atomic
def remove_proof(line: RoadMapLine, *, actor: Any) -> RoadMapLine:
    programme = open_to_changes(line.programme)
    line = _line_of(programme, line.pk)
    if not line.proof_name:
        raise StateError(_("Документ не приложен."))
    name = line.proof_name
    RoadMapProof.objects.filter(line=line).delete()
    line.proof_name = ""
    line.save()
    audit.record(
        "schools.remove_proof",
        programme,
        actor=actor,
        text=_("Документ убран из строки дорожной карты."),
        about=[line],
        data={"file": name},
    )
    return line


def _keep_proof(line: RoadMapLine, name: str, content: bytes) -> RoadMapProof:
    check_proof(name, content)
    line.proof_name = proof_name(name)
    values = {"content": content, "sha256": hashlib.sha256(content).hexdigest()}
    proof, _is_new = RoadMapProof.objects.update_or_create(line=line, defaults=values)
    return proof
