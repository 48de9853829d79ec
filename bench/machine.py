"""What the figures were measured on; never its name or its paths."""

import os
import platform
import re
import sqlite3
from pathlib import Path

from flask import Flask

from workshops.foundation.database import db


def processor() -> str:
    """`AMD EPYC, 2 cores`."""
    cpuinfo = Path("/proc/cpuinfo")
    found = re.search(r"^model name\s*: (.+)$", cpuinfo.read_text("ascii"), re.MULTILINE) if cpuinfo.exists() else None
    name = found[1].strip() if found else platform.machine()
    return f"{name}, {os.cpu_count()} cores"


def database(app: Flask) -> str:
    """`SQLite 3.40.1` or `PostgreSQL 15.20`."""
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            return f"SQLite {sqlite3.sqlite_version}"
        with db.engine.connect() as connection:
            return f"PostgreSQL {str(connection.exec_driver_sql('SHOW server_version').scalar_one()).split()[0]}"


def described(app: Flask) -> list[str]:
    """The lines that head a file of results."""
    system = f"{platform.system()} {platform.release().partition('-')[0]}"
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return [processor(), f"{system}, {python}, {database(app)}"]


def slug(app: Flask) -> str:
    """The machine in a file's name: `amd-epyc-2-cores-sqlite`."""
    words = f"{processor()} {database(app).split()[0]}"
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")
