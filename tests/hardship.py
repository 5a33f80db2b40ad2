"""What a machine does to a program, for real: a process killed or interrupted, a disk that is full, a place read-only.

The disks are small file systems of their own, mounted where only the program under test sees them (util-linux's
unshare; as an ordinary user it takes a user namespace).
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

GONGGUO = [sys.executable, "-m", "commands.program"]
ROOT = Path(__file__).parents[1]
UNSHARE = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--map-root-user", "--mount"]

Done = subprocess.CompletedProcess[str]


def environment(**more: str) -> dict[str, str]:
    """The environment of a program under test: nothing of the ledger's settings, and the source it runs from."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GONGGUO")}
    kept["XDG_CONFIG_HOME"] = str(ROOT / ".no-settings")
    return {**kept, "PYTHONPATH": str(ROOT), "GONGGUO_LANG": "en", "GONGGUO_BY": "clerk", **more}


def start(folder: Path, *words: str) -> subprocess.Popen[str]:
    """Start the program in a folder, its words being those after `gongguo`."""
    return subprocess.Popen(
        [*GONGGUO, *words], cwd=folder, env=environment(), text=True, encoding="utf-8",
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def stopped(
    folder: Path, words: tuple[str, ...], with_signal: signal.Signals, after: float, times: int = 1
) -> Done:  # fmt: skip
    """Run the program and send it a signal after so many seconds, or several at once; it may have ended before."""
    program = start(folder, *words)
    time.sleep(after)
    for _time in range(times):
        program.send_signal(with_signal)
        time.sleep(0.005)
    out, err = program.communicate(timeout=120)
    return Done(program.args, program.returncode, out, err)


def in_shell(folder: Path, line: str, **more: str) -> Done:
    """Run a line of bash in a folder, `gongguo` being the program."""
    script = f'gongguo() {{ {" ".join(map(_quoted, GONGGUO))} "$@"; }}; {line}'
    return _run(["bash", "-c", script], folder, **more)


def with_room_for(folder: Path, kilobytes: int, line: str, **more: str) -> Done:
    """Run a line of bash in a copy of the folder on a disk with so much room; then the folder has the copy's files."""
    used = sum(path.stat().st_size for path in folder.rglob("*")) // 1024 + 64
    disk = folder.with_name(folder.name + ".disk")
    disk.mkdir(exist_ok=True)
    script = f"""set -e
        mount -t tmpfs -o size={used + kilobytes}k disk {_quoted(str(disk))}
        cp -r {_quoted(str(folder))}/. {_quoted(str(disk))}
        cd {_quoted(str(disk))}
        gongguo() {{ {" ".join(map(_quoted, GONGGUO))} "$@"; }}
        set +e; {line}; status=$?
        cp -r {_quoted(str(disk))}/. {_quoted(str(folder))}
        exit $status"""
    done = _run([*UNSHARE, "bash", "-c", script], folder, **more)
    shutil.rmtree(disk, ignore_errors=True)
    return done


def read_only(folder: Path, line: str, **more: str) -> Done:
    """Run a line of bash in the folder, mounted read-only."""
    place = _quoted(str(folder))
    script = f"""set -e
        mount --bind {place} {place}; mount -o remount,bind,ro {place}; cd {place}
        gongguo() {{ {" ".join(map(_quoted, GONGGUO))} "$@"; }}
        {line}"""
    return _run([*UNSHARE, "bash", "-c", script], folder, **more)


def _run(command: list[str], folder: Path, **more: str) -> Done:
    return subprocess.run(
        command, cwd=folder, env=environment(**more), capture_output=True, text=True, encoding="utf-8", check=False
    )  # fmt: skip


def _quoted(word: str) -> str:
    return "'" + word.replace("'", "'\\''") + "'"
