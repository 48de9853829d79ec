"""What the figures were measured on; never its name or its paths."""

import os
import platform
import re
import sqlite3
from pathlib import Path

import psycopg


def processor() -> str:
    """`AMD EPYC, 2 cores`."""
    cpuinfo = Path("/proc/cpuinfo")
    found = re.search(r"^model name\s*: (.+)$", cpuinfo.read_text("ascii"), re.MULTILINE) if cpuinfo.exists() else None
    return f"{found[1].strip() if found else platform.machine()}, {os.cpu_count()} cores"


def database() -> str:
    """`SQLite 3.40.1`, or `PostgreSQL 15.20` when TEST_DATABASE_URL names one."""
    url = os.environ.get("TEST_DATABASE_URL")
    if not url:
        return f"SQLite {sqlite3.sqlite_version}"
    with psycopg.connect(url.replace("+psycopg", "", 1)) as connection:
        return f"PostgreSQL {connection.info.parameter_status('server_version')}".partition(" (")[0]


def described() -> list[str]:
    """The lines that head a file of results."""
    system = f"{platform.system()} {platform.release().partition('-')[0]}"
    return [processor(), f"{system}, {platform.python_implementation()} {platform.python_version()}, {database()}"]


def slug() -> str:
    """The machine in a file's name: `amd-epyc-2-cores-sqlite`."""
    return re.sub(r"[^a-z0-9]+", "-", f"{processor()} {database().split()[0]}".lower()).strip("-")
