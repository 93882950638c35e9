"""What the frame around every page needs: the menu, the unread count, the schools to act in."""

from typing import Any

from django.http import HttpRequest


def navigation(request: HttpRequest) -> dict[str, Any]:
    return {}
