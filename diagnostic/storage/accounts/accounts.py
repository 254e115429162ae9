"""Accounts of staff, and the clients each may see; one query answers both."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from diagnostic.storage.accounts.ended_sessions import ended
from diagnostic.storage.database import tables as t
from diagnostic.storage.database.tables import new_id

Role = Literal["administrator", "consultant", "executive"]
ROLES: tuple[Role, ...] = ("administrator", "consultant", "executive")


@dataclass(frozen=True, slots=True)
class AccountRow:
    """An account as it stands. `clients` are the ids of those they may see; an administrator needs none."""

    id: str
    email: str
    password: str
    role: Role
    active: bool
    fs_uniquifier: str
    clients: frozenset[str]


def normal_email(email: str) -> str:
    """An address as it is stored and searched: in lower case, since capitals make no other account."""
    return email.strip().lower()


def find_account(
    session: Session,
    *,
    email: str | None = None,
    fs_uniquifier: str | None = None,
    id: str | None = None,
    unless_ended: str | None = None,
) -> AccountRow | None:
    """The account with the given id, address or session, in one query; None also where the session `unless_ended` is
    over."""
    given = {"email": email and normal_email(email), "fs_uniquifier": fs_uniquifier, "id": id}
    known = {name: value for name, value in given.items() if value}
    return next(iter(_accounts(session, known, unless_ended=unless_ended)), None)


def list_accounts(session: Session, search: str = "") -> list[AccountRow]:
    """Those whose address contains `search`, in the order of addresses."""
    return _accounts(session, {}, search)


def add_account(session: Session, email: str, password: str, role: Role, clients: frozenset[str]) -> str:
    """A new account; gives its id. `password` is the hash."""
    account = new_id()
    session.execute(
        insert(t.Account).values(
            id=account,
            email=normal_email(email),
            password=password,
            role=role,
            active=True,
            fs_uniquifier=new_id(),
        )
    )
    set_clients(session, account, clients)
    return account


def set_password(session: Session, account_id: str, password: str) -> None:
    _set(session, account_id, password=password)


def set_active(session: Session, account_id: str, active: bool) -> None:
    _set(session, account_id, active=active)


def end_sessions(session: Session, account_id: str) -> str:
    """Every session of the account ends, wherever it is open; gives what a new one begins with."""
    fresh = new_id()
    _set(session, account_id, fs_uniquifier=fresh)
    return fresh


def set_clients(session: Session, account_id: str, clients: frozenset[str]) -> None:
    session.execute(delete(t.Access).where(t.Access.account_id == account_id))
    rows = [{"account_id": account_id, "client_id": client} for client in sorted(clients)]
    if rows:
        session.execute(insert(t.Access), rows)


def give_client(session: Session, account_id: str, client_id: str) -> None:
    session.execute(insert(t.Access).values(account_id=account_id, client_id=client_id))


def _set(session: Session, account_id: str, **values: object) -> None:
    session.execute(update(t.Account).where(t.Account.id == account_id).values(**values))


def _accounts(
    session: Session, given: dict[str, str], search: str = "", unless_ended: str | None = None
) -> list[AccountRow]:
    query = (
        select(*t.Account.__table__.columns, t.Access.client_id)
        .outerjoin(t.Access, t.Access.account_id == t.Account.id)
        .filter_by(**given)
        .where(t.Account.email.icontains(search, autoescape=True))
        .order_by(t.Account.email)
    )
    if unless_ended is not None:
        query = query.where(~ended(unless_ended))
    rows: dict[str, AccountRow] = {}
    clients: dict[str, set[str]] = {}
    for row in session.execute(query).mappings():
        own = {name: value for name, value in row.items() if name != "client_id"}
        rows[row["id"]] = AccountRow(**own, clients=frozenset())
        clients.setdefault(row["id"], set()).update({row["client_id"]} - {None})
    return [replace(row, clients=frozenset(clients[row.id])) for row in rows.values()]
