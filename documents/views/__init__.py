"""The check page, and the look that a school gives its papers."""

from .check import CheckEntryView, CheckView
from .letterhead import EmblemRemoveView, LetterheadView
from .templates import (
    TemplateCreateView,
    TemplateDetailView,
    TemplateFileView,
    TemplateKeepView,
    TemplateListView,
    TemplateSampleView,
    TemplateUseView,
)

__all__ = [
    "CheckEntryView",
    "CheckView",
    "EmblemRemoveView",
    "LetterheadView",
    "TemplateCreateView",
    "TemplateDetailView",
    "TemplateFileView",
    "TemplateKeepView",
    "TemplateListView",
    "TemplateSampleView",
    "TemplateUseView",
]
