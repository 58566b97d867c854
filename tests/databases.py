"""Databases for tests: SQLite in a quick folder, and Debian's PostgreSQL started in a temporary folder as somebody who is not root."""

import getpass
import os
import pwd
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

ENGINES = ("sqlite", "postgresql")


def postgres_programs():
    """Return the folder of PostgreSQL's server programs, or None where there is none."""
    homes = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: -float(path.parent.name))
    on_path = shutil.which("pg_ctl")
    homes += [Path(on_path).resolve().parent] if on_path else []
    return next((each for each in homes if (each / "initdb").is_file() and (each / "pg_ctl").is_file()), None)


def _somebody():
    """Return whom the server may run as: PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return getpass.getuser()
    names = {each.pw_name for each in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in names)


@contextmanager
def postgres_server(programs):
    """Start a server that listens on a socket in its own folder only; yield a function that gives the URL of a new empty database."""
    user = _somebody()
    folder = Path(tempfile.mkdtemp(prefix="peerlearn-pg-"))
    as_user = {"user": user} if os.geteuid() == 0 else {}
    if as_user:
        shutil.chown(folder, user)

    def run(program, *words):
        subprocess.run([programs / program, *words], check=True, capture_output=True, cwd=folder, **as_user)

    data = folder / "data"
    run("initdb", "-D", data, "-U", "peerlearn", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
    quick = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off -c full_page_writes=off -c max_connections=60"
    try:
        run("pg_ctl", "-D", data, "-o", quick, "-w", "-l", folder / "log", "start")
        made = []

        def new_database():
            name = f"test_{len(made)}"
            made.append(name)
            run("psql", "-h", folder, "-U", "peerlearn", "-d", "postgres", "-qc", f"CREATE DATABASE {name}")
            return f"postgresql://peerlearn@/{name}?host={folder}"

        yield new_database
    finally:
        if (data / "postmaster.pid").exists():
            run("pg_ctl", "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)
