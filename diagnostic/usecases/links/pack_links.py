"""Everybody's links as one file to take away: a table for those who send them, and cards to print.

It is made in memory and handed over; the product keeps no copy, since anybody with a link can answer in the person's
place.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence

from diagnostic.i18n import both
from diagnostic.render.csv_cells import harmless
from diagnostic.storage.waves.links import Link
from diagnostic.text import Text

COLUMNS = ("person_id", "name", "unit_path", "lang", "url")
CARD_SAID = both("Anonymous: encrypted on arrival and shown for groups only. Taking part is your choice.")


def pack_links(links: Sequence[Link], title: Text, with_cards: bool) -> bytes:
    """A ZIP of `links.csv` and, where wanted, `cards.pdf` (from 400 people on `cards-1.pdf`, `cards-2.pdf` ...).

    Cards take about 30 ms of computing each: 12 s for 400 people, a minute for 2,000.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("links.csv", links_table(links))
        for name, content in _cards(links, title) if with_cards else ():
            archive.writestr(name, content)
    return packed.getvalue()


def links_table(links: Sequence[Link]) -> str:
    """The links as CSV; no cell of it is a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for link in links:
        who = link.person
        writer.writerow([*map(harmless, (who.person, who.name, who.unit, who.lang)), link.url])
    return "\ufeff" + out.getvalue()  # the mark by which Excel knows UTF-8


def _cards(links: Sequence[Link], title: Text) -> list[tuple[str, bytes]]:
    from diagnostic.render.cards import LinkCard, render_cards  # loading the renderer takes over a second

    cards = [LinkCard(link.person.name or link.person.person, link.url) for link in links]
    files = render_cards(cards, title, CARD_SAID)
    if len(files) == 1:
        return [("cards.pdf", files[0])]
    return [(f"cards-{number}.pdf", content) for number, content in enumerate(files, 1)]
