"""What everybody may read of a school: what its regulation publishes, of whom has consented.

Nothing here is stored or cached: whoever withdraws is gone with the next request.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from pairing.choices import PairState
from pairing.models import PairMember
from pairing.models.standing import in_state, standing
from registry.choices import CardState, ConsentKind
from registry.models import Consent, MentorCard, Person
from registry.queries import with_publication_consent
from schools.models import Regulation, School
from schools.queries import current_programme
from schools.rules import rules_of

from ..models import PublicPage

# Parts with a list of their own, in the order of the page. For the rest that a regulation may
# publish (`site.publish`) there are no data here.
LISTS = ("mentors", "pairs", "practices")


@dataclass(frozen=True)
class PublicSchool:
    """A school as everybody may see it today."""

    page: PublicPage
    day: datetime.date

    @property
    def school(self) -> School:
        return self.page.school

    @cached_property
    def programme(self) -> Any:
        return current_programme(self.school, self.day)

    @cached_property
    def published(self) -> tuple[str, ...]:
        """Codes of what the act in force publishes; nothing where it doesn't say."""
        if self.programme is None:
            return ()
        return tuple(rules_of(self.programme.regulation).value("site.publish") or ())

    @property
    def acts(self) -> QuerySet[Regulation]:
        if "acts" not in self.published:
            return Regulation.objects.none()
        return (
            Regulation.objects.filter(school=self.school, valid_from__lte=self.day)
            .filter(Q(valid_to__isnull=True) | Q(valid_to__gte=self.day))
            .order_by("title", "-version")
        )

    def rows(self, part: str) -> QuerySet[Any]:
        """The rows of one part; none of a part that isn't published."""
        if part not in self.published or part not in LISTS:
            return MentorCard.objects.none()
        return {"mentors": self._mentors, "pairs": self._pairs, "practices": self._practices}[
            part
        ]()

    @cached_property
    def _named(self) -> QuerySet[Any, Any]:
        people = Person.objects.filter(school=self.school)
        rules = rules_of(self.programme.regulation)
        return with_publication_consent(people, day=self.day, rules=rules).order_by().values("pk")

    def _mentors(self) -> QuerySet[MentorCard]:
        """`says_more`: the text that was signed speaks of competencies too."""
        given = Consent.objects.in_force_on(self.day).filter(
            person=OuterRef("person"), kind=ConsentKind.PUBLICATION
        )
        return (
            MentorCard.objects.filter(
                school=self.school, state=CardState.ACTIVE, person__in=self._named
            )
            .annotate(says_more=~Exists(given.filter(wording__isnull=True)))
            .select_related("person")
            .order_by("person__search_name", "pk")
        )

    def _pairs(self) -> QuerySet[PairMember]:
        """Both are named, or neither; a pair that tells of somebody's trouble is nobody's news."""
        states = in_state(PairState.COMPLETED, self.day, "pair__")
        states |= standing(self.day, "pair__") & ~Q(pair__regulation__in=self._waiting)
        return (
            PairMember.objects.filter(
                states,
                pair__school=self.school,
                mentee__person__in=self._named,
                mentor__person__in=self._named,
            )
            .exclude(pair__direction__is_sensitive=True)
            .exclude(mentee__direction__is_sensitive=True)
            .select_related("pair__form", "mentee__person", "mentor__person")
            .order_by("-joined_on", "mentor__person__search_name", "pk")
        )

    def _practices(self) -> QuerySet[PairMember]:
        """Cases that somebody has written about at an address of their own."""
        return self._pairs().exclude(case_url="")

    @cached_property
    def _waiting(self) -> list[int]:
        """Acts under which results are published after the end; a pair keeps the one it has."""
        acts = Regulation.objects.filter(school=self.school)
        return [act.pk for act in acts if rules_of(act).value("site.after_completion")]


def public_school(slug: str, day: datetime.date) -> PublicSchool | None:
    """None for a school that has no page for everybody; it can't be told from one that isn't."""
    page = PublicPage.objects.filter(school__slug=slug, is_open=True)
    found = page.select_related("school").first()
    if found is None:
        return None
    school = PublicSchool(found, day)
    return school if school.published else None
