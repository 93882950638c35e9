"""What plans do when a pair begins or ends."""

from typing import Any

from django.dispatch import receiver

from pairing.models import Pair
from pairing.signals import pair_ended, pair_started

from .actions import close_plans, open_plans


@receiver(pair_started)
def open_the_plans(sender: Any, *, pair: Pair, actor: Any, **kwargs: Any) -> None:
    open_plans(pair, actor=actor)


@receiver(pair_ended)
def close_the_plans(sender: Any, *, pair: Pair, actor: Any, **kwargs: Any) -> None:
    close_plans(pair, actor=actor)
