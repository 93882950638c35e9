"""Numbers with their words: 1 наставляемый, 2 наставляемых, 5 наставляемых."""

from decimal import Decimal

from .text import NBSP


def plural(number: int | float | Decimal, one: str, few: str, many: str) -> str:
    """The form of the word that stands after the number; a fraction takes `few` (2,5 часа)."""
    if number != int(number):
        return few
    tens, units = divmod(abs(int(number)) % 100, 10)
    if tens == 1 or units == 0 or units > 4:
        return many
    return one if units == 1 else few


def count(number: int | float | Decimal, one: str, few: str, many: str) -> str:
    """«5 пар», «2,5 часа», «12 400 человек», the number tied to its word."""
    return f"{format_number(number)}{NBSP}{plural(number, one, few, many)}"


def format_number(number: int | float | Decimal) -> str:
    """Comma for the fraction, thousands apart from five figures on."""
    whole, _, fraction = str(number).partition(".")
    if len(whole.lstrip("-")) > 4:
        whole = f"{int(whole):,}".replace(",", NBSP)
    return f"{whole},{fraction}" if fraction.strip("0") else whole
