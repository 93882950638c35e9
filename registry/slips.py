"""One-time links for consents on their way to paper: between the click and the page that shows.

They wait in the sender's own session and leave it when they are shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, MutableMapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString

from documents.rendering import qr_svg

from .actions import Asked
from .choices import AskedBy, ConsentKind
from .models import ConsentRequest

KEY = "registry.consent_slips"


@dataclass(frozen=True, slots=True)
class Slip:
    """What one signer gets on paper."""

    request: ConsentRequest
    address: str

    @property
    def code(self) -> SafeString:
        """The address for a phone's camera."""
        return qr_svg(self.address)

    @property
    def kinds(self) -> str:
        return ", ".join(str(ConsentKind(kind).label) for kind in self.request.kinds)


@dataclass(frozen=True, slots=True)
class Taken:
    """What the last request did, told once."""

    total: int
    by_account: int
    by_mail: int
    slips: list[Slip]


def keep_slips(session: MutableMapping[str, Any], *, asked: Sequence[Asked]) -> None:
    session[KEY] = {
        "ways": dict(Counter(str(one.way) for one in asked)),
        "tokens": {one.request.pk: one.token for one in asked if one.way == AskedBy.PAPER},
    }


def take_slips(
    session: MutableMapping[str, Any], *, user: Any, site: Callable[[str], str]
) -> Taken | None:
    """None where there is nothing to show any more. `site` makes an address of a path."""
    kept = session.pop(KEY, None)
    if kept is None:
        return None
    tokens = {int(key): token for key, token in kept["tokens"].items()}
    rows = ConsentRequest.objects.visible_to(user).filter(pk__in=tokens)
    rows = rows.select_related("person", "representative").order_by(
        "person__class_name", "person__search_name", "pk"
    )
    ways = kept["ways"]
    return Taken(
        total=sum(ways.values()),
        by_account=ways.get(AskedBy.ACCOUNT, 0),
        by_mail=ways.get(AskedBy.MAIL, 0),
        slips=[
            Slip(row, site(reverse("registry:consent_link", args=[tokens[row.pk]]))) for row in rows
        ],
    )
