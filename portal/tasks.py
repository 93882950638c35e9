"""The doors of the daily reminder: one task finds whom to remind, one reminds a user."""

import datetime
import logging

from celery import shared_task

logger = logging.getLogger(__name__)


@shared_task(name="portal.send_reminders")
def send_reminders() -> None:
    """Once a day by the schedule; a second run on the same day sends nothing twice."""
    from core import clock

    from .actions import forget_old_notifications
    from .recipients import users_to_remind

    today = clock.today()
    forget_old_notifications(today)
    for user_id in users_to_remind(today):
        remind_user.delay(user_id=user_id, day=today.isoformat())


@shared_task(name="portal.remind_user")
def remind_user(*, user_id: int, day: str) -> None:
    from accounts.models import User

    from .actions import send_digest

    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None:
        logger.info("user %s is gone", user_id)
        return
    send_digest(user, day=datetime.date.fromisoformat(day))
