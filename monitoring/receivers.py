"""What monitoring prepares for a new school and a new programme."""

from typing import Any

from django.dispatch import receiver

from registry.life_hooks import register_eraser, register_holdings
from schools.models import Programme, Regulation, School
from schools.rewording import Retold
from schools.signals import programme_opened, school_created, words_changed

from .actions import create_surveys, open_results, reword_monitoring
from .actions.erasing import erase
from .life import foresee, held

register_eraser(foresee, erase)
register_holdings(held)


@receiver(school_created)
def prepare_surveys(
    sender: Any, *, school: School, regulation: Regulation, actor: Any, **kwargs: Any
) -> None:
    create_surveys(school, regulation=regulation, actor=actor)


@receiver(programme_opened)
def prepare_results(sender: Any, *, programme: Programme, actor: Any, **kwargs: Any) -> None:
    open_results(programme, actor=actor)


@receiver(words_changed)
def follow_words(
    sender: Any, *, school: School, retold: list[Retold], actor: Any, **kwargs: Any
) -> list[str]:
    return reword_monitoring(school, retold=retold, actor=actor)
