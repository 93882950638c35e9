"""Petitions, resignations and proposals: how orders name them, and the paper to sign by hand.

Papers are Russian whatever the language of the interface, so their words pass gettext by.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q, QuerySet

from core.i18n import gettext as _
from core.russian.cases import Case
from core.russian.dates import long_date, short_date
from core.terms import expand
from documents.paper import Block, Paper, Paragraph, Signature, Signatures, Stamp
from orders.naming import named, tidy
from registry.life_hooks import ERASED, HeldTable, Part
from registry.models import Person
from registry.selection_papers import director_lines
from schools.templating import Value

from .choices import ChangeKind, RequestSide
from .models import PairRequest

# Neuter nouns of one pattern: the stem and its endings.
_STEMS: dict[str, str] = {
    RequestSide.MENTEE: "ходатайств",
    RequestSide.MENTOR: "заявлени",
    RequestSide.CURATOR: "представлени",
}
_CASES = list(Case)
_HARD = dict(zip(_CASES, ("о", "а", "у", "о", "ом", "е"), strict=True))
_SOFT = dict(zip(_CASES, ("е", "я", "ю", "е", "ем", "и"), strict=True))
_WHOSE: dict[str, str] = {
    RequestSide.MENTEE: "{mentee:genitive}",
    RequestSide.MENTOR: "{mentor:genitive}",
    RequestSide.CURATOR: "{curator:genitive}",
}
_ASKS: dict[str, str] = {
    ChangeKind.REPLACEMENT: "прошу назначить {mentor:другого/другую} {mentor:accusative}",
    ChangeKind.EXTENSION: "прошу продлить срок наставничества",
    ChangeKind.COMPLETION: "прошу завершить наставничество досрочно",
    ChangeKind.LEAVING: "прошу вывести меня из группы",
}
_SIGNS: dict[str, str] = {
    RequestSide.MENTEE: "{Mentee}",
    RequestSide.MENTOR: "{Mentor}",
    RequestSide.CURATOR: "{Curator}",
}
_RESIGNS = "прошу освободить меня от обязанностей {mentor:genitive}"


def noun_of(side: str, case: Case = Case.NOMINATIVE) -> str:
    """«ходатайства», «заявлением», «представление»."""
    stem = _STEMS[side]
    endings = _SOFT if stem.endswith("и") else _HARD
    return stem + endings[case]


def petition_value(request: PairRequest | None) -> Value:
    """«ходатайства наставляемого Зуева Петра от 3 ноября 2026 г.», in the case that is asked for.

    Where nobody has asked in writing it is the curator's own proposal.
    """
    side = RequestSide(request.side) if request else RequestSide.CURATOR

    def say(case: Case) -> str:
        words = [noun_of(side, case), expand(_WHOSE[side])]
        if request is not None:
            person = author_of(request)
            words += [person.full_name_in(Case.GENITIVE)] if person else []
            words.append(f"от {long_date(request.asked_on)}")
        return " ".join(words)

    return say


def author_of(request: PairRequest) -> Person | None:
    """Whose wish it is; a curator's proposal has no author among the people of the bases."""
    if request.side == RequestSide.MENTOR:
        return request.pair.mentor.person
    return request.member.mentee.person if request.member else None


def petition_paper(request: PairRequest) -> Paper:
    """The request as a sheet to be signed: to the head, from whom, about which pair, why."""
    return Paper(
        kind="petition",
        heading=noun_of(request.side).upper(),
        title=_about(request),
        blocks=tuple(_blocks(request)),
    )


def _about(request: PairRequest) -> str:
    titles: dict[str, str] = {
        ChangeKind.REPLACEMENT: "о замене {mentor:genitive}",
        ChangeKind.EXTENSION: "о продлении срока наставничества",
        ChangeKind.COMPLETION: "о завершении наставничества",
        ChangeKind.LEAVING: "о выходе из группы",
    }
    if request.side == RequestSide.MENTOR and request.kind == ChangeKind.REPLACEMENT:
        return expand("о сложении обязанностей {mentor:genitive}")
    return expand(titles[request.kind])


def _blocks(request: PairRequest) -> Iterator[Block]:
    pair, person = request.pair, author_of(request)
    mentees = [member.mentee.person for member in pair.members.all()]
    if request.member is not None:
        mentees = [request.member.mentee.person]
    asks = _ASKS[request.kind]
    if request.side == RequestSide.MENTOR and request.kind == ChangeKind.REPLACEMENT:
        asks = _RESIGNS
    word = "{mentees}" if len(mentees) > 1 else "{mentee}"
    text = f"{asks[:1].upper()}{asks[1:]}. {{Mentor}} – %s; {word} – %s."
    names = [named(people, Case.NOMINATIVE) for people in ([pair.mentor.person], mentees)]
    yield Stamp(tuple(_addressee(request, person)))
    yield Paragraph(tidy(expand(text) % tuple(names)))
    yield Paragraph(f"Обоснование: {request.text}")
    post = expand(_SIGNS[request.side])
    name = person.short_name if person else ""
    yield Signatures((Signature(post, name, dated=True, on=request.asked_on),))


def _addressee(request: PairRequest, person: Person | None) -> Iterator[str]:
    yield from director_lines(request.school, request.asked_on)
    if person is not None:
        yield f"от {person.full_name_in(Case.GENITIVE)}"


def foresee(person: Person) -> Iterator[Part]:
    """What becomes of the person's own petitions when their data are destroyed."""
    yield Part(_("обращения о парах: слова"), asked_by(person).count(), ERASED)


def held(person: Person) -> Iterator[HeldTable]:
    """The petitions and resignations of a person, for whoever asks for all that is held."""
    rows = [
        (
            row.get_side_display(),
            row.get_kind_display(),
            short_date(row.asked_on),
            row.text,
            row.get_state_display(),
            row.answer,
        )
        for row in asked_by(person)
    ]
    titles = (_("что это"), _("о чём"), _("дата"), _("обоснование"), _("состояние"), _("ответ"))
    yield HeldTable("pair_requests", _("Обращения о парах"), titles, rows)


def asked_by(person: Person) -> QuerySet[PairRequest]:
    own = Q(side=RequestSide.MENTOR, pair__mentor__person=person)
    own |= Q(side=RequestSide.MENTEE, member__mentee__person=person)
    return PairRequest.objects.filter(own).order_by("asked_on", "pk")
