"""The points of one pair in words: each part of the score, and what speaks against it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from core.russian.numbers import plural
from registry.models import MenteeCard, MentorCard

from .areas import AreaTable
from .readings import wished_ages
from .scoring import BY_AREA, SOURCES, Scores, age_span, source_text
from .words import phrases

Reason = dict[str, Any]


def reasons_of(scores: Scores, row: int, column: int) -> list[Reason]:
    """Parts that gave points, the weightiest first: `{"part", "text", "points"}`."""
    mentor, mentee = scores.mentors[column], scores.mentees[row]
    table, day = scores.ground.table, scores.ground.day
    texts = {
        "request": lambda: _request_text(mentor, mentee, table),
        "age": lambda: _age_text(mentor, age_span(mentee, day)),
        "interests": lambda: _interests_text(mentor, mentee, table),
        "form": lambda: _form_text(mentor, mentee),
        "time": lambda: _("ресурс времени: %(text)s") % {"text": mentor.time_resource.strip()},
    }
    found = [
        {"part": part, "text": text(), "points": scores.part(part, row, column)}
        for part, text in texts.items()
        if scores.part(part, row, column)
    ]
    return sorted(found, key=lambda reason: -reason["points"])


def load_reason(points: int, free: int, places: int) -> Reason:
    text = _("свободно мест у наставника: %(free)s из %(places)s") % {
        "free": free,
        "places": places,
    }
    return {"part": "load", "text": text, "points": points}


def remarks_of(scores: Scores, row: int, column: int) -> list[str]:
    """What speaks against a pair without forbidding it."""
    mentor, mentee = scores.mentors[column], scores.mentees[row]
    request = mentee.request.strip()
    remarks = []
    if not request:
        remarks.append(_("у наставляемого не заполнен запрос"))
    elif not scores.part("request", row, column):
        remarks.append(
            _("в карточке наставника нет ничего о запросе «%(request)s»") % {"request": request}
        )
    span = age_span(mentee, scores.ground.day)
    wish = wished_ages(mentor.wished_age)
    if span is None:
        remarks.append(_("возраст наставляемого не указан"))
    elif span[1] < wish.low or span[0] > wish.high:
        remarks.append(
            _("наставляемому %(age)s, а наставник хотел бы возраст «%(wish)s»")
            % {"age": years(span), "wish": mentor.wished_age.strip()}
        )
    return remarks


def years(span: tuple[int, int]) -> str:
    """«14 лет», and «13–14 лет» where only the year of birth is known."""
    low, high = span
    word = plural(high, _("год"), _("года"), _("лет"))
    return f"{high} {word}" if low == high else f"{low}–{high} {word}"


def _request_text(mentor: MentorCard, mentee: MenteeCard, table: AreaTable) -> str:
    source, by_area = _best_source(mentor, mentee, table)
    areas = table.of_request(mentee.request)
    words = table.telling(mentee.request)
    text = source_text(mentor, source)
    values = {"request": mentee.request.strip().rstrip(".")}
    if by_area:
        shared = areas & table.of_competence(text)
        own = [part for part in phrases(text) if table.of_competence(part) & shared]
        number = min(table.of_competence(own[0]) & shared) if own else min(shared)
        values |= {"area": table.areas[number].title, "phrase": own[0] if own else text}
        return _by_area(source) % values
    own = sorted(phrases(text), key=lambda part: -len(table.telling(part) & words))
    return _by_word(source) % (values | {"phrase": own[0]})


def _best_source(mentor: MentorCard, mentee: MenteeCard, table: AreaTable) -> tuple[str, bool]:
    """Where the points came from, and whether by an area rather than by words."""
    words = table.telling(mentee.request)
    areas = table.of_request(mentee.request)
    best, found = 0.0, ("competencies", False)
    for source, worth in SOURCES:
        text = source_text(mentor, source)
        by_word = len(words & table.telling(text)) / len(words) if words else 0.0
        by_area = BY_AREA if areas & table.of_competence(text) else 0.0
        fit = max(by_word, by_area) * worth
        if fit > best:
            best, found = fit, (source, by_area > by_word)
    return found


def _by_word(source: str) -> str:
    if source == "post":
        return _("запрос «%(request)s» — подходит должность «%(phrase)s»")
    if source == "achievements":
        return _("запрос «%(request)s» — в достижениях «%(phrase)s»")
    return _("запрос «%(request)s» — в компетенциях «%(phrase)s»")


def _by_area(source: str) -> str:
    if source == "post":
        return _("запрос «%(request)s» (%(area)s) — подходит должность «%(phrase)s»")
    if source == "achievements":
        return _("запрос «%(request)s» (%(area)s) — в достижениях «%(phrase)s»")
    return _("запрос «%(request)s» (%(area)s) — в компетенциях «%(phrase)s»")


def _age_text(mentor: MentorCard, span: tuple[int, int] | None) -> str:
    wish = wished_ages(mentor.wished_age)
    values = {"age": years(span) if span else "", "wish": mentor.wished_age.strip()}
    if wish.is_any:
        return _("наставник работает с любым возрастом")
    if not wish.is_said:
        return _("наставник не назвал желаемый возраст")
    if span and (span[1] < wish.low or span[0] > wish.high):
        return _("возраст %(age)s близок к желаемому (%(wish)s)") % values
    return _("возраст %(age)s подходит (%(wish)s)") % values


def _interests_text(mentor: MentorCard, mentee: MenteeCard, table: AreaTable) -> str:
    theirs = table.telling(mentor.interests)
    shared = [part for part in phrases(mentee.interests) if table.telling(part) & theirs]
    return _("общие интересы: %(interests)s") % {"interests": ", ".join(shared)}


def _form_text(mentor: MentorCard, mentee: MenteeCard) -> str:
    form = mentor.form or mentee.form
    if mentor.form_id == mentee.form_id and form is not None:
        return _("форма совпадает: %(form)s") % {"form": form.name}
    return _("форма указана только у одного, второй согласен на любую")
