"""The labour side as paper: the employee's consent and the additional agreement."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from core.clock import today
from core.russian.cases import Case
from core.russian.dates import long_date
from core.terms import expand, using
from documents.paper import Block, Field, Fields, Paper, Paragraph, Signature, Signatures
from schools.models import School
from schools.queries import signatory_on
from schools.rules import RuleSet
from schools.terms import words_of

from .models import LabourTerms
from .partner_papers import BLANK, acting_for, capitalised, closed

# What is signed where the act has no words of its own.
USUAL_CONSENT = ("Согласие на работу {mentor:genitive} даю добровольно.",)
RECEIVED = (
    "Экземпляр соглашения {employee} {employee:получил/получила/получило}: "
    "______________ (подпись, дата)"
)


def consent_words(school: School, rules: RuleSet) -> list[str]:
    """The paragraphs that are signed today: of the act, or the fewest that will do."""
    said = rules.value("labour.consent_text")
    with using(words_of(school)):
        return [expand(line) for line in said or USUAL_CONSENT]


def version_of(paragraphs: Sequence[str]) -> str:
    """A text that differs by a letter has another one."""
    return hashlib.sha256("\n".join(paragraphs).encode()).hexdigest()[:10]


def labour_consent(terms: LabourTerms) -> Paper:
    """The sheet of the consent, alone on its page."""
    school, person = terms.school, terms.person
    with using(words_of(school)):
        rows = [
            Field("Организация", school.name),
            Field("Фамилия, имя, отчество", person.full_name),
            Field("Должность", person.post),
            Field("Срок", _term(terms)),
        ]
        if terms.ground:
            rows.append(Field("Основание", terms.ground))
        line = Signature(expand("{Employee}"), person.initials_in(Case.NOMINATIVE), dated=True)
        return Paper(
            kind="labour_consent",
            heading="СОГЛАСИЕ",
            title=expand("{employee:genitive} на работу {mentor:instrumental}"),
            blocks=(
                Fields(tuple(rows)),
                *(Paragraph(text) for text in terms.consent_text),
                Signatures((line,)),
                _small(f"Редакция текста: {terms.consent_version}"),
            ),
        )


def labour_agreement(terms: LabourTerms) -> Paper:
    """Content, term, form and payment of the work, then the conditions line by line."""
    school, person = terms.school, terms.person
    day = terms.signed_on or today()
    signatory = signatory_on(school, day)
    name = ""
    head, post = "", expand("{Director}")
    if signatory is not None:
        name = f"{signatory.last_name} {signatory.first_name} {signatory.middle_name}".strip()
        initials = "".join(f"{part[0]}. " for part in name.split()[1:3])
        head, post = f"{initials}{signatory.last_name}", signatory.post
    with using(words_of(school)):
        said = [
            f"{capitalised(person.post) or expand('{Employee}')} {person.full_name} выполняет "
            + expand("работу {mentor:genitive}: ")
            + (terms.content or BLANK),
            f"Срок работы: {_term(terms)}",
            f"Форма выполнения: {terms.work_form or BLANK}",
            f"Оплата: {terms.payment or BLANK}",
        ]
        if terms.ground:
            said.append(f"Основание: {terms.ground}")
        said += [line.strip() for line in terms.conditions.splitlines() if line.strip()]
        return Paper(
            kind="labour_agreement",
            heading="ДОПОЛНИТЕЛЬНОЕ СОГЛАШЕНИЕ",
            title="к трудовому договору " + (terms.contract or "от __________ № ______"),
            place=school.city,
            number=terms.number,
            date=terms.signed_on,
            numbered=True,
            retention_margin=30,
            blocks=(
                Paragraph(
                    f"{school.name} (далее – Работодатель) в лице "
                    f"{acting_for(post, name) or BLANK} и {person.full_name} "
                    + expand("(далее – {Employee}) договорились о следующем.")
                ),
                *_numbered(said),
                Signatures(
                    (
                        Signature(post, head, dated=True),
                        Signature(
                            expand("{Employee}"), person.initials_in(Case.NOMINATIVE), dated=True
                        ),
                    )
                ),
                _small(expand(RECEIVED)),
            ),
        )


def _numbered(lines: Iterable[str]) -> Iterable[Block]:
    return [Paragraph(f"{number}. {closed(text)}") for number, text in enumerate(lines, start=1)]


def _term(terms: LabourTerms) -> str:
    until = f" по {long_date(terms.ends_on)}" if terms.ends_on else ""
    return f"с {long_date(terms.starts_on)}{until}"


def _small(text: str) -> Paragraph:
    return Paragraph(text, align="left", indent=False)
