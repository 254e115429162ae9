"""Writes `docs/survey.schema.json`, which editors use for survey files, from the models that read them."""

from __future__ import annotations

from pathlib import Path

from diagnostic.readers.survey_shape import survey_schema

SCHEMA = Path(__file__).parent.parent / "docs" / "survey.schema.json"

if __name__ == "__main__":
    SCHEMA.write_text(survey_schema(), "utf-8")
