"""Every address of ours, as Odoo's routing map lists them, with whatever is sent to it.

A new route is tried from the day it is there: as everybody where it is public, as who
speaks for a firm where it asks for an account.
"""

import inspect
import re
from urllib.parse import quote, urlsplit

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.http import Request
from odoo.tests import HttpCase, tagged

from ..tools.portal_files import TYPES
from .test_portal_firm_fuzz import FILES
from .test_public_fuzz import EVIL, NAMES
from .test_sme_portal_adaptation import PortalAdaptationCase

PART = re.compile(r"<(?:(\w+)(?:\((.*?)\))?:)?(\w+)>")
ACTS = ("yes", "no", "back", "send", "done", "open", "1")
FUZZ = settings(
    max_examples=4,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
SECRET = "Hemlig"


@tagged("post_install", "-at_install", "security")
class TestRouteFuzz(PortalAdaptationCase, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.secret = cls._create_firm(
            cls.company_b, f"{SECRET} Kod AB", description=f"<p>{SECRET} plan</p>"
        )
        journey = cls._create_journey(cls.secret, cls.country_ee)
        product = cls.env["sme.product"].create(
            {"firm_id": cls.secret.id, "name": f"{SECRET} Sak"}
        )
        workshops = cls.env["event.event"].create(
            [
                {
                    "name": name,
                    "company_id": company.id,
                    "is_workshop": True,
                    "admission": "public",
                    "is_shown_publicly": is_shown,
                    "date_begin": "2030-03-05 08:00:00",
                    "date_end": "2030-03-05 15:00:00",
                }
                for name, company, is_shown in (
                    ("Data spaces in practice", cls.company_a, True),
                    (f"{SECRET} workshop", cls.company_b, False),
                )
            ]
        )
        attendee = cls.env["event.registration"].create(
            {"event_id": workshops[0].id, "name": "Ola", "email": "ola@kod.example"}
        )
        link = urlsplit(attendee._get_participant_link()).path
        token = link.removeprefix("/workshop/").split("/")[0]
        cls.tokens = (token, token[:-1], f"{token}x", *EVIL)
        cls.numbers = (
            *(cls.firm | cls.other_firm | cls.secret).ids,
            *(journey | cls.journey).ids,
            *(product.id, cls.work.id, cls.gap.id, attendee.id),
            *(workshops | cls.env["event.event"]).ids,
            *(cls.company_a | cls.company_b).ids,
            2025,
        )

    def setUp(self):
        super().setUp()
        self.host = urlsplit(self.base_url()).netloc

    def _rules(self):
        """Return ``(address, methods, who may, names it takes)`` of all of ours."""
        found = []
        routes = self.env["ir.http"]
        installed = sorted(self.registry._init_modules)
        for address, endpoint in routes._generate_routing_rules(
            installed, converters=routes._get_converters()
        ):
            if ".sme_crossborder" not in endpoint.func.__module__:
                continue
            takes = set(inspect.signature(endpoint.func).parameters)
            routing = endpoint.routing
            methods = {"GET", "POST"} & set(routing["methods"] or ("GET", "POST"))
            found.append((address, sorted(methods), routing["auth"], takes))
        return sorted(found, key=lambda one: (one[2], one[:2]))

    def _fill(self, address):
        """Return how addresses are made from the pattern of a route."""
        texts = st.one_of(
            st.sampled_from(self.tokens), st.text(min_size=1, max_size=40)
        )
        # what is no number is no address of ours
        numbers = st.one_of(st.sampled_from(self.numbers), st.integers(0, 2**70))
        kinds = {"int": numbers, "model": numbers}
        made = []
        for kind, options, _name in PART.findall(address):
            if kind == "any":
                options = [option.strip() for option in options.split(",")]
                made.append(st.sampled_from(options))
            else:
                made.append(kinds.get(kind, texts))

        def fill(parts):
            parts = iter(parts)
            return PART.sub(
                lambda _match: quote(str(next(parts)).encode(errors="replace"), ""),
                address,
            )

        return st.tuples(*made).map(fill)

    def _values(self, takes):
        names = sorted(takes - {"self"} | {*NAMES, "redirect", "sent", "lang"})
        values = st.one_of(
            st.sampled_from(EVIL + ACTS + tuple(map(str, self.numbers))),
            st.text(max_size=60),
        )
        return st.dictionaries(st.sampled_from(names), values, max_size=6).map(
            lambda data: {k: v.encode(errors="replace") for k, v in data.items()}
        )

    def _check(self, reply):
        self.assertLess(reply.status_code, 500)
        place = reply.headers.get("Location", "")
        self.assertIn(urlsplit(place).netloc, ("", self.host), place)
        self.assertFalse(re.match(r"[/\\]{2}", place), place)
        for words in ("<t t-out='7*7'/>", SECRET, self.other_firm.name):
            self.assertNotIn(words, reply.text)

    def _try(self, address, method, takes):
        token = Request.csrf_token(self)

        @FUZZ
        @given(self._fill(address), self._values(takes), FILES)
        def send(url, values, file):
            if method == "GET":
                reply = self.url_open(url, params=values, allow_redirects=False)
            else:
                reply = self.url_open(
                    url,
                    data={"csrf_token": token, **values},
                    files=file and {"files": file, "document": file},
                    allow_redirects=False,
                )
            self._check(reply)

        send()

    def _try_all(self, is_public):
        rules = [rule for rule in self._rules() if (rule[2] == "public") == is_public]
        for address, methods, _auth, takes in rules:
            for method in methods:
                with self.subTest(address=address, method=method):
                    self._try(address, method, takes)
        return len(rules)

    def test_as_everybody(self):
        self.authenticate(None, None)
        self.env.flush_all()
        self.assertGreater(self._try_all(True), 50)

    def test_as_a_firm(self):
        self.authenticate(self.eva.login, self.eva.login)
        self.env.flush_all()
        before = self.env["ir.attachment"].search([], order="id desc", limit=1).id
        self.assertGreater(self._try_all(False), 50)
        self.env.invalidate_all()
        self.assertFalse((self.other_firm | self.secret).change_ids)
        files = self.env["ir.attachment"].search(
            [("id", ">", before), ("res_model", "=like", "sme.%")]
        )
        for file in files.filtered(lambda one: "." in one.name):
            self.assertIn(file.name.rsplit(".", 1)[1].lower(), TYPES, file.name)

    def test_without_an_account(self):
        """What asks for one is read by nobody without it, and led to no other place."""
        self.authenticate(None, None)
        self.env.flush_all()
        for address, methods, auth, _takes in self._rules():
            if auth == "public":
                continue
            url = PART.sub(
                lambda match: "products" if match[1] == "any" else "1", address
            )
            for method in methods:
                with self.subTest(url=url, method=method):
                    reply = self.url_open(
                        url,
                        data={"x": "1"} if method == "POST" else None,
                        allow_redirects=False,
                    )
                    self.assertIn(reply.status_code, (303, 400, 401, 403, 404))
                    place = urlsplit(reply.headers.get("Location", "/web/login"))
                    self.assertEqual(place.path, "/web/login")
