import pytest

from script.lib import layout


@pytest.fixture
def var(tmp_path, monkeypatch):
    for name in ("VAR", "RUN", "LOG", "SECRETS"):
        folder = getattr(layout, name).relative_to(layout.ROOT)
        monkeypatch.setattr(layout, name, tmp_path / folder)
    layout.ensure_folders()
    return tmp_path / "var"


def test_a_secret_is_made_once_and_closed_to_others(var):
    first = layout.secret("broker")

    assert layout.secret("broker") == first
    assert len(first) >= 32
    assert (var / "secrets" / "broker").stat().st_mode & 0o777 == 0o600
    assert (var / "secrets").stat().st_mode & 0o777 == 0o700
    assert [path.name for path in (var / "secrets").iterdir()] == ["broker"]


def test_secrets_differ(var):
    assert layout.secret("one") != layout.secret("other")


def test_a_few_old_logs_are_kept(var):
    for text in "abcde":
        layout.rotated_log("web").write_text(text)

    assert {path.name: path.read_text() for path in (var / "log").iterdir()} == {
        "web.log": "e",
        "web.log.1": "d",
        "web.log.2": "c",
        "web.log.3": "b",
    }


def test_an_empty_log_is_used_again(var):
    layout.rotated_log("web").touch()

    layout.rotated_log("web")

    assert [path.name for path in (var / "log").iterdir()] == ["web.log"]
