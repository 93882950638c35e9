"""Papers of choosing mentors: application, nomination, approval sheet, protocol, register.

Papers are Russian whatever the language of the interface, so the words here pass gettext by.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence

from core.clock import today
from core.russian.cases import Case, Gender
from core.russian.dates import long_date, short_date
from core.russian.names import FullName, initials_first
from core.russian.posts import decline_post
from core.terms import expand
from documents.paper import (
    Block,
    Column,
    Field,
    Fields,
    Paper,
    Paragraph,
    Signature,
    Signatures,
    Stamp,
    Table,
    TextSection,
)
from documents.papers import letterhead_of
from schools.choices import AppointedRole
from schools.models import School, Signatory
from schools.queries import signatory_on
from schools.titles import title_in

from .choices import Verdict
from .models import Appointment, MentorApplication, Person, SelectionMeeting
from .models.applications import BODIES
from .selection import body_title

BY_HAND = "____________________"


def application_paper(application: MentorApplication, *, act: str) -> Paper:
    """The application on a sheet of its own, to be signed; no consent stands on it.

    `act` is the title of the school's act that the candidate has read.
    """
    person, school = application.person, application.school
    day = application.applied_on or today()
    text = expand("Прошу рассмотреть мою кандидатуру в {mentors} на %s учебный год.")
    blocks: list[Block] = [_addressee(school, person, day), Paragraph(text % application.year)]
    rows = [Field("Контактный телефон", application.phone), Field("E-mail", application.email)]
    if application.form:
        rows.insert(0, Field("Форма наставничества", application.form.name))
    sheets = application.portfolio_sheets
    rows.append(Field("Портфолио, листов", "" if sheets is None else str(sheets)))
    blocks.append(Fields(tuple(rows)))
    if application.about:
        blocks.append(TextSection("О себе", application.about))
    blocks += [TextSection(row["question"], row["answer"]) for row in application.answers]
    title = title_in(act, Case.INSTRUMENTAL) if act else "положением"
    blocks.append(Paragraph(f"С {title} ознакомлен(а)."))
    if person.is_minor_on(day):
        blocks.append(
            Paragraph(expand("Согласие {guardian:genitive} прилагается отдельным документом."))
        )
    blocks.append(Signatures((_signature("Кандидат", person, application.applied_on),)))
    return Paper(kind="application", heading="ЗАЯВЛЕНИЕ", title="", blocks=tuple(blocks))


def nomination_paper(application: MentorApplication) -> Paper:
    """A candidate is put forward by others; who they are stands in their own words."""
    person, school = application.person, application.school
    day = application.applied_on or today()
    place = person.class_name or in_case(person.post, Case.ACCUSATIVE) or person.workplace
    who = ", ".join(filter(None, [person.full_name_in(Case.ACCUSATIVE), place]))
    text = expand("Предлагаем назначить {mentor:instrumental} на %(year)s учебный год: %(who)s.")
    blocks: list[Block] = [
        Stamp(director_lines(school, day)),
        Paragraph(text % {"year": application.year, "who": who}),
    ]
    if application.form:
        blocks.append(Paragraph(f"Форма наставничества: {application.form.name}."))
    if application.about:
        blocks.append(Paragraph(application.about))
    blocks.append(
        Signatures(
            (
                Signature(
                    upper_first(application.nominated_by), "", dated=True, on=application.applied_on
                ),
            )
        )
    )
    return Paper(kind="nomination", heading="ПРЕДСТАВЛЕНИЕ", title="", blocks=tuple(blocks))


def approval_sheet(application: MentorApplication, *, curators: Sequence[Person]) -> Paper:
    """Who has to agree before the order: the candidate and the curator."""
    rows = [
        (
            "Кандидат в {mentors}",
            [application.person],
            application.candidate_agreed_on,
        ),
        ("{Curator}", curators, application.curator_agreed_on),
    ]
    lines = tuple(
        (
            str(number),
            ", ".join(person.full_name for person in people),
            expand(post),
            f"Согласован {short_date(day)}" if day else "",
            "",
        )
        for number, (post, people, day) in enumerate(rows, 1)
    )
    title = expand("о назначении {mentor:instrumental} %(who)s на %(year)s учебный год") % {
        "who": application.person.initials_in(Case.GENITIVE),
        "year": application.year,
    }
    return Paper(
        kind="approval_sheet",
        heading="ЛИСТ СОГЛАСОВАНИЯ",
        title=f"к проекту приказа {title}",
        letterhead=letterhead_of(application.school),
        blocks=(
            Table(
                columns=(
                    Column("№ п/п", 8),
                    Column("Фамилия, имя, отчество", 30),
                    Column("В качестве кого", 20),
                    Column("Ознакомлен, согласен (дата)", 20),
                    Column("Подпись", 15),
                ),
                rows=lines,
            ),
        ),
    )


def protocol_paper(meeting: SelectionMeeting, members: Sequence[Appointment]) -> Paper:
    """Who met, whom they heard, what they decided on each candidate."""
    here = {person.pk for person in meeting.present.all()}
    verdicts = list(meeting.verdicts.select_related("application__person", "application__form"))
    present = [row for row in members if row.person_id in here]
    absent = [row for row in members if row.person_id not in here]
    blocks: list[Block] = [
        Paragraph("Присутствовали: " + _names(present) + ".", indent=False),
    ]
    if absent:
        blocks.append(Paragraph("Отсутствовали: " + _names(absent) + ".", indent=False))
    about = expand("отбор {mentors:genitive}")
    if verdicts:
        about += f" на {verdicts[0].application.year} учебный год"
    blocks.append(Paragraph(f"Повестка дня: {about}."))
    if meeting.heard:
        blocks.append(TextSection("Слушали", meeting.heard))
    blocks.append(_decisions(verdicts))
    accepted = [row for row in verdicts if row.verdict == Verdict.ACCEPTED]
    if accepted:
        text = expand("Решили: включить в реестр {mentors:genitive}: %s.")
        blocks.append(
            Paragraph(
                text
                % ", ".join(row.application.person.initials_in(Case.ACCUSATIVE) for row in accepted)
            )
        )
    lead = BODIES[AppointedRole(meeting.body)][0]
    chair = next((row.person for row in members if row.role == lead), None)
    lines = [_signature("Председатель", chair, None, dated=False)]
    lines.append(Signature(post="Секретарь", name=meeting.secretary))
    blocks.append(Signatures(tuple(lines)))
    return Paper(
        kind="selection_protocol",
        heading="ПРОТОКОЛ",
        title=f"Заседание: {expand(body_title(meeting.body))}",
        letterhead=letterhead_of(meeting.school),
        numbered=True,
        number=meeting.number,
        date=meeting.held_on,
        place=meeting.school.city,
        blocks=tuple(blocks),
    )


def register_paper(
    school: School, applications: Iterable[MentorApplication], *, year: str
) -> Paper:
    """«Реестр наставников»: who was chosen, by what. The director approves it by hand."""
    lines = tuple(
        (
            str(number),
            row.person.full_name,
            row.person.place,
            row.form.name if row.form else "",
            row.decision_basis,
            short_date(row.decided_on) if row.decided_on else "",
        )
        for number, row in enumerate(applications, 1)
    )
    signatory = signatory_on(school, today())
    return Paper(
        kind="mentor_register",
        heading=expand("РЕЕСТР {mentors:genitive}").upper(),
        title=f"на {year} учебный год",
        letterhead=letterhead_of(school),
        landscape=True,
        blocks=(
            Stamp(
                (
                    "УТВЕРЖДАЮ",
                    signatory.post if signatory else expand("{Director}"),
                    f"__________ {initials_first(_name_of(signatory)) if signatory else ''}",
                    "«___» ____________ 20___ г.",
                )
            ),
            Table(
                columns=(
                    Column("№ п/п", 8),
                    Column("Фамилия, имя, отчество", 25),
                    Column(expand("Должность, {class}"), 18),
                    Column("Форма наставничества", 18),
                    Column("Основание", 24),
                    Column("Дата решения", 10),
                ),
                rows=lines,
            ),
            Paragraph(f"Сведения на {long_date(today())}", indent=False),
            Signatures((Signature(post=expand("{Curator}"), name="", dated=True),)),
        ),
    )


def _decisions(verdicts: Sequence) -> Table:
    has_votes = any(row.has_votes for row in verdicts)
    columns = [Column("№ п/п", 8), Column("Кандидат", 28), Column("Форма", 18)]
    columns += [Column("За", 7), Column("Против", 8), Column("Воздерж.", 9)] if has_votes else []
    columns += [Column("Решение", 18), Column("Пояснение", 18)]
    lines = []
    for number, row in enumerate(verdicts, 1):
        person, form = row.application.person, row.application.form
        who = ", ".join(filter(None, [person.full_name, person.place]))
        votes = ["" if vote is None else str(vote) for vote in row.votes] if has_votes else []
        decision = Verdict(row.verdict).label
        lines.append((str(number), who, form.name if form else "", *votes, str(decision), row.note))
    return Table(columns=tuple(columns), rows=tuple(lines))


def _names(rows: Iterable[Appointment]) -> str:
    return ", ".join(
        ", ".join(filter(None, [row.person.short_name, row.person.post])) for row in rows
    )


def _addressee(school: School, person: Person, day: datetime.date) -> Stamp:
    place = person.class_name or in_case(person.post, Case.GENITIVE)
    who = f"от {person.full_name_in(Case.GENITIVE)}"
    return Stamp((*director_lines(school, day), who, *([place] if place else [])))


def director_lines(school: School, day: datetime.date) -> tuple[str, ...]:
    """To whom a paper is addressed: the post, the school where its name stays, the name."""
    signatory = signatory_on(school, day)
    if signatory is None:
        return upper_first(expand("{director:dative}")), *_undeclined(school), BY_HAND
    post = upper_first(in_case(signatory.post, Case.DATIVE))
    if signatory.is_acting:
        genitive = in_case(signatory.post, Case.GENITIVE)
        post = f"И. о. {genitive[:1].lower()}{genitive[1:]}"
    return post, *_undeclined(school), initials_first(_name_of(signatory), Case.DATIVE)


def _undeclined(school: School) -> list[str]:
    """«МБОУ СОШ № 65» stands in any case as it is; another name is left out, not put wrongly."""
    name = school.short_name
    return [name] if name.split(" ")[0].isupper() else []


def in_case(post: str, case: Case) -> str:
    return decline_post(post, case) or post


def upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]


def _name_of(signatory: Signatory) -> FullName:
    return FullName(
        signatory.last_name,
        signatory.first_name,
        signatory.middle_name,
        Gender(signatory.gender) if signatory.gender else None,
    )


def _signature(
    post: str, person: Person | None, on: datetime.date | None, *, dated: bool = True
) -> Signature:
    name = person.initials_in(Case.NOMINATIVE) if person else ""
    return Signature(post=post, name=name, dated=dated, on=on)
