"""What presets say, side by side: each line in words, with its clause, and whether they differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from core.findings import clause_in_words
from core.i18n import gettext as _
from core.terms import expand

from .choices import ActKind, AppointedRole, OrganisationKind, ParticipantKind, TargetGroup
from .differences import Side, stamp_lines
from .errors import PresetError
from .presets import Preset, load_preset, preset_names, said
from .rules import RULE_GROUPS
from .words import day_in_words

MOST = 3


@dataclass(frozen=True, slots=True)
class Cell:
    """What one preset says; nothing where it sets nothing."""

    lines: tuple[str, ...] = ()
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    title: Any
    cells: tuple[Cell, ...]

    @property
    def differs(self) -> bool:
        """Other words; another clause alone is no difference."""
        return len({cell.lines for cell in self.cells}) > 1


@dataclass(frozen=True, slots=True)
class Section:
    title: Any
    rows: list[Row] = field(default_factory=list)


def presets_on_offer() -> list[Preset]:
    """Every preset that can be read, in the words in use, by its title."""
    found = []
    for name in preset_names():
        try:
            found.append(said(load_preset(name)))
        except PresetError:
            # A file that is wrong is nothing to offer; `load_school` says what is wrong with it.
            continue
    return sorted(found, key=lambda preset: preset.title)


def compared(presets: Sequence[Preset]) -> list[Section]:
    """The sections of the table; a line that none of the presets says is left out."""
    sections = [
        Section(_("Акт и {school}"), _rows(presets, _head)),
        Section(_("Формы и направления"), _rows(presets, _forms)),
        *(Section(title, _rule_rows(presets, rules)) for title, rules in RULE_GROUPS),
        Section(_("Год и дорожная карта"), _rows(presets, _year)),
        Section(_("Приказы"), _rows(presets, _orders)),
        Section(_("Анкеты и целевые значения"), _rows(presets, _rest)),
    ]
    return [section for section in sections if section.rows]


def _rows(presets: Sequence[Preset], says: Any) -> list[Row]:
    told = [dict(says(preset)) for preset in presets]
    titles = list(dict.fromkeys(title for lines in told for title in lines))
    rows = [Row(title, tuple(_cell(lines.get(title, ())) for lines in told)) for title in titles]
    return [row for row in rows if any(cell.lines for cell in row.cells)]


def _cell(lines: Sequence[Any]) -> Cell:
    return Cell(tuple(expand(str(line)) for line in lines if line))


def _rule_rows(presets: Sequence[Preset], rules: Sequence[Any]) -> list[Row]:
    rows = []
    for rule in rules:
        sides = [Side(rule, preset.rules.get(rule.key)) for preset in presets]
        if any(side.is_set for side in sides):
            rows.append(Row(rule.title, tuple(map(_rule_cell, sides))))
    return rows


def _rule_cell(side: Side) -> Cell:
    if not side.is_set:
        return Cell()
    return Cell(_cell(side.lines or [side.value]).lines, clause_in_words(side.clause))


Lines = Iterator[tuple[Any, list[Any]]]


def _head(preset: Preset) -> Lines:
    regulation = preset.regulation
    yield _("Вид акта"), [ActKind(regulation["kind"]).label]
    yield _("Название"), [regulation["title"]]
    yield _("Грифы"), [", ".join(stamp_lines(stamp)) for stamp in regulation.get("stamps", [])]
    yield _("Организация"), [OrganisationKind(preset.school["kind"]).label]
    yield _("Должность руководителя"), [preset.signatory["post"]]


def _forms(preset: Preset) -> Lines:
    kinds = {kind.value: kind.label for kind in ParticipantKind}
    yield (
        _("Формы"),
        [
            f"{form['name']} ({kinds[form['mentor_kind']]} – {kinds[form['mentee_kind']]})"
            for form in preset.forms
        ],
    )
    yield (
        _("Ролевые модели"),
        [
            f"{form['name']}: {'; '.join(form['role_models'])}"
            for form in preset.forms
            if form.get("role_models")
        ],
    )
    yield _("Направления"), [direction["name"] for direction in preset.directions]


def _year(preset: Preset) -> Lines:
    year, road_map = preset.texts["programme"], preset.texts.get("road_map")
    yield _("Программа"), [year["title"]]
    days = {"starts": day_in_words(year["starts"]), "ends": day_in_words(year["ends"])}
    yield _("Дни программы"), [_("%(starts)s – %(ends)s") % days]
    yield _("Отчётные документы"), year.get("reporting_documents", [])
    yield _("Этапы"), [_stage(stage) for stage in preset.texts["stages"]]
    columns = road_map["columns"] if road_map else []
    yield _("Графы дорожной карты"), [column["title"] for column in columns]


def _stage(stage: Mapping[str, Any]) -> str:
    lines = len(stage.get("lines", []))
    words = f"{stage['title']} ({stage['term']})" if stage.get("term") else stage["title"]
    return (
        _("%(stage)s, мероприятий: %(count)s") % {"stage": words, "count": lines}
        if lines
        else words
    )


def _orders(preset: Preset) -> Lines:
    roles = dict(AppointedRole.choices)
    for order in preset.texts.get("orders", {}).values():
        yield (
            order["name"],
            [
                _("пунктов: %s") % len(order["points"]),
                *(_("спрашивает: %s") % row["title"] for row in order.get("fields", [])),
                *(_("назначает: %s") % roles[row["role"]] for row in order.get("appoints", [])),
                *(_("приложение: %s") % row["title"] for row in order.get("annexes", [])),
                _("номер: %s") % order["number_mask"] if order.get("number_mask") else "",
                _("лист согласования") if order.get("approval_sheet") else "",
                _("сначала согласие всех") if order.get("agreed_first") else "",
                _("согласуют по очереди") if order.get("agreed_in_turn") else "",
                _("по представлению") if order.get("representation") else "",
                _("лист ознакомления") if order.get("acquaintance") else "",
                _("можно и без приказа") if order.get("optional") else "",
            ],
        )


def _rest(preset: Preset) -> Lines:
    texts = preset.texts
    yield _("Анкеты"), [survey["title"] for survey in texts.get("surveys", [])]
    measurements = len(texts.get("measurements", []))
    yield _("Строк в таблице «до и после»"), [measurements or ""]
    groups = dict(TargetGroup.choices)
    yield (
        _("Целевые значения"),
        [
            _("%(group)s, %(year)s: %(percent)s %%")
            % {"group": groups[row["group"]], "year": row["year"], "percent": row["percent"]}
            for row in preset.targets
        ],
    )
