"""Frozen dataclasses to JSON and back, checked against their own type hints."""

from __future__ import annotations

import dataclasses
import datetime
import re
import types
import typing
from functools import cache
from typing import Any

# What neither XML nor PostgreSQL's JSON can hold.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class PaperError(ValueError):
    """The data is no paper: says where and what was expected there."""


def clean(text: str) -> str:
    """The text without signs that no file can hold; every kind of line end becomes \\n."""
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def dump(value: Any) -> Any:
    """JSON of a dataclass; a block names its `type`."""
    if dataclasses.is_dataclass(value):
        tag = {"type": value.type} if hasattr(value, "type") else {}
        names = (field.name for field in dataclasses.fields(value))
        return tag | {name: dump(getattr(value, name)) for name in names}
    if isinstance(value, tuple):
        return [dump(item) for item in value]
    if isinstance(value, datetime.date):
        return value.isoformat()
    return clean(value) if isinstance(value, str) else value


def load(hint: Any, data: Any, place: str) -> Any:
    """The value that `hint` describes; every list and mapping is checked on the way."""
    origin = typing.get_origin(hint)
    if origin in (typing.Union, types.UnionType):
        return _load_union(typing.get_args(hint), data, place)
    if origin is tuple:
        return _load_tuple(typing.get_args(hint), data, place)
    if origin is typing.Literal:
        if not any(data is option or data == option for option in typing.get_args(hint)):
            raise PaperError(f"{place}: {data!r} is none of {typing.get_args(hint)}")
        return data
    if dataclasses.is_dataclass(hint):
        return _load_dataclass(typing.cast(type, hint), data, place)
    if hint is datetime.date:
        return _load_date(data, place)
    if type(data) is not hint:
        raise PaperError(f"{place}: {hint.__name__} expected, not {type(data).__name__}")
    return clean(data) if hint is str else data


def _load_union(options: tuple[Any, ...], data: Any, place: str) -> Any:
    if data is None and type(None) in options:
        return None
    options = tuple(option for option in options if option is not type(None))
    if len(options) == 1:
        return load(options[0], data, place)
    tag = data.get("type") if isinstance(data, dict) else None
    for option in options:
        if option.type == tag:
            return _load_dataclass(option, data, place)
    raise PaperError(f"{place}: no block of type {tag!r}")


def _load_tuple(items: tuple[Any, ...], data: Any, place: str) -> tuple[Any, ...]:
    if not isinstance(data, list | tuple):
        raise PaperError(f"{place}: a list expected, not {type(data).__name__}")
    if items[-1] is Ellipsis:
        items = (items[0],) * len(data)
    if len(items) != len(data):
        raise PaperError(f"{place}: {len(items)} values expected, not {len(data)}")
    pairs = enumerate(zip(items, data, strict=True))
    return tuple(load(hint, item, f"{place}[{index}]") for index, (hint, item) in pairs)


def _load_dataclass(cls: type, data: Any, place: str) -> Any:
    if not isinstance(data, dict):
        raise PaperError(f"{place}: a mapping expected, not {type(data).__name__}")
    hints = _hints(cls)
    unknown = set(data) - set(hints) - {"type"}
    if unknown:
        raise PaperError(f"{place}: unknown {', '.join(sorted(map(str, unknown)))}")
    values = {
        name: load(hint, data[name], f"{place}.{name}")
        for name, hint in hints.items()
        if name in data
    }
    missing = [field.name for field in dataclasses.fields(cls) if _is_missing(field, values)]
    if missing:
        raise PaperError(f"{place}: {', '.join(missing)} missing")
    return cls(**values)


def _is_missing(field: dataclasses.Field, values: dict[str, Any]) -> bool:
    return field.default is dataclasses.MISSING and field.name not in values


@cache
def _hints(cls: type) -> dict[str, Any]:
    names = {field.name for field in dataclasses.fields(cls)}
    return {name: hint for name, hint in typing.get_type_hints(cls).items() if name in names}


def _load_date(data: Any, place: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(data)
    except (TypeError, ValueError):
        raise PaperError(f"{place}: a date like 2026-10-05 expected, not {data!r}") from None
