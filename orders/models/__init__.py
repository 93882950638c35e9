"""The director's orders, from a draft to the number, and what is kept with them."""

from .orders import Order, OrderPerson, OrderQuerySet
from .sheets import OrderSheetMark

__all__ = ["Order", "OrderPerson", "OrderQuerySet", "OrderSheetMark"]
