"""Cards to hand out: one per person, with their name and a QR code of their link, in both languages, eight a page.

A QR code is a picture with a pixel for each of its modules, enlarged without smoothing; as drawings, two thousand of
them would take minutes.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence
from dataclasses import dataclass

import segno
from markupsafe import Markup

from diagnostic.render.pdf import render_pdf
from diagnostic.text import Text

A_PAGE = 8
A_FILE = 400
QUIET = 4  # modules of white around a code, as its standard asks
STYLE = Markup("""
@page { size: A4; margin: 12mm 9mm; }
html { font-family: "Noto Sans CJK SC", "Noto Sans", sans-serif; font-size: 9pt; line-height: 1.45; color: #1b2725; }
body, h1, p, ol { margin: 0; padding: 0; }
h1 { font-size: 0; line-height: 0; }
ol { list-style: none; }
ol + ol { break-before: page; }
li { float: left; box-sizing: border-box; width: 95mm; height: 68mm; padding: 6mm 5mm; overflow: hidden;
     border: .25pt dashed #8a9693; }
img { float: right; width: 41mm; height: 41mm; margin: 0 0 0 3mm; image-rendering: pixelated; }
.name { font-size: 12pt; font-weight: 700; }
.title { font-weight: 700; margin-top: 1.5mm; }
.said { color: #4c5b58; }
.url { clear: both; font-size: 7.5pt; padding-top: 1.5mm; }
""")
PAGE = Markup(
    '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title>'
    "<style>{style}</style></head><body><h1>{title}</h1>{pages}</body></html>"
)
CARD = Markup(
    '<li><img src="{code}" alt="{alt}"><p class="name">{name}</p>'
    '<p class="title">{title_zh}</p><p class="said">{said_zh}</p>'
    '<p class="title" lang="en">{title_en}</p><p class="said" lang="en">{said_en}</p><p class="url">{url}</p></li>'
)


@dataclass(frozen=True, slots=True)
class LinkCard:
    """A person and their link."""

    name: str
    url: str


def render_cards(cards: Sequence[LinkCard], title: Text, said: Text) -> list[bytes]:
    """PDF files to print and cut, of `A_FILE` cards each: every page of a file refers to all its pictures, so one file
    of two thousand would take four times as long. `title` and `said` stand on every card in both languages."""
    return [_file(cards[at : at + A_FILE], title, said) for at in range(0, len(cards), A_FILE)]


def code_of(url: str) -> segno.QRCode:
    """The QR code of a link, as cards and pages show it."""
    return segno.make_qr(url, error="m")


def _file(cards: Sequence[LinkCard], title: Text, said: Text) -> bytes:
    drawn = [_card(card, title, said) for card in cards]
    pages = [
        Markup("<ol>{}</ol>").format(Markup("").join(drawn[at : at + A_PAGE]))
        for at in range(0, len(drawn), A_PAGE)
    ]
    heading = f"{title['zh']} / {title['en']}"
    return render_pdf(PAGE.format(title=heading, style=STYLE, pages=Markup("").join(pages)))


def _card(card: LinkCard, title: Text, said: Text) -> Markup:
    picture = io.BytesIO()
    code_of(card.url).save(picture, kind="png", scale=1, border=QUIET)
    data = base64.b64encode(picture.getvalue()).decode("ascii")
    return CARD.format(
        code=f"data:image/png;base64,{data}",
        alt=f"QR {card.url}",
        name=card.name,
        url=card.url,
        title_zh=title["zh"],
        title_en=title["en"],
        said_zh=said["zh"],
        said_en=said["en"],
    )
