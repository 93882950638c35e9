"""What the regulation says of a pair: what forbids it, with the clause, and what to look at."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from core.choices import Level
from core.findings import Finding
from core.i18n import gettext as _
from core.russian.dates import short_date
from core.russian.numbers import count, plural
from registry.choices import CardState
from registry.models import MenteeCard, MentorCard
from schools.choices import ParticipantKind, ProgrammeState
from schools.models import MentoringForm, Programme
from schools.rules import RuleSet, rules_of

from .choices import PairKind
from .facts import Bond, Facts, read_facts
from .intents import Intent, intent_of, pair_form
from .models import Pair
from .paper_rules import pair_papers_findings, paper_findings
from .term_rules import term_findings

PUPILS = (ParticipantKind.PUPIL, ParticipantKind.STUDENT)


def pair_findings(
    mentor: MentorCard,
    mentees: Sequence[MenteeCard],
    *,
    programme: Programme,
    kind: str,
    starts_on: datetime.date,
    ends_on: datetime.date,
    rules: RuleSet,
    facts: Facts | None = None,
    **chosen: Any,
) -> list[Finding]:
    """Everything that forbids this pair or should be looked at, blocks first.

    Without `facts` they are read; who checks many pairs reads them once. `chosen` has what else
    an `Intent` may say: form, kind of mentoring, role model.
    """
    intent = Intent(mentor, mentees, programme, kind, starts_on, ends_on, **chosen)
    if facts is None:
        facts = read_facts(
            [mentor],
            mentees,
            rules=rules,
            starts_on=starts_on,
            ends_on=ends_on,
            programme=programme,
        )
    return findings_of(intent, rules, facts)


def findings_of(intent: Intent, rules: RuleSet, facts: Facts) -> list[Finding]:
    """The same for an intent, on facts that were read for many."""
    mentor = intent.mentor
    facts = facts.within(intent.starts_on, intent.ends_on)
    found = [
        *_of_dates(intent, rules),
        *_of_group(intent, rules),
        *_of_form(intent, facts),
        *_of_choices(intent, rules),
        *_of_load(intent, rules, facts),
        *experience_findings(mentor, intent.starts_on, rules),
        *paper_findings(intent, rules, facts.papers),
        *card_findings(mentor, facts),
    ]
    found += [*_of_words(mentor), *(f for card in intent.mentees for f in _of_words(card))]
    if intent.programme.state == ProgrammeState.CLOSED:
        found.append(Finding("pair.programme", _("Программа завершена, новых пар в ней не бывает")))
    for mentee in intent.mentees:
        found += [
            *card_findings(mentee, facts),
            *age_findings(mentee, intent.starts_on, rules),
            *two_findings(mentor, mentee, rules, facts),
            *_of_other_mentors(intent, mentee, facts),
            *_of_direction(mentee, intent.starts_on),
        ]
    return sorted(dict.fromkeys(found), key=lambda finding: not finding.is_block)


def people_findings(pair: Pair) -> list[Finding]:
    """What is not in order with the people of a pair by now: a consent withdrawn, above all."""
    mentees = [member.mentee for member in pair.members.all() if member.is_binding]
    facts = read_facts(
        [pair.mentor],
        mentees,
        rules=(rules := rules_of(pair.regulation)),
        starts_on=pair.starts_on,
        ends_on=pair.ends_on,
        without=[pair.pk],
    )
    found = list(card_findings(pair.mentor, facts))
    found += pair_papers_findings(intent_of(pair, mentees), rules, facts.papers)
    for mentee in mentees:
        found += card_findings(mentee, facts)
        found += two_findings(pair.mentor, mentee, rules, facts)
    return found


def ban_findings(intent: Intent, banned: Collection[tuple[int, int]]) -> Iterator[Finding]:
    """What the curator has forbidden; `banned` has the cards of mentor and mentee."""
    for mentee in intent.mentees:
        if (intent.mentor.pk, mentee.pk) in banned:
            text = _("пара с {mentor:этим/этой} {mentor:instrumental} запрещена при подборе")
            yield Finding("pair.forbidden", _named(mentee, text))


def card_findings(card: MentorCard | MenteeCard, facts: Facts) -> Iterator[Finding]:
    """What keeps this one person from any pair: the archive, a consent that is not there."""
    if card.state != CardState.ACTIVE:
        yield Finding("pair.archived", _named(card, _("карточка в архиве")))
    if card.form is not None and not facts.has_form(card.form_id):
        text = _("формы «%(form)s» в программе нет") % {"form": card.form}
        yield Finding("programme.form", _named(card, text))
    for gap in facts.gaps.get(card.person_id, ()):
        yield replace(gap, text=_named(card, gap.text))


def age_findings(mentee: MenteeCard, day: datetime.date, rules: RuleSet) -> Iterator[Finding]:
    """Surely too young or too old: a year of birth alone leaves the doubt to the person."""
    youngest = mentee.person.age_on(day)
    if youngest is None:
        return
    oldest = youngest + (mentee.person.birth_date is None)
    low, high = rules.value("participants.age_min"), rules.value("participants.age_max")
    if low is not None and oldest < low:
        text = _("в программе участвуют с %(age)s лет") % {"age": low}
        yield rules.finding("participants.age_min", _named(mentee, text))
    if high is not None and youngest > high and mentee.person.kind in PUPILS:
        text = _("{students} участвуют в программе до %(age)s лет") % {"age": high}
        yield rules.finding("participants.age_max", _named(mentee, text))


def two_findings(
    mentor: MentorCard, mentee: MenteeCard, rules: RuleSet, facts: Facts
) -> Iterator[Finding]:
    """What forbids these two, whatever else they are."""
    if mentor.person_id == mentee.person_id:
        yield Finding("pair.same_person", _("{Mentor} и {mentee} – один и тот же человек"))
    if rules.value("participants.parent_own_child") is False and facts.is_parent(mentor, mentee):
        text = _("{Parent} не может быть {mentor:instrumental} своего ребёнка: %(mentee)s")
        yield rules.finding(
            "participants.parent_own_child", text % {"mentee": mentee.person.short_name}
        )
    if any(bond.mentor_id == mentor.pk for bond in facts.bonds_of_mentee(mentee)):
        yield Finding("pair.overlap", _named(mentee, _("эти двое уже в паре в эти дни")))
    if rules.value("pairing.reverse_allowed") is False and facts.is_reverse(mentor, mentee):
        text = _("в эти дни он сам {mentor} для: %(mentor)s")
        text %= {"mentor": mentor.person.short_name}
        yield rules.finding("pairing.reverse_allowed", _named(mentee, text))


def places(mentor: MentorCard, rules: RuleSet) -> int:
    """How many the mentor takes: by the card or as the regulation gives, within its limit."""
    wanted = mentor.places or rules.value("mentor.default_places") or 1
    limit = rules.value("mentor.max_mentees")
    return wanted if limit is None else min(wanted, limit)


def free_places(mentor: MentorCard, rules: RuleSet, facts: Facts) -> int:
    """Places that nobody has taken; groups take none of the limit where it exempts them."""
    bonds, since = facts.bonds_of_mentor(mentor), facts.starts_on
    free = places(mentor, rules) - _most(bonds, since)
    limit = rules.value("mentor.max_mentees")
    if limit is not None:
        free = min(free, limit - _most(_counted(bonds, rules), since))
    return max(free, 0)


def _of_dates(intent: Intent, rules: RuleSet) -> Iterator[Finding]:
    start, end, programme = intent.starts_on, intent.ends_on, intent.programme
    if end <= start:
        yield Finding("pair.dates", _("Окончание пары должно быть позже начала"))
        return
    if start < programme.starts_on or end > programme.ends_on:
        text = _("Срок пары выходит за срок программы")
        yield Finding("pair.outside", text, level=Level.WARNING)
    yield from term_findings(intent.began_on or start, end, rules, may_exceed=intent.may_exceed_max)


def size_findings(intent: Intent, rules: RuleSet, facts: Facts) -> list[Finding]:
    """What is said of how many the mentor has and how large the group is, not of its people."""
    facts = facts.within(intent.starts_on, intent.ends_on)
    return [*_of_group(intent, rules), *_of_load(intent, rules, facts)]


def _of_group(intent: Intent, rules: RuleSet) -> Iterator[Finding]:
    number = len(intent.mentees)
    if not number:
        yield Finding("pair.empty", _("Не выбран ни {mentee:один/одна/одно} {mentee}"))
    elif not intent.is_group and number > 1:
        yield Finding(
            "pair.individual",
            _("В паре {mentee:один/одна/одно} {mentee}; для нескольких есть группа"),
        )
    if not intent.is_group:
        return
    low, high = rules.value("group.min"), rules.value("group.max")
    if high is not None and number > high:
        text = _("В группе не больше %(limit)s {mentees:genitive}, а выбрано %(number)s")
        yield rules.finding("group.max", text % {"limit": high, "number": number})
    if low is not None and number < low:
        text = _("В группе не меньше %(limit)s {mentees:genitive}, а выбрано %(number)s")
        yield rules.finding("group.min", text % {"limit": low, "number": number})


def _of_form(intent: Intent, facts: Facts) -> Iterator[Finding]:
    form = intent.form_in_use
    if form is None:
        yield Finding("pair.form", _("Форма наставничества не указана ни в одной карточке"))
        return
    if intent.form is not None and not facts.has_form(form.pk):
        yield Finding("programme.form", _("Формы «%(form)s» в программе нет") % {"form": form})
    for card in (intent.mentor, *intent.mentees):
        if card.form_id not in (None, form.pk):
            text = _("%(person)s: форма «%(own)s», а у пары «%(form)s»")
            values = {"person": card.person.short_name, "own": card.form, "form": form}
            yield Finding("pair.form", text % values)
    yield from _of_kind(intent.mentor, form.mentor_kind, form)
    for mentee in intent.mentees:
        yield from _of_kind(mentee, form.mentee_kind, form)


def _of_kind(card: MentorCard | MenteeCard, kind: str, form: MentoringForm) -> Iterator[Finding]:
    if card.person.kind in (kind, ParticipantKind.OTHER):
        return
    text = _("в форме «%(form)s» на этом месте %(expected)s, а в базе записано: %(kind)s")
    values = {
        "form": form.name,
        "expected": ParticipantKind(kind).label,
        "kind": card.person.get_kind_display(),
    }
    yield Finding("pair.kind", _named(card, text % values), level=Level.WARNING)


def _of_choices(intent: Intent, rules: RuleSet) -> Iterator[Finding]:
    """A kind of mentoring and a role model are of the lists that the school keeps, or none."""
    kinds = {item["code"] for item in rules.value("pairing.kinds") or []}
    if intent.mentoring_kind and intent.mentoring_kind not in kinds:
        text = _("Такого вида наставничества в положении нет")
        yield rules.finding("pairing.kinds", text)
    form = intent.form_in_use
    if intent.role_model and (form is None or intent.role_model not in form.role_models):
        text = _("Ролевой модели «%(model)s» у формы «%(form)s» нет")
        values = {"model": intent.role_model, "form": form or "–"}
        yield Finding("pair.role_model", text % values)


def experience_findings(
    mentor: MentorCard, day: datetime.date, rules: RuleSet
) -> Iterator[Finding]:
    """A partner's mentor has worked long enough, where the regulation wants it."""
    least = rules.value("mentor.experience_min_years")
    if least is None or mentor.person.kind != ParticipantKind.EMPLOYER:
        return
    years = mentor.person.experience_on(day)
    if years is not None and years >= least:
        return
    has = count(years or 0, _("год"), _("года"), _("лет"))
    values = {"least": _years(least), "years": has}
    text = _("опыт работы должен быть не меньше %(least)s, а в карточке не указан") % values
    if years is not None:
        text = _("опыт работы должен быть не меньше %(least)s, а в карточке %(years)s") % values
    yield rules.finding("mentor.experience_min_years", _named(mentor, text), level=Level.WARNING)


