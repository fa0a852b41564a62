"""Whatever a firm sends to its pages: no error of ours, and nothing of others."""

from hypothesis import given
from hypothesis import strategies as st

from odoo.http import Request
from odoo.tests import HttpCase, tagged

from .test_public_fuzz import EVIL, FUZZ
from .test_sme_portal_adaptation import PortalAdaptationCase

NUMBERS = st.one_of(
    st.integers(min_value=-(2**70), max_value=2**70),
    st.sampled_from(("x", "1%2F..", "٣", "1e3", "true", "")),
)
VALUES = st.one_of(st.sampled_from(EVIL), st.text(max_size=60))
FILES = st.one_of(
    st.none(),
    st.tuples(
        st.sampled_from(("a.pdf", "a.html", "../../a.svg", "a", "a.pdf.exe", "ä .csv")),
        st.binary(max_size=200),
    ),
)


@tagged("post_install", "-at_install", "security")
class TestPortalFirmFuzz(PortalAdaptationCase, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.secret = cls._create_firm(cls.company_b, "Hemlig Kod AB")
        cls._create_journey(cls.secret, cls.country_ee)

    def setUp(self):
        super().setUp()
        self.env.flush_all()
        self.authenticate(self.eva.login, self.eva.login)

    def _check(self, reply):
        self.assertLess(reply.status_code, 500)
        self.assertNotIn("evil.example", reply.headers.get("Location", ""))
        for words in ("<t t-out='7*7'/>", "Hemlig Kod", self.other_firm.name):
            self.assertNotIn(words, reply.text)
        return reply

    def _addresses(self):
        firms = st.one_of(
            st.sampled_from((self.firm.id, self.other_firm.id, self.secret.id)), NUMBERS
        )
        return st.one_of(
            st.builds("/my/firm/{}".format, firms),
            st.builds(
                "/my/firm/{}/{}".format,
                firms,
                st.sampled_from(
                    (
                        "profile",
                        "results",
                        "adaptations",
                        "barriers",
                        "leads",
                        "stories",
                        "x",
                    )
                ),
            ),
            st.builds(
                "/my/firm/{}/{}/{}".format,
                firms,
                st.sampled_from(("results", "adaptations", "stories")),
                st.one_of(st.just(self.work.id), NUMBERS),
            ),
        )

    def test_addresses(self):
        @FUZZ
        @given(self._addresses(), st.dictionaries(st.just("sent"), VALUES, max_size=1))
        def look(url, args):
            args = {k: v.encode(errors="replace") for k, v in args.items()}
            self._check(self.url_open(url, params=args, allow_redirects=False))

        look()

    def test_what_is_sent(self):
        names = (
            "version",
            "name",
            "email",
            "founding_year",
            "language_ids",
            "market_wanted_ids",
            "item_id",
            "lead_id",
            "act",
            "text",
            "redirect",
        )
        token = Request.csrf_token(self)

        @FUZZ
        @given(
            self._addresses(),
            st.dictionaries(st.sampled_from(names), VALUES, max_size=5),
            FILES,
        )
        def send(url, values, file):
            data = {k: v.encode(errors="replace") for k, v in values.items()}
            data["csrf_token"] = token
            files = file and {"files": file}
            self._check(
                self.url_open(url, data=data, files=files, allow_redirects=False)
            )

        send()
        self.env.invalidate_all()
        self.assertFalse(self.other_firm.change_ids)
        self.assertFalse(self.secret.change_ids)
        proofs = self.env["sme.evidence"].search([("firm_id", "=", self.firm.id)])
        for name in proofs.mapped("document_name"):
            self.assertTrue(name.endswith((".pdf", ".csv")), name)
