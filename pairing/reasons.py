"""The points of one pair in words: each part of the score, and what speaks against it."""

from __future__ import annotations

from typing import Any

from core.i18n import gettext as _
from core.russian.numbers import plural
from registry.models import MenteeCard, MentorCard
from registry.tags import split_tags

from .choices import WishSide
from .earlier import broken_text
from .readings import wished_ages
from .scoring import (
    BY_AREA,
    SOURCES,
    Scores,
    abilities_of,
    age_span,
    source_text,
    things_of,
)
from .words import phrases

Reason = dict[str, Any]


class Teller:
    """Says the scores of one calculation in words. The words are looked up once, not per pair."""

    def __init__(self, scores: Scores) -> None:
        self.scores = scores
        self.table = scores.ground.table
        self.words = _words()
        self.years = (_("год"), _("года"), _("лет"))
        self._ages: dict[tuple[str, tuple[int, int] | None], str] = {}

    def reasons(self, row: int, column: int) -> list[Reason]:
        """Parts that gave points, the weightiest first: `{"part", "text", "points"}`."""
        mentor, mentee = self.scores.mentors[column], self.scores.mentees[row]
        found = [
            {"part": part, "text": text(mentor, mentee), "points": points}
            for part, text in (
                ("request", self._request),
                ("age", self._age),
                ("interests", self._interests),
                ("form", self._form),
                ("time", self._time),
                ("wishes", self._wishes),
                ("earlier", self._earlier),
            )
            if (points := self.scores.part(part, row, column))
        ]
        return sorted(found, key=lambda reason: -reason["points"])

    def load(self, points: int, free: int, places: int) -> Reason:
        text = self.words["load"] % {"free": free, "places": places}
        return {"part": "load", "text": text, "points": points}

    def remarks(self, row: int, column: int) -> list[str]:
        """What speaks against a pair without forbidding it."""
        mentor, mentee = self.scores.mentors[column], self.scores.mentees[row]
        request = mentee.request.strip()
        found = []
        if not request and not mentee.areas:
            found.append(self.words["no_request"])
        elif not self.scores.part("request", row, column):
            found.append(self.words["unanswered"] % {"request": request or mentee.areas})
        span = age_span(mentee, self.scores.ground.day)
        wish = wished_ages(mentor.wished_age)
        if span is None:
            found.append(self.words["no_age"])
        elif span[1] < wish.low or span[0] > wish.high:
            values = {"age": self._span(span), "wish": mentor.wished_age.strip()}
            found.append(self.words["other_age"] % values)
        earlier = self.scores.ties.earlier.get((mentor.pk, mentee.pk))
        if earlier is not None and earlier.was_broken:
            found.append(broken_text(earlier))
        return found

    def _request(self, mentor: MentorCard, mentee: MenteeCard) -> str:
        source, by_area, worth = self._best_source(mentor, mentee)
        tags = self._tags_met(mentor, mentee)
        if tags and BY_AREA + (1 - BY_AREA) * len(tags) / len(split_tags(mentee.areas)) > worth:
            return self._tag_text(tags, mentor)
        text = source_text(mentor, source)
        values = {"request": mentee.request.strip().rstrip(".")}
        if not by_area:
            wanted = self.table.telling(mentee.request)
            own = max(phrases(text), key=lambda part: len(self.table.telling(part) & wanted))
            return self.words[f"word_{source}"] % (values | {"phrase": own})
        shared = self.table.of_request(mentee.request) & self.table.of_competence(text)
        own = next((p for p in phrases(text) if self.table.of_competence(p) & shared), text)
        number = min(self.table.of_competence(own) & shared)
        values |= {"area": self.table.areas[number].title, "phrase": own}
        return self.words[f"area_{source}"] % values

    def _tags_met(self, mentor: MentorCard, mentee: MenteeCard) -> list[str]:
        """The areas of the card that the mentor's competencies answer."""
        if not mentee.areas:
            return []
        able = abilities_of(mentor.competencies, self.table)
        return [tag for tag in split_tags(mentee.areas) if things_of(tag, self.table) & able]

    def _tag_text(self, tags: list[str], mentor: MentorCard) -> str:
        wanted = things_of(tags[0], self.table)
        own = split_tags(mentor.competencies)
        phrase = next((p for p in own if abilities_of(p, self.table) & wanted), ", ".join(own))
        return self.words["tags"] % {"areas": ", ".join(tags), "phrase": phrase}

    def _best_source(self, mentor: MentorCard, mentee: MenteeCard) -> tuple[str, bool, float]:
        """Where the points came from, whether by an area rather than by words, and their share."""
        wanted = self.table.telling(mentee.request)
        areas = self.table.of_request(mentee.request)
        best, found = 0.0, ("competencies", False, 0.0)
        for source, worth in SOURCES:
            text = source_text(mentor, source)
            by_word = len(wanted & self.table.telling(text)) / len(wanted) if wanted else 0.0
            by_area = BY_AREA if areas & self.table.of_competence(text) else 0.0
            fit = max(by_word, by_area) * worth
            if fit > best:
                best, found = fit, (source, by_area > by_word, fit)
        return found

    def _age(self, mentor: MentorCard, mentee: MenteeCard) -> str:
        span = age_span(mentee, self.scores.ground.day)
        key = (mentor.wished_age, span)
        if key not in self._ages:
            self._ages[key] = self._age_text(mentor.wished_age, span)
        return self._ages[key]

    def _age_text(self, wished: str, span: tuple[int, int] | None) -> str:
        wish = wished_ages(wished)
        if wish.is_any:
            return self.words["age_any"]
        if not wish.is_said or span is None:
            return self.words["age_unsaid"]
        is_beside = span[1] < wish.low or span[0] > wish.high
        values = {"age": self._span(span), "wish": wished.strip()}
        return self.words["age_beside" if is_beside else "age_fits"] % values

    def _span(self, span: tuple[int, int]) -> str:
        """«14 лет», and «13–14 лет» where only the year of birth is known."""
        low, high = span
        word = plural(high, *self.years)
        return f"{high} {word}" if low == high else f"{low}–{high} {word}"

    def _interests(self, mentor: MentorCard, mentee: MenteeCard) -> str:
        theirs = self.table.telling(mentor.interests)
        shared = [part for part in phrases(mentee.interests) if self.table.telling(part) & theirs]
        return self.words["interests"] % {"interests": ", ".join(shared)}

    def _form(self, mentor: MentorCard, mentee: MenteeCard) -> str:
        if mentor.form is not None and mentor.form_id == mentee.form_id:
            return self.words["form"] % {"form": mentor.form.name}
        return self.words["form_any"]

    def _wishes(self, mentor: MentorCard, mentee: MenteeCard) -> str:
        said = self.scores.ties.wishes[mentor.pk, mentee.pk]
        if len(said) > 1:
            values = {"mentee": said[WishSide.MENTEE], "mentor": said[WishSide.MENTOR]}
            return self.words["wish_both"] % values
        ((side, rank),) = said.items()
        return self.words[f"wish_{side}"] % {"rank": rank}

    def _earlier(self, mentor: MentorCard, mentee: MenteeCard) -> str:
        return self.words["earlier"] % {"days": self.scores.ties.earlier[mentor.pk, mentee.pk]}

    def _time(self, mentor: MentorCard, mentee: MenteeCard) -> str:
        return self.words["time"] % {"text": mentor.time_resource.strip()}


