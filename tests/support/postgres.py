"""Runs a command with TEST_DATABASE_URL naming a PostgreSQL: `python -m tests.support.postgres COMMAND ...`.

The first that answers is taken: the one already named, one running on this machine, a throw-away cluster made here.
Its role may create databases; the tests make their own beside the named one and leave that untouched.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg

RUNNING_HERE = ("postgresql://postgres@127.0.0.1/postgres", "postgresql:///postgres")
HOW_TO_GET_IT = (
    "no PostgreSQL lets us make databases here. Type: sudo apt-get install postgresql (or brew install postgresql), "
    "or name one: TEST_DATABASE_URL=postgresql://user:password@host/database ./test"
)


def answers(url: str) -> bool:
    """Whether a server answers there and lets this role create databases."""
    try:
        with psycopg.connect(url.replace("+psycopg", "", 1), connect_timeout=5) as connection:
            query = "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
            return connection.execute(query).fetchone() == (True,)
    except psycopg.OperationalError:
        return False


def binaries() -> Path | None:
    """Where initdb and pg_ctl are. Debian keeps them off the PATH; root may not run them."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    initdb = shutil.which("initdb", path=os.pathsep.join([os.environ.get("PATH", ""), *map(str, debian)]))
    return Path(initdb).parent if initdb and os.geteuid() != 0 else None


@contextmanager
def throw_away_cluster(programs: Path) -> Iterator[str]:
    """A cluster on a socket in a temporary folder, without the disk syncs that only a real one needs."""
    with TemporaryDirectory(dir="/tmp") as folder:  # a socket's path has at most 103 characters
        data = f"{folder}/data"
        initdb = [f"{programs}/initdb", "-D", data, "--auth=trust", "--username=postgres", "--encoding=UTF8"]
        subprocess.run([*initdb, "--no-locale", "--no-sync"], check=True, stdout=subprocess.DEVNULL)
        control = [f"{programs}/pg_ctl", "-D", data, "--wait", "--silent", f"--log={folder}/log"]
        subprocess.run([*control, "-o", f"-k {folder} -c listen_addresses='' -c fsync=off", "start"], check=True)
        try:
            yield f"postgresql://postgres@/postgres?host={folder}"
        finally:
            subprocess.run([*control, "--mode=immediate", "stop"], check=True)


def main(command: list[str]) -> int:
    """Run the command and return its status; without a PostgreSQL, say how to get one."""
    named = os.environ.get("TEST_DATABASE_URL")
    if named and not answers(named):
        sys.exit("Failed: TEST_DATABASE_URL does not answer, or its role may not create databases.")
    with ExitStack() as stack:
        url = named or next(filter(answers, RUNNING_HERE), None)
        if not url and (programs := binaries()):
            url = stack.enter_context(throw_away_cluster(programs))
        if not url:
            required = os.environ.get("REQUIRE_ALL") == "1"
            sys.stdout.write(f"{'Failed' if required else 'Skipped'}: {HOW_TO_GET_IT}\n")
            return int(required)
        return subprocess.run(command, env={**os.environ, "TEST_DATABASE_URL": url}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
