import os
import signal
import sys
from pathlib import Path

import pytest

from script.lib import layout, processes
from script.lib.supervise import Program, Supervisor

QUICK = [(signal.SIGTERM, 10.0), (signal.SIGKILL, 10.0)]


@pytest.fixture
def supervisor(tmp_path, monkeypatch):
    monkeypatch.setattr(layout, "LOG", tmp_path)
    monkeypatch.setattr(layout, "ROOT", tmp_path)
    handlers = {n: signal.getsignal(n) for n in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    supervisor = Supervisor(dict(os.environ), [])
    yield supervisor
    supervisor.stop_all()
    for number, handler in handlers.items():
        signal.signal(number, handler)


def test_a_killed_program_is_started_again_and_said_so(supervisor, capsys):
    program = Program("worker", ["sleep", "60"], QUICK)
    supervisor.start(program)
    first = program.running
    first.kill()
    first.wait()

    def is_back() -> bool:
        supervisor.look()
        return program.running is not first

    assert processes.wait_until(is_back, timeout=10)
    assert program.running.poll() is None
    assert capsys.readouterr().out == (
        "worker was killed by SIGKILL, starting again (see worker.log)\n"
    )


def test_the_pause_before_the_next_start_grows(supervisor):
    program = Program("worker", ["false"], QUICK)
    supervisor.start(program)
    program.running.wait()

    supervisor.look()

    assert program.start_again_at is not None
    assert program.pause == 1.0


def test_what_a_killed_leader_leaves_ends_with_the_rest(supervisor, tmp_path):
    leader = (
        "import subprocess, time\n"
        "child = subprocess.Popen(['sleep', '60'])\n"
        "print(child.pid, flush=True)\n"
        "child.wait()\n"
    )
    program = Program("worker", [sys.executable, "-c", leader], QUICK)
    supervisor.start(program)
    log = tmp_path / "worker.log"
    assert processes.wait_until(lambda: log.read_text().endswith("\n"), timeout=10)
    child = int(log.read_text())

    supervisor.stop_all()

    assert processes.wait_until(lambda: not processes.works_in(child, tmp_path), timeout=10)
    assert not Path(f"/proc/{program.running.pid}").exists()


def test_a_signal_is_a_wish_to_stop(supervisor):
    assert not supervisor.is_stopping()

    os.kill(os.getpid(), signal.SIGTERM)

    assert supervisor.is_stopping()
