"""What the log calls a report: its client in both languages, and its number."""

from __future__ import annotations

from diagnostic.storage.results.reports import ReportLine


def name_in_log(report: ReportLine) -> str:
    names = (report.client[lang] for lang in ("zh", "en"))
    return f"{' / '.join(dict.fromkeys(names))} · {report.number}"
