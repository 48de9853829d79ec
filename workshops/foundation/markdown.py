"""Organizers' text as clean HTML or plain text: the only place that makes `Markup`."""

import html
import re
from collections.abc import Iterator, Sequence

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from workshops.foundation.acronyms import Acronyms, FirstUses, Use

# Headings begin at h3: the page owns h1 and h2. Images would be requests to other hosts.
_TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "a", "h3", "h4", "blockquote", "code", "pre", "hr", "span"}
_SCHEMES = {"http", "https", "mailto"}
# What an acronym stands beside where a part of a paragraph is no text
_SEEN_AS = {"code_inline": "`", "softbreak": "\n", "hardbreak": "\n"}
_markdown = MarkdownIt("commonmark", {"html": False}).disable("image")


def to_html(text: str, first_uses: FirstUses) -> Markup:
    """The text as HTML of a fixed few tags, links only to http, https and mailto, acronyms written out at first use."""
    is_heading = False
    tokens = _markdown.parse(text)
    for token in tokens:
        if token.children:
            token.children = list(_written_out(token.children, first_uses, may_change=not is_heading))
        is_heading = token.type == "heading_open"
    return _clean(tokens)


def line_to_html(line: str, first_uses: FirstUses) -> Markup:
    """A line without marks as HTML, acronyms written out at first use."""
    return _clean([Token("inline", "", 0, children=list(_written_out([_text(line)], first_uses)))])


def _clean(tokens: Sequence[Token]) -> Markup:
    rendered = _markdown.renderer.render(tokens, _markdown.options, {})
    for level in (2, 1):
        rendered = re.sub(rf"<(/?)h{level}>", rf"<\1h{level + 2}>", rendered)
    clean = nh3.clean(
        rendered,
        tags=_TAGS,
        attributes={"a": {"href"}},
        allowed_classes={"span": {"soft"}},
        url_schemes=_SCHEMES,
        link_rel="nofollow noopener",
    )
    return Markup(clean)  # noqa: S704 - cleaned on the lines above


def _written_out(parts: Sequence[Token], first_uses: FirstUses, *, may_change: bool = True) -> Iterator[Token]:
    """The parts of a paragraph, with what acronyms stand for behind their first uses; links stay as they are."""
    words = "".join(part.content if part.type == "text" else _SEEN_AS.get(part.type, "") for part in parts)
    uses = first_uses.acronyms.uses(words)
    use = next(uses, None)
    at = links = 0
    for part in parts:
        links += part.nesting if part.type in ("link_open", "link_close") else 0
        if part.type != "text":
            yield part
            at += len(_SEEN_AS.get(part.type, ""))
            continue
        end = at + len(part.content)
        while use and use.end <= end:
            if first_uses.is_to_be_told(use, may_change=may_change and use.start >= at and not links):
                yield _text(words[at : use.start])
                yield _telling(use, first_uses.acronyms)
                at = use.end
            use = next(uses, None)
        yield _text(words[at:end])
        at = end


def _text(words: str) -> Token:
    return Token("text", "", 0, content=words)


def _telling(use: Use, acronyms: Acronyms) -> Token:
    form, expansion, address = map(html.escape, use.acronym[1:])
    told = f'<a href="{address}">{form}</a><span class="soft">{acronyms.opening}{expansion}{acronyms.closing}</span>'
    return Token("html_inline", "", 0, content=told)


def to_text(text: str) -> str:
    """The text without marks, for calendars and mails: paragraphs and list items on lines of their own."""
    rendered = re.sub(r"<li>\s*(<p>)?", "- ", _markdown.render(text))
    return html.unescape(nh3.clean(rendered, tags=set())).strip()
