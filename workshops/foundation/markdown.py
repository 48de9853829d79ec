"""Organizers' Markdown as clean HTML or plain text: the only place that makes `Markup`."""

import html
import re
from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

# Headings begin at h3: the page owns h1 and h2. Images would be requests to other hosts.
_TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "a", "h3", "h4", "blockquote", "code", "pre", "hr"}
_SCHEMES = {"http", "https", "mailto"}
_markdown = MarkdownIt("commonmark", {"html": False}).disable("image")


@lru_cache(maxsize=512)
def to_html(text: str) -> Markup:
    """The text as HTML of a fixed few tags, links only to http, https and mailto."""
    rendered = _markdown.render(text)
    for level in (2, 1):
        rendered = re.sub(rf"<(/?)h{level}>", rf"<\1h{level + 2}>", rendered)
    clean = nh3.clean(
        rendered, tags=_TAGS, attributes={"a": {"href"}}, url_schemes=_SCHEMES, link_rel="nofollow noopener"
    )
    return Markup(clean)  # noqa: S704 - cleaned on the line above


def to_text(text: str) -> str:
    """The text without marks, for calendars and mails: paragraphs and list items on lines of their own."""
    rendered = re.sub(r"<li>\s*(<p>)?", "- ", _markdown.render(text))
    return html.unescape(nh3.clean(rendered, tags=set())).strip()
