"""Tags of the look: icons, states, cells of lists. They show, they decide nothing."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from crispy_forms.templatetags.crispy_forms_filters import as_crispy_field
from django import template
from django.contrib.staticfiles import finders
from django.core.paginator import Page
from django.forms import BaseForm, BoundField, Select
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from core import findings
from core.markup import filled, joined
from core.paging import BoundedPage

register = template.Library()

# What a state says at a glance; one that is not here is calm. The text stands beside the colour.
TONES = {
    "submitted": "info",
    "queued": "info",
    "running": "info",
    "applying": "info",
    "checked": "info",
    "chosen": "info",
    "in_order": "info",
    "planned": "info",
    "changed": "info",
    "returned": "warn",
    "ended_early": "warn",
    "repeated": "warn",
    "reviewed": "info",
    "declined": "warn",
    "approved": "good",
    "accepted": "good",
    "finished": "good",
    "active": "good",
    "done": "good",
    "applied": "good",
    "in_force": "good",
    "read": "good",
    "new": "good",
    "locked": "good",
    "failed": "bad",
    "wrong": "bad",
    "late": "bad",
    "forbidden": "bad",
}


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
    return mark_safe(_svg(name))  # noqa: S308  a file of the icon package


@register.inclusion_tag("components/state_badge.html")
def state_badge(obj: Any, field: str = "state") -> dict[str, Any]:
    """The badge of an object's state: `{% state_badge order %}`.

    Where the days have moved on before the stored state, the object says it as `state_now`.
    """
    value = getattr(obj, f"{field}_now", None) or getattr(obj, field)
    return {"tone": TONES.get(str(value), "calm"), "text": getattr(obj, f"get_{field}_display")()}


@register.simple_tag(takes_context=True)
def nav_current(context: Context, url_name: str) -> SafeString:
    """`aria-current="page"` on a tab or link whose URL name is the page shown now."""
    request = context.get("request")
    match = getattr(request, "resolver_match", None)
    is_here = match is not None and match.view_name == url_name
    return SafeString('aria-current="page"' if is_here else "")


@register.filter
def form_fields(form: BaseForm) -> SafeString:
    """Every field in Bootstrap's markup, with its errors; those of the whole form stand above."""
    fields = format_html_join("", "{}", ((as_crispy_field(field),) for field in form))
    return form.media.render() + fields


@register.filter
def filter_fields(fields: Iterable[BoundField]) -> SafeString:
    """Fields of a list's filters, written at once: a page of a list has no time for templates."""
    return joined(
        '<div><label class="form-label" for="{}">{}</label>{}{}</div>',
        (
            (
                field.id_for_label,
                field.label,
                _control(field),
                joined('<p class="invalid-feedback">{}</p>', zip(field.errors)),
            )
            for field in fields
        ),
    )


@register.filter
def menu_items(sections: Iterable[Any]) -> SafeString:
    """The sections of the menu as lists of links."""
    return joined(
        '{}<ul class="nav-list">{}</ul>',
        (
            (
                filled('<p class="nav-title">{}</p>', section.title) if section.title else "",
                joined(MENU_ITEM, map(_menu_values, section.items)),
            )
            for section in sections
        ),
    )


MENU_ITEM = '<li><a class="nav-item" href="{}"{}>{}<span>{}</span></a></li>'


def _menu_values(item: Any) -> tuple[Any, ...]:
    current = SafeString(' aria-current="page"') if item.is_current else ""
    return item.url, current, icon(item.icon), item.title


@register.filter
def column_boxes(columns: Iterable[Any]) -> SafeString:
    """A checkbox for each column that may be shown or not."""
    return joined(
        '<div class="form-check mb-2"><input class="form-check-input" type="checkbox" name="col"'
        ' value="{0}" id="col-{0}"{1}><label class="form-check-label" for="col-{0}">{2}</label>'
        "</div>",
        (
            (column.name, SafeString(" checked") if column.is_shown else "", column.title)
            for column in columns
        ),
    )


def _control(field: BoundField) -> SafeString:
    is_select = type(field.field.widget) is Select
    css = "form-select" if is_select else "form-control"
    css = f"{css} is-invalid" if field.errors else css
    if not is_select:
        return field.as_widget(attrs={"class": css})
    value, choices = field.value(), getattr(field.field, "choices", ())
    chosen = "" if value is None else str(value)
    options = joined(
        '<option value="{}"{}>{}</option>',
        (
            (key, SafeString(" selected") if str(key) == chosen else "", label)
            for key, label in choices
        ),
    )
    name = field.html_name
    return filled(
        '<select name="{}" class="{}" id="{}">{}</select>', name, css, field.id_for_label, options
    )


@register.filter
def clause_in_words(clause: str) -> str:
    return findings.clause_in_words(clause)


@register.filter
def page_steps(page: Page) -> list[int | None]:
    """The numbers to show under a list: the ends and the neighbours, None for a gap."""
    if isinstance(page, BoundedPage):
        return page.steps()
    steps = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    return [step if isinstance(step, int) else None for step in steps]


class CellNode(template.Node):
    """What stands in a cell is put together only where its column is shown."""

    def __init__(self, nodelist: NodeList, name: str, css: str) -> None:
        self.nodelist, self.name, self.css = nodelist, name, css

    def render(self, context: Context) -> SafeString:
        column = context["columns_by_name"].get(self.name)
        if column is None or not column.is_shown:
            return SafeString("")
        # A block that the template engine has escaped.
        content = SafeString(self.nodelist.render(context).strip())
        css = f"{self.css} {column.css}".strip()
        if column.is_header:
            return filled('<th scope="row" class="{}">{}</th>', css, content)
        return filled('<td data-label="{}" class="{}">{}</td>', column.title, css, content)


@register.tag
def cell(parser: Parser, token: Token) -> CellNode:
    """A cell of a `core.lists.ListPage` row, absent where its column is not shown.

    `{% cell "form" %}{{ card.form }}{% endcell %}`, and `css="nowrap"` for a class of its own;
    on a phone the column's title stands before it.
    """
    _tag, *bits = token.split_contents()
    # Both are literals: `css=` may be left out before the second.
    name, css = ([bit.removeprefix("css=").strip("\"'") for bit in bits] + [""])[:2]
    nodelist = parser.parse(("endcell",))
    parser.delete_first_token()
    return CellNode(nodelist, name, css)
