"""Static files: their addresses carry the hash of their content, and what they name elsewhere is left out."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from diagnostic.web.respondent.environment import FILES as RESPONDENT
from diagnostic.web.shared_report.views import FILES as SHARED
from diagnostic.web.staff.common.page import FILES as STAFF
from diagnostic.web.static_files import read_static_files


def test_a_file_lies_below_its_prefix_under_the_hash_of_its_content(tmp_path: Path) -> None:
    path = tmp_path / "x.css"
    path.write_text("a { color: red }\n/*# sourceMappingURL=x.css.map */")
    files = read_static_files("/here", [path], {"red": "blue"})
    content = b"a { color: blue }\n"
    name = f"x.{hashlib.sha256(content).hexdigest()[:10]}.css"
    assert files.addresses == {"x.css": f"/here/{name}"}
    assert files.by_name[name].content == content
    assert files.respond("x.css") is None


def test_every_part_has_the_files_its_pages_name() -> None:
    report = {"bootstrap.min.css", "staff.css", "reading.css", "reading.js", "icon.svg"}
    for files, prefix, names in (
        (RESPONDENT, "/r/static", {"rep.css", "rep.js", "icon.svg"}),
        (SHARED, "/reports/static", report),
        (STAFF, "/staff/static", {*report, "job.js"}),
    ):
        assert set(files.addresses) == names
        for file, address in files.addresses.items():
            stem, _, suffix = file.rpartition(".")
            assert re.fullmatch(rf"{prefix}/{re.escape(stem)}\.[0-9a-f]{{10}}\.{suffix}", address)
            assert files.by_name[address.rpartition("/")[2]].content


def test_the_script_of_respondents_brings_its_words() -> None:
    script = RESPONDENT.by_name[RESPONDENT.addresses["rep.js"].rpartition("/")[2]].content.decode()
    assert '"WORDS"' not in script
    assert "Sending..." in script
    assert "正在发送" in script
