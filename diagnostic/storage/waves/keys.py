"""The secrets of an installation, each a file of its own in `instance/keys/`, readable by its owner only.

They are never in the database, so that no backup of it holds both an envelope and what opens it. The links' key
turns a token into what is stored of it. A wave's key opens that wave's envelopes, and is destroyed at sealing: from
then on no copy of the envelopes can be opened, unless the key itself was copied before.
"""

from __future__ import annotations

import hmac
import os
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

RAW = (Encoding.Raw, PrivateFormat.Raw, NoEncryption())
LINKS, SESSIONS, PASSWORDS = "links.key", "sessions.key", "passwords.key"
_READ: dict[Path, bytes] = {}  # keys that never change; that of links is needed for every page


@dataclass(frozen=True, slots=True)
class KeyRing:
    """The folder of keys."""

    folder: Path

    def links(self) -> bytes:
        """The key of the links, made at first use; two processes that start at once end with the same."""
        return self._lasting(LINKS)

    def sessions(self) -> bytes:
        """What signs the cookies of staff; without it everybody has to sign in again."""
        return self._lasting(SESSIONS)

    def passwords(self) -> bytes:
        """What goes into every password's hash; without it no password is right any more."""
        return self._lasting(PASSWORDS)

    def _lasting(self, name: str) -> bytes:
        path = self.folder / name
        if path not in _READ:
            if not path.exists():
                self._write(path, secrets.token_bytes(32))
            _READ[path] = path.read_bytes()
        return _READ[path]

    def make(self, wave_id: str) -> bytes:
        """A key pair for a wave; gives the public half, which the database may know."""
        private = X25519PrivateKey.generate()
        self._write(self._path(wave_id), private.private_bytes(*RAW))
        return _public(private)

    def has(self, wave_id: str) -> bool:
        return self._path(wave_id).exists()

    def waves(self) -> list[str]:
        """Ids of the waves whose key is here."""
        return sorted(path.stem.removeprefix("wave-") for path in self.folder.glob("wave-*.key"))

    def private(self, wave_id: str) -> X25519PrivateKey:
        """Raises FileNotFoundError where the key is destroyed, or lies on another machine."""
        return X25519PrivateKey.from_private_bytes(self.read(wave_id))

    def read(self, wave_id: str) -> bytes:
        return self._path(wave_id).read_bytes()

    def put_back(self, wave_id: str, private: bytes, public: bytes) -> None:
        """The key of a wave from a copy of it. Raises ValueError if it does not belong to `public`."""
        if _public(X25519PrivateKey.from_private_bytes(private)) != public:
            raise ValueError("not the key of this wave")
        self._write(self._path(wave_id), private)

    def destroy(self, wave_id: str) -> None:
        """Overwrite, then remove; harmless where it has been done already."""
        path = self._path(wave_id)
        if not path.exists():
            return
        with path.open("r+b") as file:
            file.write(secrets.token_bytes(path.stat().st_size))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
        self._sync()

    def destroy_all(self, waves: Iterable[str]) -> None:
        for wave in waves:
            self.destroy(wave)

    def _path(self, wave_id: str) -> Path:
        if not wave_id.isalnum():
            raise ValueError("a wave's id is letters and digits")
        return self.folder / f"wave-{wave_id}.key"

    def _write(self, path: Path, content: bytes) -> None:
        """Write a temporary file and rename it, so that a file is never seen half-written; an existing one stays."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = path.with_suffix(f".{secrets.token_hex(8)}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
        self._sync()

    def _sync(self) -> None:
        """Flush the folder itself to disk, so that a deleted key does not come back after a power cut."""
        handle = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _public(private: X25519PrivateKey) -> bytes:
    return private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def new_token() -> str:
    """The secret part of a link: 128 random bits, 22 characters."""
    return secrets.token_urlsafe(16)


def keyed_hash(key: bytes, what: str, word: str) -> bytes:
    """The stored form of a token of a link or a sitting: without the key candidates can't be tried."""
    return hmac.digest(key, f"{what}:{word}".encode(), sha256)
