"""Reads of proposals and pairs that have a name."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, F, OuterRef, Prefetch, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from accounts.choices import Role
from accounts.queries import users_with_role
from core import clock
from registry.choices import Base, CardState
from registry.models import MenteeCard, MentorCard
from registry.queries import name_matches
from schools.models import Programme, School

from .choices import DECLINED, PairState, WishKind
from .models import Pair, PairMember, PairWish, Preference, Proposal, ProposalRun
from .models.standing import in_state
from .weights import best_score, weights_of


def mentors_of(school: School) -> QuerySet[MentorCard]:
    """The working base of mentors with their people and forms, in a fixed order."""
    rows = MentorCard.objects.filter(school=school, state=CardState.ACTIVE)
    return rows.select_related("person").prefetch_related("form").order_by("pk")


def mentees_of(school: School, actor: Any = None) -> QuerySet[MenteeCard]:
    """The working base of mentees; with an actor, the part that the actor is in charge of."""
    rows = MenteeCard.objects.visible_to(actor) if actor is not None else MenteeCard.objects.all()
    rows = rows.filter(school=school, state=CardState.ACTIVE)
    return rows.select_related("person").prefetch_related("form", "direction").order_by("pk")


def wishes_of(programme: Programme) -> QuerySet[PairWish]:
    return PairWish.objects.filter(programme=programme).order_by("pk")


def preferences_of(programme: Programme) -> list[tuple[int, int, str, int]]:
    """What people wish for, for a calculation: mentor, mentee (cards), side, rank from 1."""
    rows = Preference.objects.filter(programme=programme).exclude(rank=DECLINED)
    return list(rows.order_by("pk").values_list("mentor_id", "mentee_id", "side", "rank"))


def best_score_in(programme: Programme) -> int:
    """What a pair that fits in everything would get; wishes count once anybody has told one."""
    points = weights_of(programme.regulation)
    told = Preference.objects.filter(programme=programme).exclude(rank=DECLINED)
    if not told.exists():
        points["wishes"] = 0
    return best_score(points.values())


def declined_pairs(programme: Programme) -> set[tuple[int, int]]:
    """Mentor and mentee where one of the two would rather not; a lock of the curator's stands."""
    rows = Preference.objects.filter(programme=programme, rank=DECLINED)
    locked = PairWish.objects.filter(programme=programme, kind=WishKind.LOCKED)
    found = set(rows.values_list("mentor_id", "mentee_id"))
    return found - set(locked.values_list("mentor_id", "mentee_id"))


def drafts_of(programme: Programme, actor: Any) -> QuerySet[ProposalRun]:
    """The drafts that the actor may see, the base first: the one that was taken so last."""
    rows = ProposalRun.objects.visible_to(actor).filter(programme=programme)
    return rows.order_by(F("chosen_at").desc(nulls_last=True), "-created_at", "-pk")


def is_base(run: ProposalRun, actor: Any) -> bool:
    """Whether pairs are chosen from this draft: it was taken so last, or none was."""
    first = drafts_of(run.programme, actor).first()
    return first is None or first.chosen_at is None or first.pk == run.pk


def proposals_of(run: ProposalRun) -> QuerySet[Proposal]:
    return Proposal.objects.filter(run=run).select_related(
        "mentor__person", "mentor__form", "mentee__person", "mentee__form", "mentee__direction"
    )


def pairs_with_people(pairs: QuerySet[Pair], user: Any = None) -> QuerySet[Pair]:
    """What a page or a paper needs of pairs, in a constant number of queries.

    With a user, only the members that this user may see: a group's mentees don't see each other.
    """
    rows = PairMember.objects.all() if user is None else PairMember.objects.visible_to(user)
    members = rows.select_related("mentee__person", "mentee__form", "mentee__direction")
    return pairs.select_related(
        "mentor__person", "mentor__form", "form", "direction", "order"
    ).prefetch_related(Prefetch("members", members))


def chosen_pairs(programme: Programme, user: Any) -> QuerySet[Pair]:
    """Pairs that wait for an order."""
    rows = Pair.objects.visible_to(user).filter(programme=programme, state=PairState.CHOSEN)
    return pairs_with_people(rows)


def proposals_to_show(run: ProposalRun, *, named: str = "") -> QuerySet[Proposal]:
    """Proposals whose mentee is still free, with the decision that stands about the two.

    `named` keeps those where one of the two has this in the name.
    """
    bound = PairMember.objects.binding_on(clock.today()).filter(mentee=OuterRef("mentee"))
    wish = PairWish.objects.filter(
        programme=run.programme_id, mentor=OuterRef("mentor"), mentee=OuterRef("mentee")
    )
    rows = proposals_of(run).filter(~Exists(bound))
    if named:
        of_mentor = name_matches(named, field="mentor__person__search_name")
        rows = rows.filter(of_mentor | name_matches(named, field="mentee__person__search_name"))
    kind = Coalesce(Subquery(wish.values("kind")[:1]), Value(""))
    return rows.annotate(wish_id=wish.values("pk")[:1], wish_kind=kind)


def proposals_to_choose(run: ProposalRun, *, named: str = "") -> list[int]:
    """Primary keys of all that are shown but those forbidden since."""
    banned = forbidden_pairs(run.programme)
    rows = proposals_to_show(run, named=named).values_list("pk", "mentor_id", "mentee_id")
    return [pk for pk, mentor, mentee in rows if (mentor, mentee) not in banned]


def forbidden_pairs(programme: Programme) -> set[tuple[int, int]]:
    """Mentor and mentee of each pair that the curator has forbidden."""
    rows = PairWish.objects.filter(programme=programme, kind=WishKind.FORBIDDEN)
    return set(rows.values_list("mentor_id", "mentee_id"))


def is_bound(card: MentorCard | MenteeCard) -> bool:
    """Whether the person of this card is in a pair that is chosen, ordered or in force today."""
    side = "mentor" if isinstance(card, MentorCard) else "mentee"
    return PairMember.objects.binding_on(clock.today()).filter(**{side: card}).exists()


def keys_of_cards(base: str, school_id: int, is_over: bool) -> QuerySet[Any]:
    """Keys of the cards of people in a pair, or of those who went through one to its end."""
    side = "mentor_id" if base == Base.MENTORS else "mentee_id"
    rows, today = PairMember.objects.filter(pair__school_id=school_id), clock.today()
    completed = in_state(PairState.COMPLETED, today, "pair__")
    rows = rows.filter(completed) if is_over else rows.binding_on(today)
    return rows.order_by().values(side)


def curators_to_choose(user: Any) -> list[tuple[str, str]]:
    """Who may look after pairs of the user's school, for a choice."""
    rows = users_with_role(user.school, Role.CURATOR).order_by("last_name", "first_name", "pk")
    return [(str(one.pk), one.get_full_name()) for one in rows]
