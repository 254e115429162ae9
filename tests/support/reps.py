"""A rep with a browser that has no script: reads the page, fills its form, presses its buttons, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from werkzeug.test import TestResponse

from tests.made.waves import TODAY, OpenWave
from tests.support.apps import lend_app

Given = Mapping[str, Sequence[str] | str]


class Day:
    """A calendar and a clock that stand where a test puts them."""

    def __init__(self) -> None:
        self.today, self.seconds = TODAY, 0.0

    def __call__(self) -> date:
        return self.today

    def clock(self) -> float:
        return self.seconds


def app_of(wave: OpenWave, day: Day | None = None, **more: Any) -> Flask:
    day = day or Day()
    return lend_app(wave.installation, today=day, clock=day.clock, **more)


class Rep:
    """One rep with a link."""

    def __init__(self, app: Flask, token: str, lang: str = "zh-CN") -> None:
        self.client: FlaskClient = app.test_client()
        self.url, self.lang = f"/r/{token}", lang
        self.response: TestResponse
        self.doc: html.HtmlElement

    def open(self) -> Rep:
        return self._see(self.client.get(self.url, headers={"Accept-Language": self.lang}))

    def begin(self) -> Rep:
        return self.open().press("next", {"consent": "1"})

    def press(self, go: str, given: Given | None = None) -> Rep:
        """Press a button that is there, with `given` chosen or written besides what the page shows."""
        assert go in self.buttons, f"no button {go} among {self.buttons}"
        return self.post(self.fields | dict(given or {}) | {"go": go})

    def post(self, data: Given) -> Rep:
        return self._see(self.client.post(self.url, data=data, headers={"Accept-Language": self.lang}))

    def answer_page(self, with_value: str = "4", go: str = "next") -> Rep:
        """Everything on this page: the point `with_value`, the first option, or some words."""
        return self.press(go, {code: self._something(code, with_value) for code in self.codes})

    def to_review(self) -> Rep:
        while self.at != "review":
            self.answer_page()
        return self

    def _something(self, code: str, value: str) -> str:
        offered = [each.get("value") for each in self.doc.xpath(f'//input[@name="{code}"]')]
        if self.doc.xpath(f'//textarea[@name="{code}"]'):
            return "多一些时间陪客户。"
        return value if value in offered or offered == [""] else offered[0]

    def _see(self, response: TestResponse) -> Rep:
        self.response = response
        self.doc = html.fromstring(response.get_data(as_text=True))
        return self

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def fields(self) -> dict[str, list[str]]:
        """What the form would send as it stands, buttons apart."""
        sent: dict[str, list[str]] = {}
        for name, value in self.doc.forms[0].form_values():
            sent.setdefault(name, []).append(value)
        sent.pop("go", None)
        return sent | {
            each.get("name"): [self.written(each.get("name"))] for each in self.doc.xpath("//textarea")
        }

    def written(self, code: str) -> str:
        """The text in a box; browsers leave out the line break right after its tag."""
        (box,) = self.doc.xpath(f'//textarea[@name="{code}"]')
        return (box.text or "").removeprefix("\n")

    @property
    def at(self) -> str:
        return self.fields["at"][0] if self.doc.forms else "none"

    @property
    def buttons(self) -> list[str]:
        return list(self.doc.xpath("//button[@name='go']/@value"))

    @property
    def codes(self) -> list[str]:
        """The questions on this page."""
        controls = self.doc.xpath(
            '//main//*[self::input or self::textarea][@name and not(@type="hidden")]/@name'
        )
        return list(dict.fromkeys(controls))

    @property
    def faulty(self) -> list[str]:
        return [each.get("id").removesuffix("-e") for each in self.doc.xpath('//p[@class="error"]')]

    @property
    def is_thanked(self) -> bool:
        return self.status == 200 and not self.doc.forms and len(self.doc.xpath("//main[@data-over]")) == 1
