"""What the regulation says of choosing mentors: who decides, by which criteria, what is asked."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from core.choices import Level
from core.clock import today
from core.findings import Finding
from core.i18n import gettext as _
from schools.choices import AppointedRole
from schools.models import MentoringForm, Programme, School
from schools.queries import current_programme
from schools.rules import RuleSet
from schools.years import year_label, year_on

from .choices import PrincipleKind
from .models import Appointment, Person
from .models.applications import BODIES
from .rules import roles_used

FORM_SEPARATOR = ": "
# A school year of papers, where no programme says which.
SCHOOL_YEAR = ("09-01", "08-31")


def is_selection_used(rules: RuleSet) -> bool:
    """A school whose act says nothing of choosing mentors sees none of it."""
    return bool(rules.value("selection.steps")) or deciding_body(rules) is not None


def deciding_body(rules: RuleSet) -> str | None:
    """The commission; where the act has none, its working group; None where nobody is named."""
    if rules.value("roles.used") is None:
        return None
    used = roles_used(rules)
    return next((str(body) for body, roles in BODIES.items() if used & {*roles}), None)


def body_title(body: str) -> str:
    titles = {
        AppointedRole.COMMISSION: _("комиссия по отбору {mentors:genitive}"),
        AppointedRole.WORKING_GROUP: _("рабочая группа"),
    }
    return titles[AppointedRole(body)]


def members_of(school: School, body: str, day: datetime.date) -> list[Appointment]:
    """Who is appointed to the body on that day, who leads it first."""
    roles = BODIES[AppointedRole(body)]
    rows = Appointment.objects.on(day).filter(school=school, role__in=roles)
    found: dict[int, Appointment] = {}
    for row in rows.select_related("person").order_by("person__search_name"):
        if row.person_id not in found or row.role == roles[0]:
            found[row.person_id] = row
    return sorted(found.values(), key=lambda row: row.role != roles[0])


def presence_findings(
    body: str, present: Iterable[Person], *, rules: RuleSet, members: Iterable[Appointment]
) -> list[Finding]:
    """What speaks against a decision of these people."""
    count = len({person.pk for person in present})
    members = list(members)
    found = []
    if body == AppointedRole.COMMISSION:
        least, most = rules.value("commission.min"), rules.value("commission.max")
        if least is not None and count < least:
            text = _("На заседании %(count)s, а решают не меньше %(least)s.")
            found.append(rules.finding("commission.min", text % {"count": count, "least": least}))
        if most is not None and count > most:
            text = _("На заседании %(count)s, а в комиссии не больше %(most)s.")
            found.append(rules.finding("commission.max", text % {"count": count, "most": most}))
    if count * 2 <= len(members):
        text = _("Пришла только половина состава или меньше: %(count)s из %(all)s.")
        text %= {"count": count, "all": len(members)}
        found.append(Finding(code="selection.quorum", text=text, level=Level.WARNING))
    return found


def criteria_for(rules: RuleSet, form: MentoringForm | None, names: Iterable[str]) -> list[str]:
    """Common ones, then those of the form. `names`: all forms of the school, as criteria name them.

    A line that names no form of the school is common.
    """
    known = {name.casefold() for name in names}
    common, special = [], []
    for line in rules.value("selection.criteria") or []:
        head, separator, rest = line.partition(FORM_SEPARATOR)
        if not separator or head.strip().casefold() not in known:
            common.append(line)
        elif form is not None and head.strip().casefold() == form.name.casefold():
            special.append(rest.strip())
    return common + special


def questions_of(rules: RuleSet) -> list[str]:
    return list(rules.value("selection.questions") or [])


def principle_kinds(rules: RuleSet) -> list[str]:
    """With which texts the act has mentors acquainted, in their order."""
    asked = rules.value("acquaintance.documents") or ()
    return [kind.value for kind in PrincipleKind if kind.value in asked]


def year_for(school: School, day: datetime.date | None = None) -> tuple[Programme | None, str]:
    """The cycle that a candidate applies for, and its name on papers: «2026–2027»."""
    programme = current_programme(school, day or today())
    if programme is not None:
        label = year_label(programme.starts_on, programme.ends_on)
    else:
        label = str(year_on(*SCHOOL_YEAR, day or today()))
    return programme, label.replace("/", "–")
