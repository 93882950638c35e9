"""Words of orders for templates."""

from django import template

from ..models import Order
from ..rules import kind_name
from ..standing import revised_line, standing_lines

register = template.Library()


@register.filter
def kind_of(order: Order) -> str:
    """What the school calls this kind of order."""
    return kind_name(order)


register.filter("revised_line", revised_line)
register.filter("standing_lines", standing_lines)
