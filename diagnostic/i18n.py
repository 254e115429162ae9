"""Words of the interface: English stands in the code and the templates, other languages in catalogs of gettext.

A catalog is `translations/<language>/LC_MESSAGES/messages.po`. It can be corrected with any text editor; what the
program reads (`messages.mo`) is made from it when it is missing or older. `tools/catalog.py` brings new messages in.

Values are filled in by name, `{n} people`. Words that go with a count are given for one and for other numbers,
`{n} {n:person|people}`; a sentence may have several counts, and a language gives as many forms as it has, in the
order of its plural rule (Chinese: none).
"""

from __future__ import annotations

import gettext
import os
from functools import cache
from pathlib import Path

from diagnostic.shipped import INSTALLED, PROGRAM
from diagnostic.text import LANGS, Lang, Text, fill

SOURCE: Lang = "en"
DOMAIN = "messages"
FOLDER = Path(__file__).parent / "translations"


def N_(message: str) -> str:  # noqa: N802 - the name gettext's tools know
    """Marks a message that is translated later, where it is shown."""
    return message


def translate(message: str, lang: Lang, context: str = "") -> str:
    """The message in `lang`. `context` tells apart what English says with one word and other languages do not.
    Messages call the program `./run`, as in a checkout.

    >>> translate("no such message", "zh")
    'no such message'
    """
    catalog = _catalog(lang)
    said = catalog.pgettext(context, message) if context else catalog.gettext(message)
    return said.replace("./run ", f"{PROGRAM} ") if INSTALLED else said


def both(message: str, context: str = "", /, **values: object) -> Text:
    """The message in every language, filled in: for what is stored or written in all of them."""
    text = Text(*(translate(message, lang, context) for lang in LANGS))
    return text.format(**values) if values else text


def say(message: str, lang: Lang, context: str = "", /, **values: object) -> str:
    """The message in `lang`, filled in; a `Text` among the values is filled in its own language."""
    return fill(translate(message, lang, context), lang, values)


@cache
def _catalog(lang: Lang) -> gettext.NullTranslations:
    if lang == SOURCE:
        return gettext.NullTranslations()
    folder = FOLDER / lang / "LC_MESSAGES"
    source, compiled = folder / f"{DOMAIN}.po", folder / f"{DOMAIN}.mo"
    if not compiled.exists() or (not INSTALLED and compiled.stat().st_mtime < source.stat().st_mtime):
        return _compile(source, compiled)
    with compiled.open("rb") as file:
        return gettext.GNUTranslations(file)


def _compile(source: Path, compiled: Path) -> gettext.NullTranslations:
    """Compile the source, and keep the result in the same folder if it is writable."""
    from io import BytesIO

    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    made = BytesIO()
    with source.open("rb") as file:
        write_mo(made, read_po(file))
    temporary = compiled.with_suffix(f".{os.getpid()}")
    try:
        temporary.write_bytes(made.getvalue())
        temporary.replace(compiled)
    except OSError:
        pass  # an installation that may not be written to; the wheel brings the compiled file
    made.seek(0)
    return gettext.GNUTranslations(made)
