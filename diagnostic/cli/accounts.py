"""`user`: the accounts of staff."""

from __future__ import annotations

import argparse
import re
from contextlib import closing

from diagnostic.cli.word import CommandWord
from diagnostic.faults import BadArgumentsError, BadDataError, Fault
from diagnostic.i18n import both
from diagnostic.settings import Settings

ROLES = ("administrator", "consultant", "executive")


def user(options: argparse.Namespace, settings: Settings) -> int:
    """A new account, or another password for one; the password is printed here and nowhere else."""
    from diagnostic.app import add_account, renew_password
    from diagnostic.storage.installation import open_ready_installation

    email = str(options.email)
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s.]+", email):
        raise BadArgumentsError([Fault("user.not_an_email", values={"email": email})])
    adds = options.deed == "add"
    if adds and options.role is None:
        raise BadArgumentsError([Fault("user.no_role")])
    with closing(open_ready_installation(settings)) as installation:
        password = (
            add_account(installation, email, options.role) if adds else renew_password(installation, email)
        )
    if password is None:
        raise BadDataError([Fault("user.taken" if adds else "user.unknown", values={"email": email})])
    print(password)
    return 0


def _user_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("deed", choices=("add", "password"))
    parser.add_argument("email", metavar="EMAIL")
    parser.add_argument("--role", choices=ROLES)


WORDS = (
    CommandWord(
        "user",
        "add EMAIL --role ROLE | password EMAIL",
        both("create an account, or give one another password; it is random and printed once"),
        user,
        _user_options,
    ),
)
