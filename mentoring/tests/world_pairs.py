"""A petition of the mentee and a group in force, for the routes of the life of pairs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from accounts.choices import Role
from pairing.choices import RequestSide
from pairing.models import PairRequest
from pairing.testing import active_pair

if TYPE_CHECKING:
    from .world import World


def pair_objects(world: World) -> dict[str, Any]:
    pair, member = world.objects["pair"], world.objects["member"]
    group = active_pair(world.school, world.users[Role.CURATOR], number=2)
    return {
        "pair_request": PairRequest.objects.create(
            school=world.school,
            pair=pair,
            member=member,
            side=RequestSide.MENTEE,
            text="Нам трудно понять друг друга.",
            asked_on=pair.starts_on,
            asked_by=world.users[Role.MENTEE],
        ),
        "group": group,
        "group_member": group.members.first(),
    }
