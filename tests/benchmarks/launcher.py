"""Runs one program and says what it took: seconds, seconds of the processors, peak memory in MB, exit status.

python -I -S launcher.py OUTPUT PROGRAM [ARGUMENT …]

A process begins with the peak memory of the one that started it. This one is therefore small (about 9 MB, which is the
least that can be measured), and loads nothing. Of a program that starts processes of its own, the peak is that of its
largest; the seconds of the processors are those of all.
"""

import os
import sys
from time import perf_counter


def main(output: str, *command: str) -> None:
    """Run the command, its standard output into a file."""
    target = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    start = perf_counter()
    child = os.fork()
    if not child:
        os.dup2(target, 1)
        os.execvp(command[0], command)
    _child, status, usage = os.wait4(child, 0)
    seconds = perf_counter() - start
    kilobytes = usage.ru_maxrss / (1024 if sys.platform == "darwin" else 1)
    print(seconds, usage.ru_utime + usage.ru_stime, kilobytes / 1024, os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    main(*sys.argv[1:])
