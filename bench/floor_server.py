"""The least that serves: one Flask application of two routes on the same server, as a process."""

import sqlite3
import sys
from pathlib import Path

from flask import Flask

from workshops.foundation.serve import serve


def application(database: Path) -> Flask:
    """`/` says hello; a POST writes one row and has the disk confirm it."""
    app = Flask("floor")
    connection = sqlite3.connect(database, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE IF NOT EXISTS seat (id INTEGER PRIMARY KEY)")

    def write() -> str:
        connection.execute("INSERT INTO seat DEFAULT VALUES")
        return "Taken"

    app.add_url_rule("/", "hello", lambda: "Hello")
    app.add_url_rule("/", "write", write, methods=["POST"])
    return app


if __name__ == "__main__":
    sys.exit(serve(application(Path(sys.argv[1])), "127.0.0.1", int(sys.argv[2])))
