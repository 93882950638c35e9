import fcntl
import os
import pwd

import pytest

from script.lib import engines, layout, postgres
from script.lib.engine import EngineError
from script.lib.postgres import Postgres


@pytest.fixture
def var(tmp_path, monkeypatch):
    monkeypatch.setattr(layout, "VAR", tmp_path)
    monkeypatch.setattr(layout, "RUN", tmp_path)
    return tmp_path


def test_data_of_an_earlier_run_is_moved_aside_and_not_removed(var):
    (var / "postgres").mkdir()
    (var / "postgres" / "PG_VERSION").write_text("15")
    (var / "postgres.new").mkdir()
    engine = Postgres.__new__(Postgres)
    engine.data = var / "postgres"

    engine.put_in_place(var / "postgres.new")

    moved = [path for path in var.iterdir() if path.name != "postgres"]
    assert len(moved) == 1
    assert (moved[0] / "PG_VERSION").read_text() == "15"
    assert list((var / "postgres").iterdir()) == []


def test_a_folder_of_somebody_else_is_refused_with_his_name(var, monkeypatch):
    (var / "postgres").mkdir()
    owner = pwd.getpwuid(var.stat().st_uid).pw_name
    monkeypatch.setattr(os, "geteuid", lambda: 54321)

    with pytest.raises(EngineError, match=f"belongs to {owner}"):
        Postgres()


def test_the_newest_postgresql_is_taken_for_a_new_cluster(var, tmp_path, monkeypatch):
    monkeypatch.setattr(postgres, "BINARIES", tmp_path / "versions")
    for version in ("9.6", "15", "17"):
        program = tmp_path / "versions" / version / "bin" / "postgres"
        program.parent.mkdir(parents=True)
        program.touch()

    assert postgres.binary("initdb").parts[-3:] == ("17", "bin", "initdb")


def test_a_cluster_keeps_the_version_that_made_it(var, tmp_path, monkeypatch):
    monkeypatch.setattr(postgres, "BINARIES", tmp_path / "versions")
    (var / "postgres").mkdir()
    (var / "postgres" / "PG_VERSION").write_text("15\n")

    assert postgres.binary("postgres").parts[-3:] == ("15", "bin", "postgres")


def test_no_postgresql_is_said_in_words(var, tmp_path, monkeypatch):
    monkeypatch.setattr(postgres, "BINARIES", tmp_path / "versions")

    with pytest.raises(EngineError, match="not installed"):
        postgres.binary("initdb")


def test_given_servers_are_used_and_nothing_is_started(var, monkeypatch):
    monkeypatch.setattr(layout, "LOG", var / "log")
    monkeypatch.setattr(layout, "SECRETS", var / "secrets")
    monkeypatch.setenv("DATABASE_URL", "postgres://db.school/mentoring")
    monkeypatch.setenv("REDIS_URL", "redis://broker.school/0")
    monkeypatch.delenv("SECRET_KEY", raising=False)

    environment, locks = engines.acquire()

    assert locks == []
    assert environment["DATABASE_URL"] == "postgres://db.school/mentoring"
    assert environment["SECRET_KEY"] == (var / "secrets" / "secret_key").read_text()
    assert not (var / "postgres.keeper").exists()


def test_a_keeper_is_alive_as_long_as_its_mark_is_locked(var):
    assert not engines.keeper_is_alive(Postgres)

    with engines.keeper_file(Postgres).open("a") as mark:
        fcntl.flock(mark, fcntl.LOCK_EX)
        assert engines.keeper_is_alive(Postgres)

    assert not engines.keeper_is_alive(Postgres)
