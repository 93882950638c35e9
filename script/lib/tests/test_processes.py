import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from script.lib import processes

SLEEP = ["sleep", "60"]


@pytest.fixture
def sleeper(tmp_path):
    with subprocess.Popen(SLEEP, cwd=tmp_path) as process:
        yield process
        process.kill()


def test_a_remembered_port_is_kept_while_it_is_free(tmp_path):
    file = tmp_path / "port"

    first = processes.remembered_port(file)
    second = processes.remembered_port(file)

    assert first == second == int(file.read_text())
    assert first in processes.PORTS


def test_a_remembered_port_that_somebody_took_is_exchanged(tmp_path):
    file = tmp_path / "port"
    with socket.socket() as stranger:
        stranger.bind(("127.0.0.1", 0))
        stranger.listen()
        taken = stranger.getsockname()[1]
        file.write_text(str(taken))

        assert not processes.port_is_free(taken)
        assert processes.remembered_port(file) != taken


def test_an_unreadable_port_file_gives_a_new_port(tmp_path):
    file = tmp_path / "port"
    file.write_text("not a number")

    assert processes.remembered_port(file) == int(file.read_text())


def test_a_leftover_server_is_stopped_and_its_pid_file_removed(tmp_path, sleeper):
    pid_file = tmp_path / "server.pid"
    pid_file.write_text(f"{sleeper.pid}\n{tmp_path}\n")

    processes.end_leftover(pid_file, tmp_path, signal.SIGTERM, wait=10)

    assert sleeper.wait(timeout=10) == -signal.SIGTERM
    assert not pid_file.exists()


def test_a_stranger_with_the_number_of_a_dead_server_is_left_alone(tmp_path, sleeper):
    data = tmp_path / "data"
    data.mkdir()
    pid_file = data / "server.pid"
    pid_file.write_text(str(sleeper.pid))

    processes.end_leftover(pid_file, data, signal.SIGKILL, wait=10)

    assert sleeper.poll() is None
    assert not pid_file.exists()


def test_a_pid_file_cut_off_in_the_middle_is_removed(tmp_path):
    pid_file = tmp_path / "server.pid"
    pid_file.touch()

    processes.end_leftover(pid_file, tmp_path, signal.SIGKILL, wait=10)

    assert not pid_file.exists()


def test_a_dead_process_does_not_work_anywhere(tmp_path, sleeper):
    assert processes.works_in(sleeper.pid, tmp_path)

    sleeper.kill()
    os.waitid(os.P_PID, sleeper.pid, os.WEXITED | os.WNOWAIT)

    # Dead, but not yet asked for its exit code by its parent.
    assert not processes.works_in(sleeper.pid, tmp_path)


def test_a_program_ends_when_its_parent_is_killed():
    root = Path(__file__).resolve().parents[3]
    parent_code = (
        f"import sys; sys.path.insert(0, {str(root)!r})\n"
        "import signal; from script.lib import processes\n"
        "with open('/dev/null', 'wb') as output:\n"
        f"    child = processes.start({SLEEP!r}, output=output, on_orphan=signal.SIGTERM)\n"
        "print(child.pid, flush=True)\n"
        "signal.pause()\n"
    )
    with subprocess.Popen([sys.executable, "-c", parent_code], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        assert processes.works_in(child, Path("/"))

        parent.kill()

    assert processes.wait_until(lambda: not processes.works_in(child, Path("/")), timeout=10)


def test_stop_goes_on_to_the_harder_signal():
    stubborn = (
        "import signal\n"
        "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "print(flush=True)\n"
        "signal.pause()\n"
    )
    with subprocess.Popen([sys.executable, "-c", stubborn], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()

        processes.stop(process, [(signal.SIGTERM, 0.1), (signal.SIGKILL, 10)])

        assert process.returncode == -signal.SIGKILL


def test_only_root_chooses_a_user(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert processes.user_for(tmp_path / "new", "postgres") is None

    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert processes.user_for(tmp_path / "new", "postgres") == "postgres"
