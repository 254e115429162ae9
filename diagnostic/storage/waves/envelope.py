"""A sitting in an envelope: padded to one size for the whole wave and encrypted to the wave's key (HPKE, RFC 9180).

X25519, HKDF-SHA256 and ChaCha20-Poly1305; every envelope has an ephemeral key of its own. Without the
private key an envelope in the database is noise, all of one length. The wave's id is bound in, so an envelope of
another wave does not open.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from diagnostic.core.survey.sittings.sitting import Answer

SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
STEP = 512  # sizes are whole steps, so that a wave's size reveals little of its survey
COUNT = 4  # bytes that say how long the content is


@dataclass(frozen=True, slots=True)
class ModuleSheet:
    """What one sitting says in one module: its tag and the answers by item code."""

    tag: str
    answers: Mapping[str, Answer]


Sheets = Mapping[str, ModuleSheet]


class EnvelopeError(ValueError):
    """An envelope that does not open with this key, or does not hold what we put into envelopes."""


def size_for(longest: Sheets) -> int:
    """The size of all envelopes of a wave: room for the longest sitting there can be."""
    needed = COUNT + len(_content(longest))
    return -(-needed // STEP) * STEP


def seal(sheets: Sheets, wave_id: str, public_key: bytes, size: int) -> bytes:
    """The envelope. Raises ValueError if the content is longer than any sitting of the wave may be."""
    content = _content(sheets)
    if COUNT + len(content) > size:
        raise ValueError("a sitting is longer than its wave allows")
    padded = (len(content).to_bytes(COUNT, "big") + content).ljust(size, b"\0")
    return SUITE.encrypt(padded, X25519PublicKey.from_public_bytes(public_key), _info(wave_id))


def open_envelope(sealed: bytes, wave_id: str, private_key: X25519PrivateKey) -> Sheets:
    """The sheets inside. Raises EnvelopeError."""
    try:
        padded = SUITE.decrypt(sealed, private_key, _info(wave_id))
        length = int.from_bytes(padded[:COUNT], "big")
        given = json.loads(padded[COUNT : COUNT + length])
        return {module: ModuleSheet(tag, _answers(answers)) for module, (tag, answers) in given.items()}
    except (InvalidTag, ValueError, TypeError, AttributeError) as error:
        raise EnvelopeError("the envelope does not open, or is none of ours") from error


def _content(sheets: Sheets) -> bytes:
    """Modules and items in a fixed order, without language, time or person."""
    plain = {module: [sheets[module].tag, dict(sheets[module].answers)] for module in sorted(sheets)}
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode(
        "utf-8", "replace"
    )


def _answers(given: Mapping[str, object]) -> dict[str, Answer]:
    return {code: _answer(value) for code, value in given.items()}


def _answer(value: object) -> Answer:
    if isinstance(value, (int, float, str)) and not isinstance(value, bool):
        return value
    if isinstance(value, list):
        return tuple(int(each) for each in value)
    raise TypeError("not an answer")


def _info(wave_id: str) -> bytes:
    return b"sales-diagnostic envelope 1 " + wave_id.encode("ascii")
