"""What each consent says. Papers are Russian whatever the interface: these words pass gettext by.

A text that somebody has signed is never edited: a new wording gets a new version, and a consent
keeps the version that was signed.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from core.terms import expand

from .choices import ConsentKind, ConsentSigner


@dataclass(frozen=True, slots=True)
class ConsentText:
    """`title` follows the word «Согласие». Each paragraph is one thing that the signer says."""

    version: str
    title: str
    paragraphs: tuple[str, ...]

    @property
    def sha256(self) -> str:
        return hashlib.sha256("\n".join((self.title, *self.paragraphs)).encode()).hexdigest()


WITHDRAWAL = (
    "Это согласие можно отозвать в любой день: заявлением в организацию или в системе, "
    "в которой ведётся программа."
)

PARTICIPATION = {
    ConsentSigner.SELF: (
        (
            "Соглашаюсь участвовать в программе наставничества этой организации. Решение принимаю "
            "добровольно. Мне объяснили, в чём состоит программа, какова моя роль в ней и сколько "
            "времени она займёт."
        ),
        (
            "Мне известно, что от участия можно отказаться, а также попросить "
            "{mentor:другого/другую/другое} {mentor:accusative} или "
            "{mentee:другого/другую/другое} {mentee:accusative}. "
            "Отказ не повлечёт для меня плохих последствий."
        ),
        "С положением о наставничестве этой организации ознакомлен(а).",
    ),
    ConsentSigner.REPRESENTATIVE: (
        (
            "Соглашаюсь, чтобы мой ребёнок участвовал в программе наставничества этой организации. "
            "Мне объяснили, в чём состоит программа, какова в ней роль ребёнка и сколько времени "
            "она займёт. Мнение самого ребёнка мне известно."
        ),
        (
            "Мне известно, что от участия можно отказаться, а также попросить "
            "{mentor:другого/другую/другое} {mentor:accusative}. "
            "Отказ не повлечёт для ребёнка плохих последствий."
        ),
        "С положением о наставничестве этой организации ознакомлен(а).",
    ),
}

DATA = (
    (
        "Какие данные: фамилия, имя, отчество; пол; дата или год рождения; {class} или "
        "должность; место учёбы или работы; телефон и электронная почта; запрос, компетенции и "
        "интересы; сведения о паре, плане, встречах и результатах; ответы на опросы программы."
    ),
    (
        "Для чего: подобрать пару, вести программу наставничества, оформлять её документы и "
        "оценивать результаты."
    ),
    (
        "Что с ними делают: собирают, записывают, хранят, уточняют, используют, обезличивают, "
        "удаляют, в том числе с помощью вычислительной техники. Публикация и передача другим "
        "организациям этим согласием не разрешаются."
    ),
    (
        "Сколько: пока длится участие в программе. После отзыва или завершения данные удаляют "
        "или обезличивают; документы, которые организация обязана хранить по закону, хранят "
        "положенный срок."
    ),
)

PUBLISHED = (
    (
        "Что разрешается показать: фамилию, имя, отчество; {class:accusative} или должность; роль "
        "в программе, пару и форму наставничества; компетенции и достижения; отзыв или рассказ о "
        "наставничестве. Фотографии и видео этим согласием не разрешаются."
    ),
    (
        "Где: на официальном сайте организации, в её официальных сообществах и на странице для "
        "всех в системе, в которой ведётся программа."
    ),
    (
        "Условие: читать эти сведения может каждый, копировать их в другие базы и передавать "
        "дальше не разрешается."
    ),
    "Сколько: до отзыва. После отзыва сведения с этих страниц убирают.",
)

TRANSFERRED = (
    (
        "Кому: организации-партнёру, с которой заключено соглашение о наставничестве и чей "
        "сотрудник становится {mentor:instrumental}."
    ),
    (
        "Какие данные: фамилия, имя, отчество; {class} или должность; запрос или "
        "компетенции; дни и место встреч. Телефон и почта передаются, "
        "только если без них встречу не устроить."
    ),
    "Для чего: провести встречи с {mentor:instrumental} от партнёра.",
    "Сколько: пока длится участие в программе вместе с этим партнёром.",
)

TITLES = {
    ConsentKind.PARTICIPATION: "на участие в программе наставничества",
    ConsentKind.PERSONAL_DATA: "на обработку персональных данных",
    ConsentKind.PUBLICATION: "на публикацию персональных данных",
    ConsentKind.TRANSFER: "на передачу персональных данных партнёру",
}
OF_DATA = {
    ConsentKind.PERSONAL_DATA: ("обрабатывала", DATA),
    ConsentKind.PUBLICATION: ("публиковала", PUBLISHED),
    ConsentKind.TRANSFER: ("передавала партнёру", TRANSFERRED),
}
# The first named a class and a group, whatever the school called them. The second of publication
# was silent about competencies and the pair.
EDITIONS: dict[str, int] = {ConsentKind.PUBLICATION: 3}
WHOSE = {
    ConsentSigner.SELF: "мои персональные данные",
    ConsentSigner.REPRESENTATIVE: "персональные данные моего ребёнка",
}


def consent_text(kind: str, signer: str) -> ConsentText:
    """The wording that is signed today, in the words in use; the sum of it is of what was said."""
    body: tuple[str, ...]
    edition = 1
    if kind == ConsentKind.PARTICIPATION:
        body = PARTICIPATION[ConsentSigner(signer)]
    else:
        verb, conditions = OF_DATA[ConsentKind(kind)]
        opening = f"Соглашаюсь, чтобы организация {verb} {WHOSE[ConsentSigner(signer)]}."
        body = (opening, *conditions)
        edition = EDITIONS.get(kind, 2)
    paragraphs = tuple(expand(paragraph) for paragraph in (*body, WITHDRAWAL))
    return ConsentText(f"{kind}-{edition}", TITLES[ConsentKind(kind)], paragraphs)