def _of_load(intent: Intent, rules: RuleSet, facts: Facts) -> Iterator[Finding]:
    bonds = facts.bonds_of_mentor(intent.mentor)
    limit = rules.value("mentor.max_mentees")
    exempt = intent.is_group and rules.value("mentor.groups_exempt")
    if limit is not None and not exempt:
        number = _most(_counted(bonds, rules), intent.starts_on) + len(intent.mentees)
        if number > limit:
            text = _(
                "У {mentor:genitive} не больше %(limit)s {mentees:genitive} одновременно, а "
                "будет %(number)s"
            )
            yield rules.finding("mentor.max_mentees", text % {"limit": limit, "number": number})
    own = intent.mentor.places
    number = _most(bonds, intent.starts_on) + len(intent.mentees)
    if own and number > own:
        text = _("{Mentor} {mentor:готов/готова/готово} взять %(own)s, а будет %(number)s")
        values = {"own": own, "number": number}
        yield Finding("pair.places", text % values, level=Level.WARNING)


def _of_other_mentors(intent: Intent, mentee: MenteeCard, facts: Facts) -> Iterator[Finding]:
    """A second mentor of the same form is a mistake; of another form it is only unusual."""
    form = intent.form_in_use
    for bond in facts.bonds_of_mentee(mentee):
        if bond.mentor_id == intent.mentor.pk:
            continue
        text = _("уже в паре, {mentor} – %(mentor)s")
        if bond.ends_on < intent.ends_on:
            text = _("уже в паре по %(day)s, {mentor} – %(mentor)s")
        text %= {"mentor": bond.mentor_name, "day": short_date(bond.ends_on)}
        same = form is not None and bond.form_id == form.pk
        level = Level.BLOCK if same else Level.WARNING
        yield Finding("pair.taken", _named(mentee, text), level=level)


