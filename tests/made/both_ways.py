"""The same inputs by both ways in: imported and answered on the web as clients do it, and as files of the command line.

What people answered comes as they ticked it. On the web everybody answers with a link of their own and the wave is
sealed; the files hold one row for each of the same sheets, under the same group as the wave stored with it.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from diagnostic.core.diagnosis.model.study import Module, Study
from diagnostic.core.survey.sittings.sitting import Answer, kept_answers
from diagnostic.core.wave.model import Leaf, Tag, WaveForm, joined_leaf
from diagnostic.core.wave.plan import Invitee
from diagnostic.demo.diagnose_company import ASKED
from diagnostic.readers.assessment_files import StatedAssessment, read_assessment
from diagnostic.readers.maps.column_map import read_map
from diagnostic.settings import Settings
from diagnostic.shipped import SURVEYS
from diagnostic.storage.clients.clients import AssessmentFacts, ClientFacts, add_assessment, add_client
from diagnostic.storage.clients.staffing import find_staffing
from diagnostic.storage.clients.unit_names import find_units, name_units
from diagnostic.storage.installation import Installation
from diagnostic.storage.waves.drafts import DraftSurvey, WaveDraft
from diagnostic.storage.waves.waves import read_wave
from diagnostic.usecases.analysis.read_study import InputFile, Request, read_study
from diagnostic.usecases.answers.find_sitting import WaveShelf
from diagnostic.usecases.answers.submit_answers import Sent, submit_answers
from diagnostic.usecases.imports.import_figures import import_figures
from diagnostic.usecases.imports.import_roster import import_roster
from diagnostic.usecases.imports.preview_figures import preview_figures
from diagnostic.usecases.imports.preview_roster import preview_roster
from diagnostic.usecases.imports.receive_figures import receive_figures
from diagnostic.usecases.imports.receive_roster import receive_roster
from diagnostic.usecases.surveys.draft_wave import shipped_survey
from diagnostic.usecases.waves.open_wave import open_wave
from diagnostic.usecases.waves.plan_wave import plan_wave
from diagnostic.usecases.waves.seal_wave import seal_wave
from tests.made.waves import close_wave

BY, AT = "alice@example.com", datetime(2026, 1, 15, 9, 30)
FIGURES = ("targets", "actuals", "opportunities")
Answers = Mapping[str, Answer]
Sittings = Mapping[str, Answers]


def read_sittings(path: Path) -> dict[str, Answers]:
    """What each simulated person ticks."""
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return {
        line["person"]: {code: tuple(v) if isinstance(v, list) else v for code, v in line["answers"].items()}
        for line in lines
    }


@dataclass(frozen=True)
class OnTheWeb:
    """Whose figures and answers are in the installation; `surveyed` are the files of the same answers, and `tags` the
    groups of each module, of which a file can say neither how many were invited nor the units that were joined."""

    client: str
    assessment: str
    surveyed: tuple[InputFile, ...] = ()
    tags: Mapping[str, Sequence[Tag]] = field(default_factory=dict)


def bring_in(
    installation: Installation, request: Request, sittings: Sittings | None, folder: Path
) -> OnTheWeb:
    """The request's files of figures imported one after the other, and a wave in which `sittings` were sent. `folder`
    takes the files of those answers."""
    assert request.assessment is not None
    stated = read_assessment(request.assessment)
    client = _client(installation, stated)
    for given in request.inputs:
        if given.kind == "roster":
            _import_roster(installation, client, given.path)
    for given in request.inputs:
        if given.kind in FIGURES:
            _import_figures(installation, client, given)
    _name_units(installation, client, request)
    assessment = _assessment(installation, client, request, stated)
    if sittings is None:
        return OnTheWeb(client, assessment)
    return OnTheWeb(client, assessment, *_survey(installation, client, assessment, stated, sittings, folder))


def _client(installation: Installation, stated: StatedAssessment) -> str:
    own = stated.assessment
    facts = ClientFacts(own.client.zh, own.client.en, "Asia/Shanghai", own.currency, 1)
    with installation.store.writing() as session:
        return add_client(session, facts)


def _import_roster(installation: Installation, client: str, path: Path) -> None:
    upload = receive_roster(installation, client, path.name, path.read_bytes()).upload
    preview = preview_roster(installation, client, upload)
    assert preview is not None
    assert import_roster(installation, client, upload, preview.changes.mark, by=BY, at=AT)


def _import_figures(installation: Installation, client: str, given: InputFile) -> None:
    kind = next(each for each in ("targets", "actuals", "opportunities") if each == given.kind)
    upload = receive_figures(installation, client, given.path.name, given.path.read_bytes(), kind).upload
    preview = preview_figures(installation, client, upload)
    assert preview is not None
    assert import_figures(installation, client, upload, preview.mark, by=BY, at=AT)


def _name_units(installation: Installation, client: str, request: Request) -> None:
    """By the words of the roster's map, which say the same on the command line."""
    maps = [read_map(each.map) for each in request.inputs if each.map is not None]
    words = {
        value: label
        for each in maps
        if each.group
        for labels in each.group.labels.values()
        for value, label in labels.items()
    }
    with installation.store.writing() as session:
        units = find_units(session, client, "", 0, 1000)
        names = {unit.id: words.get(unit.path.rpartition("/")[2]) for unit in units}
        name_units(session, client, {id: (own.zh, own.en) for id, own in names.items() if own})


