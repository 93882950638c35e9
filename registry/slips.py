"""One-time links on their way to paper: between the click that makes them and the page that shows.

They wait in the sender's own session and leave it when they are shown: nothing that opens a link
stays on the server. Links of questionnaires go the same way (`monitoring.slips`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString

from documents.rendering import qr_svg

from .actions import Asked
from .choices import AskedBy, ConsentKind
from .models import ConsentRequest

KEY = "registry.consent_slips"
Session = MutableMapping[str, Any]


@dataclass(frozen=True, slots=True)
class Slip:
    """What one person gets on paper."""

    request: Any
    address: str

    @property
    def code(self) -> SafeString:
        """The address for a phone's camera."""
        return qr_svg(self.address)


@dataclass(frozen=True, slots=True)
class ConsentSlip(Slip):
    request: ConsentRequest

    @property
    def kinds(self) -> str:
        return ", ".join(str(ConsentKind(kind).label) for kind in self.request.kinds)


@dataclass(frozen=True, slots=True)
class Taken:
    """What the last sending did, told once."""

    total: int
    by_account: int
    by_mail: int
    slips: Sequence[Slip]


def keep_links(session: Session, key: str, sent: Sequence[Any]) -> None:
    """`sent` have a request, its token and the way it goes."""
    session[key] = {
        "ways": dict(Counter(str(one.way) for one in sent)),
        "tokens": {one.request.pk: one.token for one in sent if one.way == AskedBy.PAPER},
    }


def take_links(
    session: Session, key: str, slips_of: Callable[[Mapping[int, str]], Sequence[Slip]]
) -> Taken | None:
    """None where there is nothing to show any more. `slips_of` gets request id → token."""
    kept = session.pop(key, None)
    if kept is None:
        return None
    ways = kept["ways"]
    return Taken(
        total=sum(ways.values()),
        by_account=ways.get(AskedBy.ACCOUNT, 0),
        by_mail=ways.get(AskedBy.MAIL, 0),
        slips=slips_of({int(pk): token for pk, token in kept["tokens"].items()}),
    )


def keep_slips(session: Session, *, asked: Sequence[Asked]) -> None:
    keep_links(session, KEY, asked)


def take_slips(session: Session, *, user: Any, site: Callable[[str], str]) -> Taken | None:
    """None where there is nothing to show any more. `site` makes an address of a path."""

    def slips_of(tokens: Mapping[int, str]) -> list[Slip]:
        rows = ConsentRequest.objects.visible_to(user).filter(pk__in=tokens)
        rows = rows.select_related("person", "representative").order_by(
            "person__class_name", "person__search_name", "pk"
        )
        return [
            ConsentSlip(row, site(reverse("registry:consent_link", args=[tokens[row.pk]])))
            for row in rows
        ]

    return take_links(session, KEY, slips_of)
