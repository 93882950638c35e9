"""The director's orders, from a draft to the number, and what is kept with them."""

from .orders import Order, OrderPerson, OrderQuerySet, OrderReviewer
from .remarks import OrderRemark
from .representations import Representation
from .sheets import OrderSheetMark
from .tasks import OrderTask

__all__ = [
    "Order",
    "OrderPerson",
    "OrderQuerySet",
    "OrderRemark",
    "OrderReviewer",
    "OrderSheetMark",
    "OrderTask",
    "Representation",
]
