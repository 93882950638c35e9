"""An agreement with a partner, or a contract with a person, as a paper to sign."""

from __future__ import annotations

import datetime

from core.russian.cases import Case
from core.russian.dates import long_date
from core.russian.names import full, initials_first, parse_full_name
from core.russian.posts import decline_post
from core.terms import expand, using
from documents.paper import Block, Field, Fields, Paper, Paragraph, Signature, Signatures
from schools.terms import words_of

from .choices import ContractKind
from .models import PartnerAgreement
from .partner_texts import sections_of

BLANK = "____________________"


def agreement_paper(agreement: PartnerAgreement) -> Paper:
    """All that stands in it was typed or kept with the agreement; nothing is looked up."""
    with using(words_of(agreement.school)):
        is_person = agreement.kind == ContractKind.PERSON
        return Paper(
            kind="agreement",
            heading=_heading(agreement, is_person=is_person),
            title=_title(agreement, is_person=is_person),
            place=agreement.city,
            number=agreement.number,
            date=agreement.dated_on,
            numbered=True,
            retention_margin=20,
            blocks=(
                Paragraph(_preamble(agreement, is_person=is_person)),
                *_sections(agreement),
                _heading_of(f"{len(sections_of(agreement.conditions)) + 1}. Стороны"),
                *_sides(agreement, is_person=is_person),
            ),
        )


def acting_for(post: str, name: str) -> str:
    """«директора Образцовой Анны Ивановны»: who acts for a side, as a sentence wants it."""
    post = post.strip()
    lowered = post[:1].lower() + post[1:] if post[1:2].islower() else post
    said = full(parse_full_name(name), Case.GENITIVE) if name.strip() else ""
    return " ".join(filter(None, [decline_post(lowered, Case.GENITIVE) or lowered, said]))


def _heading(agreement: PartnerAgreement, *, is_person: bool) -> str:
    if is_person:
        return "ДОГОВОР"
    return "ДОПОЛНИТЕЛЬНОЕ СОГЛАШЕНИЕ" if agreement.main_contract else "СОГЛАШЕНИЕ"


def _title(agreement: PartnerAgreement, *, is_person: bool) -> str:
    if is_person:
        return expand("о работе {mentor:instrumental}")
    if agreement.main_contract:
        return f"о наставничестве к договору о сотрудничестве {agreement.main_contract}"
    return "о наставничестве"


def _preamble(agreement: PartnerAgreement, *, is_person: bool) -> str:
    school = (
        f"{agreement.school_name} (далее – Организация) в лице "
        f"{agreement.school_acting or BLANK}, на основании {agreement.school_ground or BLANK}"
    )
    if is_person:
        other = f"{agreement.partner_name} " + expand("(далее – {Mentor})")
    else:
        other = (
            f"{agreement.partner_name} (далее – Партнёр) в лице "
            f"{agreement.partner_acting or BLANK}, на основании "
            f"{agreement.partner_ground or BLANK}"
        )
    where = f" на территории: {agreement.territory}" if agreement.territory else ""
    forms = ", ".join(f"«{form.name}»" for form in agreement.forms.all())
    what = f" по формам {forms}" if forms else ""
    return (
        f"{school}, с одной стороны, и {other}, с другой стороны, вместе – Стороны, договорились "
        f"о наставничестве{what}{where}."
    )


def _sections(agreement: PartnerAgreement) -> list[Block]:
    blocks: list[Block] = []
    sections = sections_of(agreement.conditions)
    for number, (heading, points) in enumerate(sections, start=1):
        blocks.append(_heading_of(f"{number}. {heading}"))
        said = list(points)
        if number == len(sections):
            said.append(_term(agreement.starts_on, agreement.ends_on))
        blocks += [Paragraph(f"{number}.{place}. {text}") for place, text in enumerate(said, 1)]
    return blocks


def _term(starts_on: datetime.date, ends_on: datetime.date | None) -> str:
    until = f" по {long_date(ends_on)}" if ends_on else ", срок не ограничен"
    return closed(f"Соглашение действует с {long_date(starts_on)}{until}")


def closed(text: str) -> str:
    """With one full stop, whatever the text ends with: «2027 г.»."""
    return f"{text.rstrip(' .')}."


def _heading_of(text: str) -> Paragraph:
    return Paragraph(text, align="left", bold=True, indent=False)


def _sides(agreement: PartnerAgreement, *, is_person: bool) -> list[Block]:
    sides = [
        (
            agreement.school_name,
            agreement.school_address,
            agreement.school_staff,
            Signature(agreement.school_post, _initials(agreement.school_head), dated=True),
        ),
        (
            agreement.partner_name,
            agreement.partner_address,
            "" if is_person else agreement.partner_staff,
            Signature(
                expand("{Mentor}") if is_person else capitalised(agreement.partner_post),
                _initials(agreement.partner_name if is_person else agreement.partner_head),
                dated=True,
            ),
        ),
    ]
    blocks: list[Block] = []
    for name, address, staff, signature in sides:
        rows = [Field("Сторона", name), Field("Адрес", address)]
        if not is_person:
            rows.append(Field("Кто отвечает за связь", staff))
        blocks += [Fields(tuple(rows)), Signatures((signature,))]
    return blocks


def capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def _initials(name: str) -> str:
    return initials_first(parse_full_name(name)) if name.strip() else ""
