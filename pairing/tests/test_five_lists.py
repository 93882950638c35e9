"""Every reason of the five acts: its order is drafted, signed, printed, and does what it says."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from accounts.choices import Role
from accounts.models import User
from accounts.testing import make_user
from core.russian.cases import Case
from core.terms import expand, using
from documents.pdf import pdf_of
from documents.testing import text_of_pdf
from orders.actions import approve_order, submit_order
from orders.models import Order
from orders.papers import order_paper
from pairing.actions import (
    ask_change,
    draft_completion,
    draft_extension,
    draft_replacement,
    end_pair,
    extend_pair,
    settle_ends,
)
from pairing.changing import kind_of_order, reasons_of
from pairing.choices import ChangeKind, ChangeState, PairState
from pairing.models import Pair
from pairing.testing import active_pair
from registry.testing import make_mentee, make_mentor
from schools.actions import create_school
from schools.presets import load_preset, said
from schools.rules import rules_of
from schools.terms import words_of

FIVE = ("kirov-65", "meskety", "spb-644", "krasnouralsk", "sosh-62")
AUTUMN = datetime.date(2026, 10, 1)
DAY = datetime.date(2026, 10, 19)
ENDS_ON = datetime.date(2026, 12, 25)
LATER = datetime.date(2027, 1, 29)
FREE_WORDS = "Отъезд на учёбу"
# Old enough for the college, not too old for the school with a limit.
BORN = datetime.date(2010, 5, 11)
ACCUSATIVE, GENITIVE = Case.ACCUSATIVE, Case.GENITIVE


def cases(kind: str) -> list[Any]:
    """Preset, reason as it is given, its words; where the act has no list any words will do."""
    found = []
    for name in FIVE:
        rows = said(load_preset(name)).rules.get(LISTS[kind], {}).get("value") or []
        given = [(row["code"], row["title"]) for row in rows] or [(FREE_WORDS, FREE_WORDS)]
        for code, title in given:
            found.append(pytest.param(name, code, title, id=f"{name}-{code}" if rows else name))
    return found


LISTS = {
    ChangeKind.REPLACEMENT: "replacement.reasons",
    ChangeKind.EXTENSION: "term.extension_reasons",
    ChangeKind.COMPLETION: "completion.reasons",
}


@pytest.fixture
def take(db: None) -> Any:
    """A pair in force in a school that took the preset, with its curator and director."""

    def taken(name: str) -> tuple[Pair, User, User]:
        school = create_school(load_preset(name), slug="first", actor=None, today=AUTUMN)
        curator, director = make_user(Role.CURATOR, school), make_user(Role.DIRECTOR, school)
        form = school.forms.order_by("pk").first()
        assert form is not None
        pair = active_pair(
            school,
            curator,
            mentor=make_mentor(school, form=form),
            mentees=[make_mentee(school, form=form, birth_date=BORN, birth_year=BORN.year)],
            form=form,
            starts_on=datetime.date(2026, 9, 7),
            ends_on=ENDS_ON,
        )
        return pair, curator, director

    return taken


def signed(order: Order, curator: User, director: User) -> Order:
    number = {"number": "7"} if needs_number(order) else {}
    return approve_order(submit_order(order, actor=curator), actor=director, **number)


def needs_number(order: Order) -> bool:
    return rules_of(order.regulation).value("orders.numbering") == "hand"


def printed(order: Order) -> str:
    """What stands in the PDF of the order, with usual spaces."""
    with using(words_of(order.school)):
        return " ".join(text_of_pdf(pdf_of(order_paper(order))).split())


def in_sentence(title: str) -> str:
    return title[:1].lower() + title[1:]


@pytest.mark.parametrize(("name", "reason", "title"), cases(ChangeKind.REPLACEMENT))
def test_a_mentor_is_replaced_for_each_reason_of_the_act(
    take: Any, name: str, reason: str, title: str
) -> None:
    pair, curator, director = take(name)
    mentor = make_mentor(pair.school, form=pair.form)
    asked = datetime.date(2026, 11, 30)

    order = draft_replacement(
        pair, mentor=mentor, reason=reason, day=DAY, ends_on=asked, actor=curator
    )
    signed(order, curator, director)
    settle_ends(DAY)

    old, new = Pair.objects.get(pk=pair.pk), order.pairs.get()
    keeps = rules_of(pair.regulation).value("replacement.keep_period")
    last = DAY - datetime.timedelta(days=1)
    assert (old.state, old.members.get().left_on) == (PairState.ENDED_EARLY, last)
    assert (new.state, new.starts_on) == (PairState.ACTIVE, DAY)
    assert new.ends_on == (ENDS_ON if keeps else asked)
    assert old.changes.get().state == ChangeState.DONE
    text = printed(order)
    assert f"по причине: {in_sentence(said_in(pair, title))}" in text
    assert f"Освободить с 19 октября 2026 г. {old.mentor.person.full_name_in(ACCUSATIVE)}" in text
    assert f"Назначить {mentor.person.full_name_in(ACCUSATIVE)}" in text


def test_of_the_five_only_the_college_keeps_the_period() -> None:
    keep = [name for name in FIVE if "replacement.keep_period" in load_preset(name).rules]

    assert keep == ["krasnouralsk"]


@pytest.mark.parametrize(("name", "reason", "title"), cases(ChangeKind.EXTENSION))
def test_a_pair_is_extended_for_each_reason_of_the_act(
    take: Any, name: str, reason: str, title: str
) -> None:
    pair, curator, director = take(name)

    order = draft_extension(pair, ends_on=LATER, reason=reason, actor=curator)
    signed(order, curator, director)

    after = Pair.objects.get(pk=pair.pk)
    assert (after.state, after.ends_on) == (PairState.ACTIVE, LATER)
    assert after.members.get().left_on == LATER
    text = printed(order)
    assert f"по причине: {in_sentence(said_in(pair, title))}" in text
    assert "Продлить по 29 января 2027 г." in text
    # Those of a group are named in the genitive, however many there are.
    mentor = pair.mentor.person.full_name_in(ACCUSATIVE)
    assert f"считать {mentor}" in text


@pytest.mark.parametrize(("name", "reason", "title"), cases(ChangeKind.COMPLETION))
def test_a_pair_is_ended_early_for_each_reason_of_the_act(
    take: Any, name: str, reason: str, title: str
) -> None:
    pair, curator, director = take(name)

    order = draft_completion(pair, reason=reason, on=DAY, actor=curator)
    signed(order, curator, director)
    settle_ends(DAY + datetime.timedelta(days=1))

    after = Pair.objects.get(pk=pair.pk)
    assert after.state == PairState.ENDED_EARLY
    assert after.members.get().left_on == DAY
    text = printed(order)
    assert f"по причине: {in_sentence(said_in(pair, title))}" in text
    assert "последний день – 19 октября 2026 г." in text
    mentee = after.members.get().mentee.person
    assert f"Считать наставничество {mentee.full_name_in(GENITIVE)}" in text


@pytest.mark.parametrize("name", FIVE)
def test_no_act_of_the_five_wants_an_order_for_more_time_or_an_end(take: Any, name: str) -> None:
    pair, curator, _director = take(name)
    kinds = (ChangeKind.EXTENSION, ChangeKind.COMPLETION)
    reasons = {
        kind: next(iter(reasons_of(rules_of(pair.regulation), kind)), {"code": FREE_WORDS})["code"]
        for kind in kinds
    }

    extend_pair(pair, ends_on=LATER, reason=reasons[ChangeKind.EXTENSION], actor=curator)
    today = datetime.date(2026, 10, 1)
    ended = end_pair(
        pair, reason=reasons[ChangeKind.COMPLETION], on=today, early=True, actor=curator
    )

    assert (ended.state, ended.ends_on) == (PairState.ENDED_EARLY, LATER)
    assert ended.members.get().left_on == today


@pytest.mark.parametrize("name", FIVE)
def test_another_mentor_comes_only_by_an_order(take: Any, name: str) -> None:
    pair, _curator, _director = take(name)

    kind = kind_of_order(pair, ChangeKind.REPLACEMENT)

    assert kind is not None
    assert not kind.optional


@pytest.mark.parametrize("name", FIVE)
def test_the_order_of_each_act_names_who_has_asked(take: Any, name: str) -> None:
    pair, curator, _director = take(name)
    request = ask_change(
        pair, side="mentor", text="Переезжаю.", actor=curator, asked_on=datetime.date(2026, 9, 28)
    )
    reasons = reasons_of(rules_of(pair.regulation), ChangeKind.REPLACEMENT)

    order = draft_replacement(
        pair,
        mentor=make_mentor(pair.school, form=pair.form),
        reason=next(iter(reasons), {"code": FREE_WORDS})["code"],
        day=DAY,
        actor=curator,
        request=request,
    )

    author = pair.mentor.person.full_name_in(GENITIVE)
    assert f"заявления наставника {author} от 28 сентября 2026 г." in plain(order.preamble)
    assert "Переезжаю" not in printed(order)


def said_in(pair: Pair, title: str) -> str:
    with using(words_of(pair.school)):
        return expand(title)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")