def _assessment(installation: Installation, client: str, request: Request, stated: StatedAssessment) -> str:
    period = request.period or stated.period
    assert period is not None
    own = stated.assessment
    facts = AssessmentFacts(
        own.title.zh, own.title.en, period.first, period.last, own.board_target, simulated=own.simulated
    )
    with installation.store.writing() as session:
        return add_assessment(session, client, facts)


def _survey(
    installation: Installation,
    client: str,
    assessment: str,
    stated: StatedAssessment,
    sittings: Sittings,
    folder: Path,
) -> tuple[tuple[InputFile, ...], dict[str, list[Tag]]]:
    day = stated.assessment.as_of
    with installation.store.reading() as session:
        staffing = find_staffing(session, client, assessment, day)
    assert staffing is not None
    draft = WaveDraft(tuple(DraftSurvey("shipped", shipped_survey(name)) for name in ASKED))
    planned = plan_wave(assessment, staffing, draft)
    assert planned.faults == ()
    opened = open_wave(installation, planned.plan)
    with installation.store.reading() as session:
        form = read_wave(session, opened.id)
    sent = {invitee.person: invitee for invitee in planned.plan.invitees if invitee.person in sittings}
    for person in sent:
        word = f"word-{person}"
        told = submit_answers(installation, WaveShelf({}), opened.tokens[person], word, sittings[person], day)
        assert told is Sent.STORED
    close_wave(installation, opened.id)
    seal_wave(installation, opened.id)
    files = tuple(_files(folder, form, [(sent[person], sittings[person]) for person in sent]))
    return files, {
        module: [tag for tag in form.tags.values() if tag.module == module] for module in form.layouts
    }


def _files(folder: Path, form: WaveForm, sheets: list[tuple[Invitee, Answers]]) -> Iterator[InputFile]:
    for module, layout in form.layouts.items():
        tags = {leaf.values: tag for tag in form.tags.values() if tag.module == module for leaf in tag.leaves}
        columns = form.columns[module]
        joined = {tag.id: joined_leaf(tag.leaves) for tag in tags.values()}
        codes = [item.code for item in (*layout.scored, *layout.choices)]
        path, column_map = folder / f"answers_{module}.csv", folder / f"map_answers_{module}.toml"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow([*columns, "kind", *codes])
            for invitee, answers in sheets:
                if module in invitee.leaves:
                    kept = kept_answers(form.sitting(_tags_of(form, invitee)), answers)
                    leaf = joined[tags[invitee.leaves[module]].id]
                    cells = [_cell(kept.get(code)) for code in codes]
                    if any(cells):
                        writer.writerow([*leaf.values, leaf.kind or "", *cells])
        column_map.write_text(_map(module, columns, list(joined.values())), "utf-8")
        yield InputFile("answers", path, column_map)


def _tags_of(form: WaveForm, invitee: Invitee) -> dict[str, str]:
    return {
        tag.module: tag.id
        for tag in form.tags.values()
        if invitee.leaves.get(tag.module) in [leaf.values for leaf in tag.leaves]
    }


def _cell(answer: Answer | None) -> str:
    if answer is None:
        return ""
    return ";".join(map(str, answer)) if isinstance(answer, tuple) else f"{answer}"


def _map(module: str, columns: tuple[str, ...], leaves: list[Leaf]) -> str:
    lines = ["[group]", f"columns = {json.dumps([*columns])}", f'module = "{module}"']
    if columns:
        lines.append(f'kinds = {{ {columns[-1]} = "kind" }}')
    for at, column in enumerate(columns):
        lines.append(f"[group.labels.{column}]")
        words = {leaf.values[at]: leaf.labels[at] for leaf in leaves}
        lines += [
            f"{json.dumps(value, ensure_ascii=False)} = {{ zh = {json.dumps(label.zh, ensure_ascii=False)}, "
            f"en = {json.dumps(label.en, ensure_ascii=False)} }}"
            for value, label in words.items()
        ]
    return "\n".join(lines) + "\n"


def study_of_files(request: Request, web: OnTheWeb, settings: Settings) -> Study:
    """The request read as on the command line, with the files of the wave's answers in place of its own, and with what
    only a wave knows of them."""
    figures = tuple(each for each in request.inputs if each.kind != "answers")
    surveys = tuple(SURVEYS / f"{name}.toml" for name in ASKED) if web.surveyed else ()
    study, _ = read_study(replace(request, inputs=(*figures, *web.surveyed), surveys=surveys), settings)
    modules = tuple(_known(each, web.tags[each.name]) for each in study.modules)
    return replace(study, modules=modules, collected="wave" if modules else "files")


def _known(module: Module, tags: Sequence[Tag]) -> Module:
    joined = {joined_leaf(tag.leaves).values: tag for tag in tags}
    merged = {
        values: tuple(leaf.values for leaf in tag.leaves)
        for values, tag in joined.items()
        if len(tag.leaves) > 1
    }
    sheet = replace(module.sheet, merged=merged)
    scores = replace(module.scores, sheet=sheet)
    invited = {values: tag.invited for values, tag in joined.items()}
    return Module(module.name, sheet, scores, invited, sum(invited.values()))
