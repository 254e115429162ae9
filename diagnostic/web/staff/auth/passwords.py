"""Which passwords are refused: short ones, and those that are guessed first.

Nothing is asked of a service on the net. A password is judged by what is left of it once common words, runs of the
keyboard, years and the user's own address are taken out: the remainder is what a guesser does not try first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

SHORTEST, LONGEST = 12, 200
UNGUESSED = 6  # characters that must be left over, and how many of them differ at least
COMMON = (
    *("password", "passwort", "letmein", "welcome", "qwerty", "iloveyou", "admin", "administrator", "login"),
    *("dragon", "monkey", "football", "baseball", "sunshine", "princess", "master", "superman", "secret"),
    *("changeme", "default", "company", "consultant", "sales", "diagnostic", "summer", "winter", "spring"),
    *("autumn", "hello", "trustno", "woaini", "mima", "xiaoshou", "zhenduan", "china", "beijing", "shanghai"),
    *("test", "user", "root", "pass", "abc", "aini", "wang", "zhang", "nihao"),
)
RUNS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1qaz2wsx3edc4rfv5tgb",
)
LEET = str.maketrans("@4310$5!7", "aaeiossit")
SHORTEST_RUN = 3

PasswordFault = Literal["password_short", "password_long", "password_common"]


def password_fault(password: str, own: Iterable[str] = ()) -> PasswordFault | None:
    """
    >>> password_fault("Qwerty123456!"), password_fault("correct horse battery staple")
    ('password_common', None)
    """
    if len(password) < SHORTEST:
        return "password_short"
    if len(password) > LONGEST:
        return "password_long"
    words = {*COMMON, *(part for word in own for part in re.split(r"\W+", word.lower()) if len(part) > 2)}
    lower = password.lower()
    rests = (_rest(lower, words), _rest(lower.translate(LEET), words))
    return "password_common" if any(len({*rest}) < UNGUESSED for rest in rests) else None


def _rest(password: str, words: Iterable[str]) -> str:
    for run in RUNS:
        for way in (run, run[::-1]):
            password = _without_runs(password, way)
    for word in sorted(words, key=len, reverse=True):
        password = password.replace(word, "")
    return re.sub(r"(?:19|20)\d\d|[\W\d_]", "", password) if password.isascii() else password


def _without_runs(password: str, run: str) -> str:
    """`password` without stretches of at least three characters that follow one another in `run`."""
    kept, at = [], 0
    while at < len(password):
        end = at + 1
        while end < len(password) and password[at : end + 1] in run:
            end += 1
        if end - at < SHORTEST_RUN:
            kept.append(password[at])
            end = at + 1
        at = end
    return "".join(kept)
