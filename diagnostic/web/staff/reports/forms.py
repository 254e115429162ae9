"""The forms of reports: what a report is made from, and who a link to it is for."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from wtforms import Field, Form
from wtforms.validators import InputRequired, ValidationError

from diagnostic.i18n import N_
from diagnostic.storage.results.share_links import LONGEST
from diagnostic.web.staff.common.fields import NAME, Choice, Day, text


class ReportForm(Form):  # type: ignore[misc]
    """Which run and which version of the plan a report is made from."""

    run = Choice()
    plan = Choice()


class LinkForm(Form):  # type: ignore[misc]
    """A link for somebody without an account: who it is for, and until when."""

    label = text(NAME, needed=True)
    expires_on = Day(validators=[InputRequired(N_("Please fill this in."))])

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    @property
    def last_day(self) -> date:
        return self.expires_on.data or self.today

    def validate_expires_on(self, field: Field) -> None:
        if field.data is None:
            return  # what is wrong with it has been said
        if field.data < self.today:
            raise ValidationError(N_("That is before today."))
        if field.data > self.today + timedelta(days=LONGEST):
            raise ValidationError(N_("90 days at most."))
