"""What the bases do on the news of other apps."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from accounts.models import Invitation, User
from accounts.signals import invitation_accepted

from .actions import link_account
from .life_hooks import register_holdings
from .models import Person
from .queries import (
    panel_of_appointments,
    panel_of_external,
    panel_of_labour,
    register_person_panel,
)
from .queries.acquaintance import panel_of_acquaintance
from .queries.selection_holdings import selection_holdings
from .queries.training import panel_of_training

register_person_panel(panel_of_labour)
register_person_panel(panel_of_external)
register_person_panel(panel_of_appointments)
register_person_panel(panel_of_training)
register_person_panel(panel_of_acquaintance)
register_holdings(selection_holdings)


@receiver(invitation_accepted, dispatch_uid="registry.link_invited_person")
def link_invited_person(invitation: Invitation, user: User, **kwargs: Any) -> None:
    """The account of somebody invited from a card becomes that person's.

    Nothing where the card has an account by now, or the account another card in this school.
    """
    if invitation.person_ref is None:
        return
    people = Person.objects.filter(school_id=invitation.school_id)
    person = people.filter(pk=invitation.person_ref, user=None).first()
    if person is not None and not people.filter(user=user).exists():
        link_account(person, user=user, actor=user)
