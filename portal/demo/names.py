"""People who plainly don't exist: their surnames are those of plants and birds."""

from __future__ import annotations

import random

SURNAMES = (
    ("Ромашкин", "Ромашкина"),
    ("Васильков", "Василькова"),
    ("Одуванчиков", "Одуванчикова"),
    ("Клеверов", "Клеверова"),
    ("Подорожников", "Подорожникова"),
    ("Ландышев", "Ландышева"),
    ("Колокольчиков", "Колокольчикова"),
    ("Незабудкин", "Незабудкина"),
    ("Тюльпанов", "Тюльпанова"),
    ("Репейников", "Репейникова"),
    ("Чертополохов", "Чертополохова"),
    ("Шиповников", "Шиповникова"),
    ("Барбарисов", "Барбарисова"),
    ("Можжевелов", "Можжевелова"),
    ("Папоротников", "Папоротникова"),
    ("Снегирёв", "Снегирёва"),
    ("Свиристелев", "Свиристелева"),
    ("Трясогузкин", "Трясогузкина"),
    ("Зимородков", "Зимородкова"),
    ("Пеночкин", "Пеночкина"),
    ("Малиновкин", "Малиновкина"),
    ("Жаворонков", "Жаворонкова"),
    ("Клёст", "Клёст"),
    ("Черемуха", "Черемуха"),
    ("Заболотный-Камышов", "Заболотная-Камышова"),
)
MEN = ("Иван", "Пётр", "Лев", "Тимур", "Андрей", "Никита", "Фёдор", "Руслан", "Илья", "Павел")
WOMEN = ("Анна", "Мария", "Софья", "Алёна", "Нина", "Ольга", "Татьяна", "Айгуль", "Любовь", "Вера")
FATHERS = (
    ("Иванович", "Ивановна"),
    ("Петрович", "Петровна"),
    ("Львович", "Львовна"),
    ("Ильич", "Ильинична"),
    ("Андреевич", "Андреевна"),
    ("Русланович", "Руслановна"),
    ("Никитич", "Никитична"),
    ("Фомич", "Фоминична"),
)


class Names:
    """An endless row of different full names, the same for the same seed."""

    def __init__(self, seed: int = 1) -> None:
        self._random = random.Random(seed)  # noqa: S311  names, not secrets
        self._given: set[tuple[str, str, str]] = set()

    def person(self, gender: str | None = None, *, surname: int | None = None) -> dict[str, str]:
        """Fields of a person; `surname` is a place in `SURNAMES`, for families."""
        while True:
            chosen = gender or self._random.choice("mf")
            form = 0 if chosen == "m" else 1
            last = SURNAMES[self._random.randrange(len(SURNAMES)) if surname is None else surname]
            full = (
                last[form],
                self._random.choice(MEN if chosen == "m" else WOMEN),
                self._random.choice(FATHERS)[form],
            )
            if full not in self._given:
                self._given.add(full)
                keys = ("last_name", "first_name", "middle_name")
                return {**dict(zip(keys, full, strict=True)), "gender": chosen}

    def choice(self, values: tuple[str, ...]) -> str:
        return self._random.choice(values)

    def some(self, values: tuple[str, ...], count: int) -> list[str]:
        return self._random.sample(values, count)

    def number(self, low: int, high: int) -> int:
        return self._random.randint(low, high)
