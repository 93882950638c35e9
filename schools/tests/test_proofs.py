"""Lines that are done, the files that prove it, and what stands when a programme is closed."""

from __future__ import annotations

import datetime
import io
import zipfile

import pytest

from core.errors import DomainError, FileError, StateError
from schools.actions import (
    attach_proof,
    delete_line,
    finish_line,
    move_line,
    remove_proof,
    reopen_line,
    save_line,
    save_lines,
    save_stage,
)
from schools.choices import ProgrammeState
from schools.models import Programme, RoadMapLine, RoadMapProof
from schools.proofs import MAX_PROOF_BYTES
from schools.testing import make_line

AUTUMN = datetime.date(2026, 11, 21)
PDF = b"%PDF-1.7 protocol"


def test_a_line_is_done_with_its_proof(programme):
    line = finish_line(make_line(programme), actor=None, day=AUTUMN, proof=("Протокол.pdf", PDF))

    assert (line.done_on, line.proof_name) == (AUTUMN, "Протокол.pdf")
    assert bytes(line.proof.content) == PDF


def test_a_line_is_done_once_and_can_be_undone(programme):
    line = finish_line(make_line(programme), actor=None, day=AUTUMN)
    with pytest.raises(StateError, match="уже отмечена"):
        finish_line(line, actor=None, day=AUTUMN)

    assert reopen_line(line, actor=None).done_on is None


def test_a_line_is_not_done_tomorrow(programme):
    with pytest.raises(DomainError, match="не наступил"):
        finish_line(make_line(programme), actor=None, day=datetime.date(2100, 1, 1))


def office(part: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as file:
        file.writestr(part, "<xml/>")
    return content.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("отчёт.docx", office("word/document.xml")),
        ("список.XLSX", office("xl/workbook.xml")),
        ("фото.jpg", b"\xff\xd8\xff\xe0 picture"),
        ("снимок.png", b"\x89PNG\r\n\x1a\n picture"),
    ],
)
def test_usual_files_are_kept(programme, name, content):
    assert attach_proof(make_line(programme), actor=None, name=name, content=content).proof_name


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("вирус.exe", b"MZ program", "Допустимы"),
        ("вирус.pdf", b"MZ program", "не похоже на PDF"),
        ("страница.html", b"<script>", "Допустимы"),
        ("без имени", PDF, "Допустимы"),
        ("пусто.pdf", b"", "пустой"),
        ("большой.pdf", PDF + b"0" * MAX_PROOF_BYTES, "больше 10 МБ"),
        ("архив.docx", office("readme.txt"), "не похоже на DOCX"),
        ("битый.xlsx", b"PK\x03\x04 broken", "не похоже на XLSX"),
    ],
)
def test_other_files_are_refused(programme, name, content, message):
    line = make_line(programme)

    with pytest.raises(FileError, match=message):
        finish_line(line, actor=None, day=AUTUMN, proof=(name, content))
    line.refresh_from_db()
    assert line.done_on is None


def test_a_name_keeps_no_folders(programme):
    line = attach_proof(make_line(programme), actor=None, name="../../etc/a.pdf", content=PDF)

    assert line.proof_name == "a.pdf"


def test_a_new_proof_takes_the_place_of_the_old(programme):
    line = make_line(programme, proof=True)

    attach_proof(line, actor=None, name="новый.pdf", content=PDF)

    assert bytes(RoadMapProof.objects.get().content) == PDF


def test_a_proof_is_removed_once(programme):
    line = remove_proof(make_line(programme, proof=True), actor=None)

    assert not RoadMapProof.objects.exists()
    with pytest.raises(StateError, match="не приложен"):
        remove_proof(line, actor=None)


@pytest.mark.parametrize(
    "act",
    [
        lambda line: save_line(line.programme, actor=None, line=line, title="Другая"),
        lambda line: save_lines(line.programme, actor=None, edits=[]),
        lambda line: save_stage(line.stage, actor=None, title="Другой"),
        lambda line: delete_line(line, actor=None),
        lambda line: move_line(line, actor=None, up=True),
        lambda line: finish_line(line, actor=None),
        lambda line: reopen_line(line, actor=None),
        lambda line: attach_proof(line, actor=None, name="a.pdf", content=PDF),
        lambda line: remove_proof(line, actor=None),
    ],
)
def test_the_road_map_of_a_closed_programme_stands(programme, act):
    line = make_line(programme, proof=True)
    Programme.objects.update(state=ProgrammeState.CLOSED)

    with pytest.raises(StateError, match="завершена"):
        act(line)
    assert RoadMapLine.objects.get().title == "Мероприятие 1"
