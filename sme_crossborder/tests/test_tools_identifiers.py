import calendar
import string

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..tools.identifiers import (
    InvalidIdentifier,
    normalise_country,
    parse_euid,
    parse_lei,
    parse_pic,
    parse_registry_number,
    parse_vat,
    registry_from_vat,
)

PROPERTY = settings(max_examples=100, deadline=None, derandomize=True, database=None)
DIGITS = st.sampled_from(string.digits)


def weighted(number, *weights):
    return sum(int(n) * w for n, w in zip(number, weights, strict=True))


def luhn(number):
    doubled = [int(n) * (2 - i % 2) for i, n in enumerate(number)]
    return sum(n // 10 + n % 10 for n in doubled) % 10 == 0


def two_step(number):
    *body, last = map(int, number)
    for shift in (0, 2):
        rest = sum((1 + (i + shift) % 9) * n for i, n in enumerate(body)) % 11
        if rest < 10:
            return rest == last
    return last == 0


# Written from the published weights, not with python-stdnum: country ->
# (first digits that a legal person's number may have, further digits, rule).
CHECKS = {
    "SE": ("123456789", 9, luhn),
    "FI": ("0123", 7, lambda n: weighted(n, 7, 9, 10, 5, 8, 4, 2, 1) % 11 == 0),
    "EE": ("1789", 7, two_step),
    "LV": (
        "456789",
        10,
        lambda n: weighted(n, 9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1) % 11 == 3,
    ),
    "LT": ("123456789", 8, two_step),
    "DK": ("123456789", 7, lambda n: weighted(n, 2, 7, 6, 5, 4, 3, 2, 1) % 11 == 0),
    "NO": ("89", 8, lambda n: weighted(n, 3, 2, 7, 6, 5, 4, 3, 2, 1) % 11 == 0),
}


@st.composite
def legal_numbers(draw, is_valid=True):
    """A country with a check digit and a number that respects it, or any digits."""
    country = draw(st.sampled_from(sorted(CHECKS)))
    first, length, rule = CHECKS[country]
    body = draw(st.sampled_from(first))
    body += "".join(draw(st.lists(DIGITS, min_size=length - 1, max_size=length - 1)))
    if country == "SE" and body[2] < "2":
        body = body[:2] + "2" + body[3:]  # else it would be a date of birth
    assume(body.strip("0"))
    if not is_valid:
        return country, body
    numbers = [body + last for last in string.digits if rule(body + last)]
    assume(numbers)
    return country, numbers[0]


@st.composite
def swedish_persons(draw):
    """Ten digits a sole trader could have; day + 60 is a coordination number."""
    year = draw(st.integers(0, 99))
    month = draw(st.integers(1, 12))
    day = draw(st.integers(1, calendar.monthrange(2000 + year, month)[1]))
    day += draw(st.sampled_from([0, 60]))
    body = f"{year:02}{month:02}{day:02}{draw(st.integers(0, 999)):03}"
    return next(body + last for last in string.digits if luhn(body + last))


def code_of(parse, *args):
    """The refusal's code, None if the value is accepted."""
    try:
        parse(*args)
    except InvalidIdentifier as error:
        return error.code
    return None


@tagged("post_install", "-at_install")
class TestRegistryNumber(BaseCase):
    @PROPERTY
    @given(legal_numbers(is_valid=False))
    def test_accepted_iff_the_check_digit_is_right(self, case):
        country, body = case
        rule = CHECKS[country][2]
        for last in string.digits:
            expected = None if rule(body + last) else "checksum"
            found = code_of(parse_registry_number, country, body + last)
            self.assertEqual(found, expected, (country, body + last))

    @PROPERTY
    @given(
        legal_numbers(),
        st.lists(
            st.sampled_from(["", "", " ", "\u00a0", "\u2009", "\u200b", "\u202f"])
        ),
        st.sampled_from(["", "Org.nr ", "Reg. no.: ", "nr", "COUNTRY", "COUNTRY "]),
        st.sampled_from(["", ".0", ",00", " ", "\n", "\ufeff"]),
        st.booleans(),
    )
    def test_formatting_never_changes_the_result(self, case, gaps, label, tail, wide):
        country, number = case
        expected = parse_registry_number(country, number)
        gaps = [*gaps, *[""] * len(number)]
        if tail[:1] in (".", ","):
            gaps = [""] * len(number)  # no sheet writes both
        typed = "".join(d + gap for d, gap in zip(number, gaps, strict=False)) + tail
        if wide:
            typed = typed.translate({48 + n: 0xFF10 + n for n in range(10)})
        typed = label.replace("COUNTRY", country) + typed
        self.assertEqual(parse_registry_number(country.lower(), typed), expected)

    @PROPERTY
    @given(legal_numbers(), st.sampled_from("-\u2010\u2011\u2012\u2013\u2014\u2212"))
    def test_reading_the_result_again_changes_nothing(self, case, dash):
        country, number = case
        found = parse_registry_number(country, number)
        self.assertTrue(found.is_checked)
        self.assertFalse(found.is_personal)
        self.assertEqual(found.masked, found.display)
        for text in (found.number, found.display, found.display.replace("-", dash)):
            self.assertEqual(parse_registry_number(country, text), found)

    @PROPERTY
    @given(
        st.text(max_size=90),
        st.sampled_from(["NL", "GB", "US", "GR", "PL", "DE", "SE"]),
    )
    def test_any_text_is_read_or_refused_with_a_code(self, text, country):
        try:
            found = parse_registry_number(country, text)
        except InvalidIdentifier as error:
            self.assertTrue(error.code)
            return
        self.assertEqual(parse_registry_number(country, found.number), found)

    @PROPERTY
    @given(
        swedish_persons(),
        st.sampled_from(["", "19", "20"]),
        st.sampled_from(["", "-", "+"]),
    )
    def test_a_swedish_person_is_recognised_and_masked(self, number, century, sign):
        typed = f"{century}{number[:6]}{sign}{number[6:]}"
        found = parse_registry_number("SE", typed)
        self.assertTrue(found.is_personal)
        self.assertEqual(found.number, number, "one person, one key")
        self.assertLessEqual(sum(map(str.isdigit, found.masked)), 2)
        self.assertEqual(len(found.masked), len(found.display))
        self.assertTrue(parse_vat("SE", f"SE{number}01").embeds_personal)

    @PROPERTY
    @given(swedish_persons(), st.integers(1, 9))
    def test_a_refusal_never_repeats_the_number(self, number, shift):
        wrong = number[:-1] + str((int(number[-1]) + shift) % 10)
        with self.assertRaises(InvalidIdentifier) as caught:
            parse_registry_number("SE", wrong)
        self.assertEqual(caught.exception.code, "checksum")
        self.assertNotIn(wrong[2:6], repr(caught.exception))

    def test_examples(self):
        for country, raw, number, display in [
            ("SE", "16556036-0793", "5560360793", "556036-0793"),
            (
                "SE",
                "Organisationsnummer: 556036\u20130793",
                "5560360793",
                "556036-0793",
            ),
            ("FI", "Y-tunnus 2077474-0", "20774740", "2077474-0"),
            ("FI", "124416-2", "01244162", "0124416-2"),
            ("FI", 1244162.0, "01244162", "0124416-2"),
            ("EE", "EE 12345678", "12345678", "12345678"),
            ("LV", "40003521600.0", "40003521600", "40003521600"),
            ("LV", "Reģ. nr. 4000 3521 600", "40003521600", "40003521600"),
            ("LT", "Įmonės kodas 110053842", "110053842", "110053842"),
            ("PL", "28860", "0000028860", "0000028860"),
            ("PL", "KRS: 0000028860", "0000028860", "0000028860"),
            ("DE", "HRB 11223, aachen", "Aachen HRB 11223", "Aachen HRB 11223"),
            ("DK", "CVR-nr. 13 58 56 28", "13585628", "13585628"),
            ("NO", "NO 995 525 828 MVA", "995525828", "995 525 828"),
            ("UK", "sc 123-456", "SC123456", "SC123456"),
        ]:
            with self.subTest(f"{country} {raw}"):
                found = parse_registry_number(country, raw)
                self.assertEqual((found.number, found.display), (number, display))

    def test_refusals(self):
        for country, raw, code in [
            ("SE", "", "empty"),
            ("SE", None, "empty"),
            ("SE", "556036-079", "length"),
            ("SE", "556036-0794", "checksum"),
            ("SE", "851309-0000", "component"),
            ("SE", "19556036-0793", "component"),
            ("SE", "165560360793X", "format"),
            ("SE", "FI20774740", "country"),
            ("SE", "n/a", "format"),
            ("FI", "0000000-0", "component"),
            ("FI", "131052-308T", "personal"),
            ("FI", "2077474-1", "checksum"),
            ("EE", "32345674", "component"),
            ("EE", "36805280109", "personal"),
            ("EE", "EE100594102", "length"),
            ("LV", "4.0003E+10", "spreadsheet"),
            ("LV", "4,0003521600E+10", "spreadsheet"),
            ("LV", "40003521601", "checksum"),
            ("LV", "161375-19997", "component"),
            ("LT", "110053843", "checksum"),
            ("LT", "33309240064", "personal"),
            ("PL", "5261040828", "component"),
            ("DE", "Aachen HRC 44123", "format"),
            ("DE", "Atlantis HRB 1", "component"),
            ("NO", "995525829", "checksum"),
            ("NL", "unknown", "format"),
            ("Sverige", "556036-0793", "country"),
            ("", "556036-0793", "country"),
            ("SE", "5" * 200, "length"),
        ]:
            with self.subTest(f"{country} {raw}"):
                self.assertEqual(code_of(parse_registry_number, country, raw), code)

    def test_a_tax_number_is_not_taken_for_a_polish_court_number(self):
        with self.assertRaises(InvalidIdentifier) as caught:
            parse_registry_number("PL", "5260300291")
        self.assertEqual(caught.exception.params["looks_like"], "nip")

    def test_latvian_persons(self):
        for raw in ("161175-19997", "16117519997", "328673-00679"):
            found = parse_registry_number("LV", raw)
            self.assertTrue(found.is_personal)
            self.assertRegex(found.masked, r"^\d\d•{4}-•{5}$")

    def test_what_has_no_check_digit_is_flagged(self):
        for country, raw in [
            ("PL", "28860"),
            ("DE", "Aachen HRA 1"),
            ("NL", "12345678"),
        ]:
            self.assertFalse(parse_registry_number(country, raw).is_checked)


@tagged("post_install", "-at_install")
class TestOtherIdentifiers(BaseCase):
    def test_country(self):
        for raw, code in [("el", "GR"), ("UK", "GB"), (" se ", "SE"), ("GB", "GB")]:
            self.assertEqual(normalise_country(raw), code)

    def test_vat(self):
        for country, raw, number in [
            ("SE", "SE 556036-0793 01", "SE556036079301"),
            ("FI", "20774740", "FI20774740"),
            ("EE", "KMKR nr EE 100 594 102", "EE100594102"),
            ("LV", "LV 4000 3521 600", "LV40003521600"),
            ("LT", "LT 100001919017", "LT100001919017"),
            ("PL", "PL 8567346215", "PL8567346215"),
            ("DE", "DE 136,695 976", "DE136695976"),
            ("DK", "DK 13585628", "DK13585628"),
            ("NO", "995525828", "NO995525828MVA"),
            ("GR", "EL 094259216", "EL094259216"),
            ("GR", "GR 094259216", "EL094259216"),
            ("CH", "CHE-107.787.577 IVA", "CHE107787577IVA"),
            ("AT", "AT U13585627", "ATU13585627"),
            ("ES", "A13 585 625", "ESA13585625"),
        ]:
            with self.subTest(f"{country} {raw}"):
                found = parse_vat(country, raw)
                self.assertEqual(found.number, number)
                self.assertTrue(found.is_checked)
                self.assertFalse(found.embeds_personal)
                self.assertEqual(parse_vat(country, found.number), found)

    def test_vat_refusals(self):
        for country, raw, code in [
            ("SE", "556036079302", "format"),
            ("SE", "SE556036079401", "checksum"),
            ("SE", "FI20774740", "country"),
            ("EE", "N/A", "format"),
            ("FI", " ", "empty"),
            ("LT", "110053842", "component"),
        ]:
            with self.subTest(f"{country} {raw}"):
                self.assertEqual(code_of(parse_vat, country, raw), code)

    def test_vat_of_a_country_without_rule(self):
        found = parse_vat("XK", "330 123 456")
        self.assertEqual((found.number, found.is_checked), ("XK330123456", False))

    @PROPERTY
    @given(legal_numbers())
    def test_registry_number_inside_a_vat_number(self, case):
        country, number = case
        assume(country in ("SE", "FI", "LV", "DK", "NO"))
        vat = country + number + {"SE": "01", "NO": "MVA"}.get(country, "")
        expected = parse_registry_number(country, number)
        self.assertEqual(registry_from_vat(country, vat), expected)

    def test_no_registry_number_inside(self):
        self.assertIsNone(registry_from_vat("EE", "EE100594102"))
        self.assertIsNone(registry_from_vat("PL", "8567346215"))

    def test_pic(self):
        self.assertEqual(parse_pic("925374860.0"), "925374860")
        for raw, code in [
            ("92537486", "length"),
            ("92537486X", "format"),
            ("", "empty"),
        ]:
            self.assertEqual(code_of(parse_pic, raw), code)

    def test_lei(self):
        lei = "213800KUD8LAJWSQ9D15"
        for raw in (lei, lei.lower(), "LEI: 2138-00KU-D8LA-JWSQ-9D15"):
            self.assertEqual(parse_lei(raw), lei)
        for raw, code in [(lei[:-1], "length"), ("213800KUD8LXJWSQ9D15", "checksum")]:
            self.assertEqual(code_of(parse_lei, raw), code)

    def test_euid(self):
        self.assertEqual(parse_euid(" EEARIREG.12345678"), "EEARIREG.12345678")
        for raw in ("12345678", "EE12345678", "EEARIREG."):
            self.assertEqual(code_of(parse_euid, raw), "format")
