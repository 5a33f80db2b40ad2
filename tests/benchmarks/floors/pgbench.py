"""Lets clients of pgbench's run a statement so many times each; prints how many were done, and the seconds it took."""

import re
import subprocess
import sys
import tempfile


def main(program: str, socket: str, database: str, clients: str, each: str, statement: str) -> None:
    """Run it once."""
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as script:
        script.write(statement)
        script.flush()
        said = subprocess.run(
            [program, "-h", socket, "-U", "clerk", "-n", "-c", clients, "-j", "2", "-t", each, "-f", script.name,
             database],
            capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip
    done = int(re.findall(r"actually processed: (\d+)", said)[0])
    print(done, done / float(re.findall(r"tps = ([0-9.]+)", said)[0]))


if __name__ == "__main__":
    main(*sys.argv[1:])
