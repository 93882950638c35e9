"""Tags of the look: icons. They show, they decide nothing."""

from functools import lru_cache

from django import template
from django.contrib.staticfiles import finders
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@lru_cache(maxsize=256)
def _svg(name: str) -> str:
    path = finders.find(f"bootstrap-icons/{name}.svg")
    if not path:
        raise template.TemplateSyntaxError(f"no such icon: {name}")
    with open(path, encoding="utf-8") as file:
        return file.read().replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)


@register.simple_tag
def icon(name: str) -> SafeString:
    """The SVG of a Bootstrap icon, inline and hidden from screen readers: text stands beside it."""
    return mark_safe(_svg(name))
