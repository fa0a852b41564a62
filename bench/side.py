"""One model in one database, used by one user, as the web client uses it.

An operation is a method of the same name on both sides of a comparison. It gets an
environment with its own transaction, as a request would, and returns what the user
gets. ``outcome`` turns that into something equal on both sides, or the operation is
not the same.
"""

from __future__ import annotations

from collections.abc import Iterable

from twins import LOGIN, LOGINS, root

from odoo import api
from odoo.modules.registry import Registry

from odoo.addons.sme_crossborder.tests.web_client import COUNT_LIMIT, PAGE, WebClient


class Side:
    """One model in one database, used by one user."""

    model: str
    base_domain: list = []
    context: dict = {}
    login = LOGIN

    def __init__(self, database: str, count: int):
        self.count = count
        self.registry = Registry(database)
        with root(self.registry) as env:
            users = env["res.users"].search([("login", "in", LOGINS)])
            self.users = {u.login: (u.id, u.company_ids.ids) for u in users}
            self.refs = self._read_refs(env)
            self._look_up(env)
        self.ids = {ref: id_ for id_, ref in self.refs.items()}
        with self.transaction(self.login) as env:
            client = WebClient(env[self.model], **self._views(env))
            self._prepare(client)

    def _read_refs(self, env) -> dict[int, str]:
        """Return record id → the reference both twins share."""
        raise NotImplementedError

    def _look_up(self, env) -> None:
        """Keep what operations need, read as superuser."""

    def _views(self, env) -> dict[str, int]:
        """View type → view, where it is not the model's own."""
        return {}

    def _prepare(self, client: WebClient) -> None:
        """Keep what the client asks for."""
        self.specs = {
            kind: client.specification(kind) for kind in ("list", "kanban", "form")
        }

    def transaction(self, login: str = LOGIN) -> Transaction:
        return Transaction(self.registry, *self.users[login], self.context)

    def find(self, env, domain=(), spec=None, limit=PAGE, **options):
        return env[self.model].web_search_read(
            [*self.base_domain, *domain],
            spec or self.specs["list"],
            limit=limit,
            count_limit=COUNT_LIMIT,
            **options,
        )

    def outcome(self, env, result):
        """The records found and their common fields, or the plain result."""
        if not isinstance(result, (dict, list)) or not result:
            return result
        if isinstance(result, list):
            if not isinstance(result[0][0], int):
                return result
            return self._common(env, [record_id for record_id, _name in result])
        ids = [values["id"] for values in result["records"]]
        return result.get("length"), self._common(env, ids)

    def _common(self, env, ids: Iterable[int]) -> list[tuple]:
        raise NotImplementedError


class Transaction:
    """An environment as a request has it; everything is rolled back at the end."""

    def __init__(self, registry, uid, company_ids, context=()):
        self._registry, self._uid = registry, uid
        self._context = {"lang": "en_US", "tz": "Europe/Stockholm", **dict(context)}
        self._context["allowed_company_ids"] = company_ids

    def __enter__(self) -> api.Environment:
        self.cursor = self._registry.cursor()
        return api.Environment(self.cursor, self._uid, self._context)

    def __exit__(self, *_error):
        self.cursor.rollback()
        self.cursor.close()
