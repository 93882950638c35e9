"""The words of a school change: texts of presets that nobody has changed follow them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Q

from core import audit, clock
from core.i18n import gettext as _
from core.terms import Words, using
from schools.acts import follows_words
from schools.choices import ProgrammeState
from schools.models import Programme, Regulation, School
from schools.presets import Preset
from schools.rewording import (
    Retold,
    followed,
    line_changed,
    lines_of_stages,
    retold,
    row_changed,
    rules_followed,
    texts_followed,
)
from schools.signals import words_changed
from schools.terms import words_of
from schools.text_differences import changed_texts

from .versions import changed_rules

STAGE_KEYS = {
    "content": "content",
    "result": "result",
    "term_text": "term",
    "responsible": "responsible",
    "documents": "documents",
    "title": "title",
}
LINE_KEYS = {**STAGE_KEYS, "theme": "theme"}


@transaction.atomic
def reword(school: School, before: Words, *, actor: Any) -> list[str]:
    """What followed the words, in lines for people; nothing where the words are the same.

    A version under which something has begun stays with the road maps of its programmes, and so
    does what people have typed. The caller has locked the school.
    """
    after = words_of(school)
    if after == before:
        return []
    with using(after):
        presets = retold(school, before, after)
        acts = list(school.regulations.filter(preset__in=presets).select_for_update())
        open_acts = [act for act in acts if follows_words(act)]
        counts = _reword_acts(open_acts, presets)
        pairs = list(presets.values())
        counts |= {
            _("формы"): _reword_forms(school, pairs, with_kinds=acts == open_acts),
            _("направления"): _reword_directions(school, pairs),
            _("подписи"): _reword_signatories(school, pairs),
        }
        counts[_("строки дорожных карт")] = sum(
            _reword_programme(programme, *presets[programme.regulation.preset])
            for programme in school.programmes.filter(regulation__in=open_acts)
            .exclude(state=ProgrammeState.CLOSED)
            .select_related("regulation")
        )
        lines = [f"{what} – {count}" for what, count in counts.items() if count]
        answers = words_changed.send(School, school=school, retold=pairs, actor=actor)
        lines += [line for _receiver, told in answers for line in told or ()]
        if lines:
            audit.record(
                "schools.reword",
                school,
                actor=actor,
                text=_("Тексты образцов пересказаны другими словами: %s.") % "; ".join(lines),
                about=open_acts,
            )
    return lines


def _reword_acts(acts: Iterable[Regulation], presets: Mapping[str, Retold]) -> dict[str, int]:
    rules = parts = 0
    for act in acts:
        was, now = presets[act.preset]
        new_rules = rules_followed(act.rules, was.rules, now.rules)
        new_texts = texts_followed(act.texts, was.texts, now.texts)
        stamps = [preset.regulation.get("stamps", []) for preset in (was, now)]
        new_stamps = followed(act.stamps, *stamps)
        rules += len(changed_rules(act.rules, new_rules))
        parts += len(changed_texts(act.texts, new_texts)) + (act.stamps != new_stamps)
        if (act.rules, act.texts, act.stamps) != (new_rules, new_texts, new_stamps):
            act.rules, act.texts, act.stamps = new_rules, new_texts, new_stamps
            act.save(update_fields=["rules", "texts", "stamps", "updated_at"])
    return {_("правила"): rules, _("части положений"): parts}


def _reword_forms(school: School, presets: Iterable[Retold], *, with_kinds: bool) -> int:
    """Who takes part follows only while nothing has begun: people in pairs are of these kinds."""
    rows = {form.code: form for form in school.forms.select_for_update()}
    changed = set()
    for code, was, now in _rows_of(presets, "forms"):
        form = rows.get(code)
        if form is None:
            continue
        texts = {"role_models": (was.get("role_models", []), now.get("role_models", []))}
        if not any(row.name == now["name"] for row in rows.values()):
            texts["name"] = (was["name"], now["name"])
        if with_kinds:
            texts |= {key: (was[key], now[key]) for key in ("mentor_kind", "mentee_kind")}
        if row_changed(form, texts):
            form.save()
            changed.add(code)
    return len(changed)


def _reword_directions(school: School, presets: Iterable[Retold]) -> int:
    rows = {row.code: row for row in school.directions.select_for_update()}
    changed = set()
    for code, was, now in _rows_of(presets, "directions"):
        if code in rows and row_changed(rows[code], {"name": (was["name"], now["name"])}):
            rows[code].save()
            changed.add(code)
    return len(changed)


def _rows_of(
    presets: Iterable[Retold], name: str
) -> Iterable[tuple[str, dict[str, Any], dict[str, Any]]]:
    for was, now in presets:
        for old, new in zip(getattr(was, name), getattr(now, name), strict=True):
            yield old["code"], old, new


def _reword_signatories(school: School, presets: Iterable[Retold]) -> int:
    """The posts of those who sign from today on."""
    still = Q(valid_to__isnull=True) | Q(valid_to__gte=clock.today())
    posts = [(was.signatory["post"], now.signatory["post"]) for was, now in presets]
    changed = [
        row
        for row in school.signatories.filter(still)
        if any(row_changed(row, {"post": pair}) for pair in posts)
    ]
    for row in changed:
        row.save()
    return len(changed)


def _reword_programme(programme: Programme, was: Preset, now: Preset) -> int:
    """What isn't marked as done; how many of its stages and lines."""
    documents = [preset.texts["programme"].get("reporting_documents", []) for preset in (was, now)]
    typed = programme.reporting_documents.splitlines()
    if (other := "\n".join(followed(typed, *documents))) != "\n".join(typed):
        programme.reporting_documents = other
        programme.save(update_fields=["reporting_documents", "updated_at"])
    stages = [lines_of_stages(preset.texts["stages"]) for preset in (was, now)]
    pairs = list(zip(*stages, strict=True))
    changed = [
        row
        for rows, keys in (
            (programme.stages, STAGE_KEYS),
            (programme.road_map_lines, LINE_KEYS),
        )
        for row in rows.filter(done_on__isnull=True).select_for_update(of=("self",))
        if line_changed(row, pairs, keys)
    ]
    for row in changed:
        row.save()
    return len(changed)
