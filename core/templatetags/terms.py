"""Django's `i18n` library with `translate` and `blocktranslate` that say the school's words.

The settings give it the name `i18n`, so that templates load it as they always did.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.template import Context, Library, TemplateSyntaxError
from django.template.base import Parser, Token, render_value_in_context
from django.templatetags import i18n
from django.utils.safestring import SafeData, SafeString, mark_safe
from django.utils.translation import get_language

from core.i18n import gettext, ngettext, npgettext, pgettext
from core.terms import expand

register = Library()
register.tags.update(i18n.register.tags)
register.filters.update(i18n.register.filters)


class TermTranslateNode(i18n.TranslateNode):
    """A text written in the template is expanded; one that comes from a variable is not."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.is_literal = self.filter_expression.var.literal is not None
        # A text without filters is the same each time, so its translations are kept.
        self.is_constant = (
            self.is_literal and not self.filter_expression.filters and not self.message_context
        )
        self.kept: dict[str | None, str] = {}

    def render(self, context: Context) -> str:
        text = self._translated(context)
        if self.is_literal:
            expanded = expand(text)
            # Forms of words hold letters and marks only (`core.terms.FORM`).
            text = mark_safe(expanded) if isinstance(text, SafeData) else expanded  # noqa: S308
        if self.asvar:
            context[self.asvar] = text
            return ""
        return text

    def _translated(self, context: Context) -> str:
        language = get_language()
        text = self.kept.get(language) if self.is_constant else None
        if text is None:
            text = super().render(context)
            if self.asvar:
                text = context[self.asvar]
            if self.is_constant:
                self.kept[language] = text
        return text


class TermBlockTranslateNode(i18n.BlockTranslateNode):
    """As Django's, with the terms put in between the translation and the values."""

    tag_name: str

    def render(self, context: Context, nested: bool = False) -> str:
        message_context = self.message_context and self.message_context.resolve(context)
        with context.push(
            **{name: value.resolve(context) for name, value in self.extra_context.items()}
        ):
            text, names = self._text(context, message_context)
            values = {name: self._value(context, name) for name in names}
        text %= values
        if self.asvar:
            context[self.asvar] = SafeString(text)
            return ""
        return text

    def _text(self, context: Context, message_context: Any) -> tuple[str, list[str]]:
        singular, names = self.render_token_list(self.singular)
        if not (self.plural and self.countervar and self.counter):
            if message_context:
                return pgettext(message_context, singular), names
            return gettext(singular), names
        count: Any = self.counter.resolve(context)
        is_number = isinstance(count, Decimal | float | int)
        if not is_number:
            raise TemplateSyntaxError(f"{self.countervar!r} of {self.tag_name!r} must be a number")
        context[self.countervar] = count
        plural, more = self.render_token_list(self.plural)
        if message_context:
            return npgettext(message_context, singular, plural, count), names + more
        return ngettext(singular, plural, count), names + more

    def _value(self, context: Context, name: str) -> str:
        assert context.template is not None
        missing = context.template.engine.string_if_invalid
        value = context.get(name, missing % name if "%s" in missing else missing)
        return render_value_in_context(value, context)


@register.tag("translate")
@register.tag("trans")
def do_translate(parser: Parser, token: Token) -> TermTranslateNode:
    node = i18n.do_translate(parser, token)
    return TermTranslateNode(node.filter_expression, node.noop, node.asvar, node.message_context)


@register.tag("blocktranslate")
@register.tag("blocktrans")
def do_block_translate(parser: Parser, token: Token) -> TermBlockTranslateNode:
    node = i18n.do_block_translate(parser, token)
    return TermBlockTranslateNode(
        node.extra_context,
        node.singular,
        node.plural,
        node.countervar,
        node.counter,
        node.message_context,
        node.trimmed,
        node.asvar,
        token.split_contents()[0],
    )
