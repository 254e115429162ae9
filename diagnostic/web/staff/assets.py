"""Static files of the staff pages: Bootstrap as its wheel brings it, and our own theme over it. Of scripts there
are two: one keeps the page of a job fresh, one makes the charts of a report answer. Both pages work without them."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

from diagnostic.web.assets import Asset, make_asset

FOLDER = Path(__file__).parent / "static"


def _bootstrap() -> Path:
    """Found without importing it: all that is used of the package is this file."""
    spec = find_spec("flask_bootstrap")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("bootstrap-flask is not installed")
    return Path(spec.origin).parent / "static/bootstrap5/css/bootstrap.min.css"


def _content(path: Path) -> bytes:
    """Without the note where a source map would lie: browsers would ask for it."""
    return path.read_bytes().split(b"/*# sourceMappingURL")[0]


_READ = {
    path.name: make_asset(path.name, _content(path)) for path in (_bootstrap(), *sorted(FOLDER.iterdir()))
}
ASSETS: Mapping[str, Asset] = {asset.name: asset for asset in _READ.values()}
ADDRESS: Mapping[str, str] = {file: f"/staff/static/{asset.name}" for file, asset in _READ.items()}
