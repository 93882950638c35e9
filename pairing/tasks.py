"""The door of the daily look at pairs that orders have ended on a day to come."""

from celery import shared_task


@shared_task(name="pairing.settle_ends")
def settle_ends() -> None:
    """By the schedule; rights and places follow the days and don't wait for it."""
    from .actions.ahead import settle_ends

    settle_ends()