def _words() -> dict[str, str]:
    """Every sentence, in the language of whoever asks."""
    return {
        "word_competencies": _("запрос «%(request)s» — в компетенциях «%(phrase)s»"),
        "word_post": _("запрос «%(request)s» — подходит должность «%(phrase)s»"),
        "word_achievements": _("запрос «%(request)s» — в достижениях «%(phrase)s»"),
        "area_competencies": _("запрос «%(request)s» (%(area)s) — в компетенциях «%(phrase)s»"),
        "area_post": _("запрос «%(request)s» (%(area)s) — подходит должность «%(phrase)s»"),
        "area_achievements": _("запрос «%(request)s» (%(area)s) — в достижениях «%(phrase)s»"),
        "tags": _("область запроса «%(areas)s» — в компетенциях «%(phrase)s»"),
        "age_fits": _("возраст %(age)s подходит (%(wish)s)"),
        "age_beside": _("возраст %(age)s близок к желаемому (%(wish)s)"),
        "age_any": _("{mentor} работает с любым возрастом"),
        "age_unsaid": _("{mentor} не {mentor:назвал/назвала/назвало} желаемый возраст"),
        "interests": _("общие интересы: %(interests)s"),
        "form": _("форма совпадает: %(form)s"),
        "form_any": _("форма указана только у одного, второй согласен на любую"),
        "time": _("ресурс времени: %(text)s"),
        "wish_both": _(
            "пожелания обоих: {mentor} у {mentee:genitive} на %(mentee)s-м месте, {mentee} "
            "у {mentor:genitive} на %(mentor)s-м"
        ),
        "wish_mentee": _("пожелание {mentee:genitive}: {mentor} на %(rank)s-м месте"),
        "wish_mentor": _("пожелание {mentor:genitive}: {mentee} на %(rank)s-м месте"),
        "earlier": _("уже были в паре: %(days)s"),
        "load": _("свободно мест у {mentor:genitive}: %(free)s из %(places)s"),
        "no_request": _("у {mentee:genitive} не заполнен запрос"),
        "unanswered": _("в карточке {mentor:genitive} нет ничего о запросе «%(request)s»"),
        "no_age": _("возраст {mentee:genitive} не указан"),
        "other_age": _(
            "{mentee:dative} %(age)s, а {mentor} {mentor:хотел/хотела/хотело} бы возраст «%(wish)s»"
        ),
    }
