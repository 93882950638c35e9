"""One-time links for wishes on their way to paper: kept and shown as those of consents."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.urls import reverse

from registry.slips import Session, Slip, Taken, keep_links, take_links

from .actions import Linked
from .models import WishRequest

KEY = "pairing.slips"


def keep_slips(session: Session, linked: Sequence[Linked]) -> None:
    keep_links(session, KEY, linked)


def take_slips(session: Session, *, user: Any, site: Callable[[str], str]) -> Taken | None:
    """None where there is nothing to show any more. `site` makes an address of a path."""

    def slips_of(tokens: Mapping[int, str]) -> list[Slip]:
        rows = WishRequest.objects.visible_to(user).filter(pk__in=tokens).with_people()
        slips = [
            Slip(row, site(reverse("pairing:wish_link", args=[tokens[row.pk]]))) for row in rows
        ]
        return sorted(slips, key=lambda slip: _place(slip.request))

    return take_links(session, KEY, slips_of)


def _place(request: WishRequest) -> tuple[str, str, int]:
    """By class, so that they can be handed out room by room."""
    person = request.card.person
    return person.class_name, person.search_name, request.pk
