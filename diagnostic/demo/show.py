"""What `./run demo` shows of the product on the web: the simulated company in this installation, an account of each
kind, two reps' links, and where everything lies.

Passwords are made at random and shown once. Links are replaced each time, for two people of the open wave, since the
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
from diagnostic.i18n import both
from diagnostic.progress import Progress
from diagnostic.settings import Settings
from diagnostic.storage.accounts.accounts import Role
from diagnostic.storage.installation import Installation
from diagnostic.storage.waves.links import invited_people
from diagnostic.text import Lang, Text
from diagnostic.usecases.links.renew_link import renew_link

ACCOUNTS: Sequence[tuple[str, Role, Text]] = (
    ("admin@demo.example", "administrator", both("administrator")),
    ("consultant@demo.example", "consultant", both("consultant")),
    ("executive@demo.example", "executive", both("executive")),
)
LINKS, LATER = 2, 150
SHOWN_BEFORE = both("its password was shown once; for a new one: ./run user password {email}")


@dataclass(frozen=True, slots=True)
class DemoSummary:
    """`accounts` are (address, what it is, password or None where it was shown before)."""

    accounts: Sequence[tuple[str, Text, str | None]]
    links: Sequence[str]
    pages: Sequence[tuple[Text, str]]

    def lines(self, lang: Lang) -> list[str]:
        """What is printed. Everything in it is simulated."""
        found = [both("On the web (a simulated company)")[lang]]
        found += [f"  {what[lang]}  {address}" for what, address in self.pages]
        found.append(both("Accounts")[lang])
        found += [
            f"  {what[lang]}  {email}  {password or SHOWN_BEFORE.format(email=email)[lang]}"
            for email, what, password in self.accounts
        ]
        found.append(both("Links of two reps, to answer with")[lang])
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
        (both("sign in"), f"{base}/staff/"),
        (both("the finished assessment"), f"{one}/{demo.assessment_id}"),
        (both("the one open for answers"), f"{one}/{demo.open_assessment_id}"),
        (
            both("the report as executives read it"),
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
    """Fresh links of two people of the later half of the roster, who have not answered when the wave is filled."""
    with installation.store.reading() as session:
        people = sorted(invited_people(session, demo.open_wave_id), key=lambda each: each.person)
    reps = [each for each in people if each.person.startswith("TL")]
    chosen = secrets.SystemRandom().sample(reps[-LATER:], LINKS)
    links = [
        renew_link(installation, demo.open_wave_id, each.invitation_id, base, by=BY, at=now)
        for each in chosen
    ]
    return [link.url for link in links]
