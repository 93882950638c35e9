"""Settings, routes and wiring of the whole house; no logic of its own."""

from .celery import app as celery_app

__all__ = ["celery_app"]
