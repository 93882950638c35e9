"""Filters of Russian dates and numbers."""

from django import template

register = template.Library()