def _of_words(card: MentorCard | MenteeCard) -> Iterator[Finding]:
    if not card.person.gender:
        text = _("не указан пол, в приказе имя останется в именительном падеже")
        yield Finding("pair.gender", _named(card, text), level=Level.WARNING)


def warnings_of_two(
    mentor: MentorCard,
    mentee: MenteeCard,
    day: datetime.date,
    rules: RuleSet,
    intent: Intent | None = None,
    facts: Facts | None = None,
) -> Iterator[Finding]:
    """What a proposal should be looked at for, besides how well it fits."""
    form = pair_form(mentor, [mentee])
    if form is not None:
        yield from _of_kind(mentor, form.mentor_kind, form)
        yield from _of_kind(mentee, form.mentee_kind, form)
    yield from experience_findings(mentor, day, rules)
    if intent is not None and facts is not None:
        yield from paper_findings(intent, rules, facts.papers)
    yield from _of_direction(mentee, day)
    yield from _of_words(mentor)
    yield from _of_words(mentee)


def _of_direction(mentee: MenteeCard, day: datetime.date) -> Iterator[Finding]:
    """Federal Law 120-FZ, article 8.2: the commission appoints, not the school."""
    if mentee.direction and mentee.direction.is_sensitive and mentee.person.is_minor_on(day):
        text = _(
            "если несовершеннолетний на профилактическом учёте, {mentor:accusative} ему "
            "назначает комиссия по делам несовершеннолетних (ст. 8.2 закона № 120-ФЗ); "
            "приказ {school:genitive} это не заменяет"
        )
        yield Finding("pair.sensitive", _named(mentee, text), level=Level.WARNING)


def _counted(bonds: Iterable[Bond], rules: RuleSet) -> list[Bond]:
    """Bonds that the limit of a mentor counts."""
    exempt = rules.value("mentor.groups_exempt")
    return [bond for bond in bonds if not (exempt and bond.kind == PairKind.GROUP)]


def _most(bonds: Sequence[Bond], since: datetime.date) -> int:
    """How many mentees there are at once on the fullest day: two one after the other are one."""
    if len(bonds) < 2:
        return len(bonds)
    days = {max(bond.starts_on, since) for bond in bonds}
    return max(
        len({bond.mentee_id for bond in bonds if bond.starts_on <= day <= bond.ends_on})
        for day in days
    )


def _named(card: MentorCard | MenteeCard, text: str) -> str:
    """«П. И. Петров: нет согласия…», so that one of many is found."""
    return f"{card.person.short_name}: {text[:1].lower()}{text[1:]}".rstrip(".")


def _years(number: int) -> str:
    return f"{number} {plural(number, _('года'), _('лет'), _('лет'))}"
