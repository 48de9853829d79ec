"""Static files: named by their content, packed once at start, served before the application is asked."""

import gzip
import os
import re
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path, PurePosixPath
from wsgiref.headers import Headers

from flask import Flask
from whitenoise import WhiteNoise

STATIC = Path(__file__).parent.parent / "static"
PREFIX = "/static/"
STYLESHEETS = ("tokens", "base", "frame", "components", "forms")
PACKED = frozenset({".css", ".js", ".svg"})

# How a stylesheet names its pictures and a script its modules.
_REFERENCE = re.compile(r'"\.\./([^"]+)"')
_REFERRING = frozenset({".css", ".js"})


def init_assets(app: Flask) -> None:
    """Publish `workshops/static` under names that change with the content, and give templates `asset_url`."""
    named = name_by_content(collect(STATIC))
    folder = Path(app.instance_path) / "assets"
    folder.mkdir(parents=True, exist_ok=True)
    draft = folder.with_name(f".asset-{os.getpid()}")
    for name, content in named.values():
        _publish(folder / name, content, draft)
        if Path(name).suffix in PACKED:
            _publish(folder / f"{name}.gz", gzip.compress(content, mtime=0), draft)
    urls = {source: PREFIX + name for source, (name, _) in named.items()}
    app.add_template_global(urls.__getitem__, "asset_url")
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=folder,
        prefix=PREFIX,
        allow_all_origins=False,
        add_headers_function=_protect,
        immutable_file_test=".",
    )


def collect(static: Path) -> Mapping[str, bytes]:
    """Read every file to be served: pictures, lean scripts, and the stylesheets as one beside that for print."""
    files = {
        path.relative_to(static).as_posix(): path.read_bytes()
        for path in sorted(static.rglob("*"))
        if path.is_file() and path.suffix != ".css"
    }
    scripts = {name: lean(content.decode()).encode() for name, content in files.items() if name.endswith(".js")}
    sheets = [(static / "css" / f"{name}.css").read_text("utf-8") for name in STYLESHEETS]
    files["css/workshops.css"] = minify("\n".join(sheets)).encode()
    files["css/print.css"] = minify((static / "css" / "print.css").read_text("utf-8")).encode()
    return {**files, **scripts}


def name_by_content(files: Mapping[str, bytes]) -> Mapping[str, tuple[str, bytes]]:
    """Give each file a name with the hash of its content; stylesheets and scripts refer to others by these names."""

    @cache
    def named(source: str) -> tuple[str, bytes]:
        path, content = PurePosixPath(source), files[source]
        if path.suffix in _REFERRING:
            content = _REFERENCE.sub(lambda other: f'"../{named(other[1])[0]}"', content.decode()).encode()
        return f"{path.with_suffix('')}.{sha256(content).hexdigest()[:12]}{path.suffix}", content

    return {source: named(source) for source in files}


def minify(css: str) -> str:
    """Take the comments and needless spaces out of a stylesheet."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r" ?([{};,>]) ?", r"\1", css)
    return re.sub(r"(?<=[\w-]): ", ":", css).replace(";}", "}").strip()


def lean(script: str) -> str:
    """Take the indents, lines of comment and line breaks that say nothing out of a script."""
    lines = re.sub(r"^[ \t]*(//.*)?\n?", "", script, flags=re.MULTILINE)
    return re.sub(r"(?<=[;{,])\n", "", lines)


def _publish(path: Path, content: bytes, draft: Path) -> None:
    """Put a file in place whole, though other processes may read or write it at this moment.

    Older names stay: a page that a reader opened before an upgrade still finds its stylesheet.
    """
    if path.is_file() and path.read_bytes() == content:
        return
    path.parent.mkdir(exist_ok=True)
    draft.write_bytes(content)
    draft.replace(path)


def _protect(headers: Headers, _path: str, _url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    headers["Content-Security-Policy"] = "default-src 'none'"
