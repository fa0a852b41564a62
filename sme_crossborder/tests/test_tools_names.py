from hypothesis import assume, given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..tools.legal_forms import LEADING, TRAILING
from ..tools.names import normalise_name, similarity, split_legal_form

PROPERTY = settings(max_examples=100, deadline=None, derandomize=True, database=None)
WORD = st.text(
    alphabet="abdeiklmnorstuvåäöāčēģīķļņōŗšūžąęėįųůõü09", min_size=3, max_size=9
)
WRITTEN = [
    *("AB", "Aktiebolag", "HB", "Ek. för.", "Oy", "Oyj", "Ab", "OÜ", "Osaühing", "AS"),
    *(
        "MTÜ",
        "SIA",
        "Sabiedrība ar ierobežotu atbildību",
        "IK",
        "UAB",
        "MB",
        "VšĮ",
        "IĮ",
    ),
    *("A/S", "Tmi", "Valsts akciju sabiedrība", "Uždaroji akcinė bendrovė"),
]
TRAILING_ONLY = [
    "Sp. z o.o.",
    "Sp. z o. o.",
    "S.A.",
    "GmbH",
    "AG",
    "ApS",
    "ASA",
    "e.V.",
]


@st.composite
def bare_names(draw):
    words = draw(st.lists(WORD, min_size=1, max_size=4))
    name = " ".join(words).title()
    key = normalise_name(name)
    # words of three letters can happen to be a form ("Sia", "Oyj")
    assume(len(key.split()) == len(words) and tuple(key.split()) not in TRAILING)
    return name


@tagged("post_install", "-at_install")
class TestNormaliseName(BaseCase):
    @PROPERTY
    @given(st.text(max_size=60))
    def test_a_key_is_its_own_key(self, text):
        key = normalise_name(text)
        self.assertEqual(normalise_name(key), key)

    @PROPERTY
    @given(st.lists(st.sampled_from([*WRITTEN, *TRAILING_ONLY, "x", "&"]), max_size=6))
    def test_a_key_of_forms_only_is_never_empty(self, words):
        key = normalise_name(" ".join(words))
        self.assertEqual(bool(key), bool(words))
        self.assertEqual(normalise_name(key), key)

    @PROPERTY
    @given(bare_names(), st.sampled_from(WRITTEN), st.sampled_from(TRAILING_ONLY))
    def test_the_legal_form_does_not_count(self, name, form, trailing):
        key = normalise_name(name)
        for written in (
            f"{name} {form}",
            f"{form} {name}",
            f"{name}, {form}",
            f'{form} "{name}"',
            f'"{form} ""{name}"""',
            f"{form} „{name}“",
            f"{name} {trailing}",
            f"{name} AB (publ)",
            f"Oy {name} Ab",
        ):
            self.assertEqual(normalise_name(written), key, written)

    @PROPERTY
    @given(bare_names())
    def test_case_accents_and_quotes_do_not_count(self, name):
        key = normalise_name(name)
        for written in (name.upper(), name.lower(), f"«{name}»", f"  {name} .", key):
            self.assertEqual(normalise_name(written), key, written)

    def test_examples(self):
        for name, key in [
            ("Nord & Syd AB", "nord and syd"),
            ("Nord och Syd AB", "nord and syd"),
            ("O'Neill’s Data", "oneills data"),
            ("UN Studio", "and studio"),
            ("Łódź-Soft Sp. z o.o.", "lodz soft"),
            ("GmbH & Co. KG", "gmbh and co kg"),
            ("AG Solutions", "ag solutions"),
            ("24/7 Media™ AB", "24 7 media"),
            ("O√ú Skeleton", "o√u skeleton"),
            ("", ""),
            (" - ", ""),
        ]:
            with self.subTest(name):
                self.assertEqual(normalise_name(name), key)


@tagged("post_install", "-at_install")
class TestSplitLegalForm(BaseCase):
    @PROPERTY
    @given(bare_names(), st.sampled_from([*WRITTEN, *TRAILING_ONLY]))
    def test_the_bare_name_keeps_its_letters(self, name, form):
        bare, found = split_legal_form(f"{name} {form}")
        self.assertEqual(bare, name)
        self.assertTrue(found)
        self.assertEqual(split_legal_form(bare), (name, None))

    @PROPERTY
    @given(st.text(max_size=60))
    def test_a_name_is_left(self, text):
        bare, _form = split_legal_form(text)
        if any(map(str.isalnum, normalise_name(text))):
            self.assertTrue(any(map(str.isalnum, normalise_name(bare))))

    def test_examples(self):
        for name, expected in [
            ('"SIA ""Zaļā Ēka"""', ("Zaļā Ēka", "SIA")),
            ('SIA "BIOCORE Ltd"', ("BIOCORE Ltd", "SIA")),
            (
                'Valsts sabiedrība ar ierobežotu atbildību "Rīgas cirks"',
                ("Rīgas cirks", "SIA"),
            ),
            ("Oy Nord Ab", ("Nord", "Oy")),
            ("NORD OY AB", ("NORD", "Oy")),
            ("OY NORD LTD", ("NORD", "Oy")),
            ("MB Scientific AB", ("MB Scientific", "AB")),
            ("Aktiebolaget Volvo (publ)", ("Volvo", "AB")),
            ("As Good As It Gets", ("As Good As It Gets", None)),
            ("Oü Võidu Invest", ("Võidu Invest", "OÜ")),
            ("VšĮ „Švietimas“", ("Švietimas", "VšĮ")),
            ("Nord GmbH & Co. KG", ("Nord", "GmbH & Co. KG")),
            ("SIA", ("SIA", None)),
            ('The "Best" Firm', ('The "Best" Firm', None)),
            ("", ("", None)),
        ]:
            with self.subTest(name):
                self.assertEqual(split_legal_form(name), expected)

    def test_no_form_is_spelled_with_what_folding_removes(self):
        for tokens in TRAILING:
            for token in tokens:
                self.assertTrue(token.isascii() and token == token.lower(), tokens)
        self.assertLessEqual(LEADING.items(), TRAILING.items())


@tagged("post_install", "-at_install")
class TestSimilarity(BaseCase):
    @PROPERTY
    @given(st.text(max_size=30), st.text(max_size=30))
    def test_symmetric_and_bounded(self, a, b):
        self.assertEqual(similarity(a, b), similarity(b, a))
        self.assertTrue(0 <= similarity(a, b) <= 1)

    @PROPERTY
    @given(bare_names())
    def test_one_on_equals(self, name):
        key = normalise_name(name)
        self.assertEqual(similarity(key, key), 1)

    def test_as_postgresql_computes_it(self):
        # results of SELECT similarity(a, b), PostgreSQL 15 with pg_trgm
        for a, b, expected in [
            ("word", "two words", 0.36363637),
            ("acreo", "acreo swedish ict", 0.33333334),
            ("latvijas finieris", "latvijas finieri", 0.84210527),
            ("o√u skeleton", "ou skeleton", 0.6666667),
            ("ab", "a b", 0.16666667),
            ("", "", 0.0),
        ]:
            self.assertAlmostEqual(similarity(a, b), expected, 6)
