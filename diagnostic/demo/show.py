"""What `./run demo` shows of the product on the web: the simulated company in this installation, an account of each
kind, two reps' links, and where everything lies.

Passwords are made at random and shown once. Links are made anew each time, for two people of the open wave, since the
product keeps no link it could show again.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from diagnostic.app import add_account
from diagnostic.demo.populate import BY, Demo, populate_demo
from diagnostic.progress import Progress
from diagnostic.settings import Settings
from diagnostic.storage.accounts.accounts import Role
from diagnostic.storage.installation import Installation
from diagnostic.storage.waves.links import invited_people
from diagnostic.text import Lang, Text
from diagnostic.usecases.links.renew_link import renew_link

ACCOUNTS: Sequence[tuple[str, Role, Text]] = (
    ("admin@demo.example", "administrator", Text("管理员", "administrator")),
    ("consultant@demo.example", "consultant", Text("顾问", "consultant")),
    ("executive@demo.example", "executive", Text("高管", "executive")),
)
LINKS, LATER = 2, 150
SHOWN_BEFORE = Text(
    "密码只在建立时显示一次;要新密码:./run user password {email}",
    "its password was shown once; for a new one: ./run user password {email}",
)


@dataclass(frozen=True, slots=True)
class DemoSummary:
    """`accounts` are (address, what it is, password or None where it was shown before)."""

    accounts: Sequence[tuple[str, Text, str | None]]
    links: Sequence[str]
    pages: Sequence[tuple[Text, str]]

    def lines(self, lang: Lang) -> list[str]:
        """What is printed. Everything in it is simulated."""
        found = [Text("网页(模拟公司)", "On the web (a simulated company)")[lang]]
        found += [f"  {what[lang]}  {address}" for what, address in self.pages]
        found.append(Text("账号", "Accounts")[lang])
        found += [
            f"  {what[lang]}  {email}  {password or SHOWN_BEFORE.format(email=email)[lang]}"
            for email, what, password in self.accounts
        ]
        found.append(Text("两位销售代表的作答链接", "Links of two reps, to answer with")[lang])
        return found + [f"  {link}" for link in self.links]


def prepare_demo(
    installation: Installation,
    settings: Settings,
    folder: Path,
    today: date,
    now: datetime,
    progress: Progress,
) -> DemoSummary:
    """Fill the installation unless it is filled already, and say what there is. `now` is UTC."""
    now = now.replace(tzinfo=None, microsecond=0)
    demo = populate_demo(installation, settings, folder, today, now, progress)
    base = settings.public_url or f"http://{settings.bind}"
    one = f"{base}/staff/clients/{demo.client_id}/assessments"
    pages = (
        (Text("登录", "sign in"), f"{base}/staff/"),
        (Text("已完成的评估", "the finished assessment"), f"{one}/{demo.assessment_id}"),
        (Text("正在收集的评估", "the one open for answers"), f"{one}/{demo.open_assessment_id}"),
        (
            Text("高管看到的报告", "the report as executives read it"),
            f"{base}/staff/reports/{demo.report_id}",
        ),
    )
    return DemoSummary(_accounts(installation, demo), _links(installation, demo, base, now), pages)


def _accounts(installation: Installation, demo: Demo) -> Sequence[tuple[str, Text, str | None]]:
    own = frozenset({demo.client_id})
    return [
        (email, what, add_account(installation, email, role, frozenset() if role == "administrator" else own))
        for email, role, what in ACCOUNTS
    ]


def _links(installation: Installation, demo: Demo, base: str, now: datetime) -> Sequence[str]:
    """Fresh links of two people of the later half of the roster, of whom none has answered when the wave is filled."""
    with installation.store.reading() as session:
        people = sorted(invited_people(session, demo.open_wave_id), key=lambda each: each.person)
    reps = [each for each in people if each.person.startswith("TL")]
    chosen = secrets.SystemRandom().sample(reps[-LATER:], LINKS)
    links = [
        renew_link(installation, demo.open_wave_id, each.invitation_id, base, by=BY, at=now)
        for each in chosen
    ]
    return [link.url for link in links]
