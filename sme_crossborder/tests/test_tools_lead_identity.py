"""What gives a firm away, and what only looks like it."""

from odoo.tests import BaseCase, tagged

from ..tools.lead_identity import Identity, traces


@tagged("post_install", "-at_install")
class TestToolsLeadIdentity(BaseCase):
    def assertFinds(self, text, expected, **identity):
        found = [trace.quote for trace in traces(text, Identity(**identity))]
        self.assertEqual(found, expected, text)

    def test_a_name_of_everyday_words(self):
        """A firm called Data: the word is free, the firm is not."""
        data = {"names": ("Data AB",)}
        for text in (
            "We gather data from sensors and keep the data in Sweden.",
            "Data is what hospitals have too much of. Data costs money.",
            "DATA PLATFORM FOR HOSPITALS",
            "Big Data for Small Cities",  # a title in capitals
            "The database and the metadata of dataflows",
            "Open data; personal data; dates.",
        ):
            self.assertFinds(text, [], **data)
        for text, quote in (
            ("The tool of Data AB is used in Riga", "Data"),
            ("The tool was made by AB Data in 2015", "Data"),
            ("The firm «Data» has nine customers", "Data"),
            ("The firm called “Data” has nine customers", "Data"),
            ("Data offers a tool for hospitals", "Data"),
            ("Data seeks a partner", "Data"),
            ("It was built by Data for hospitals", "Data"),
        ):
            self.assertFinds(text, [quote], **data)

    def test_several_everyday_words_count_as_written(self):
        solutions = {"names": ("Smart Data Solutions OÜ",)}
        self.assertFinds("We offer smart data solutions", [], **solutions)
        self.assertFinds("Solutions for smart data", [], **solutions)
        self.assertFinds(
            "Smart Data Solutions has made it", ["Smart Data Solutions"], **solutions
        )

    def test_a_resembling_word_is_another(self):
        """Sensora is a name, a sensor is none."""
        sensora = {"names": ("Sensora UAB",)}
        self.assertFinds("Sensors and a sensor", [], **sensora)
        self.assertFinds("Sensora measures the level of rivers", ["Sensora"], **sensora)
        self.assertFinds("piemēram, tas darbojas", [], names=("SIA Piemērs",))
        self.assertFinds("to radīja SIA Piemērs", ["Piemērs"], names=("SIA Piemērs",))

    def test_names_are_declined(self):
        """Latvian, Lithuanian, Estonian, Finnish and Swedish forms of one name each."""
        forms = {
            "SIA Baltijas Kods": (
                "Baltijas Koda",
                "Baltijas Kodam",
                "Baltijas Kodu",
                "Baltijas Kodā",
                "BALTIJAS KODS",
            ),
            "UAB Šilo Lanka": (
                "Šilo Lankos",
                "Šilo Lankai",
                "Silo Lanka",
                "Šilo Lanką",
            ),
            "Tuuletark OÜ": ("Tuuletarga", "Tuuletargale", "Tuuletargast", "TUULETARK"),
            "Rantakoodari Oy": ("Rantakoodarin", "Rantakoodarilla", "rantakoodari"),
            "Humleglim AB": ("Humleglims", "humleglim", "HUMLEGLIM"),
            "SIA Vētraszvans": ("Vētraszvana", "Vētraszvanam", "Vetraszvans"),
        }
        for name, written in forms.items():
            for form in written:
                with self.subTest(name=name, form=form):
                    text = f"Risinājums, ko radīja {form}, darbojas kopš 2015. gada"
                    self.assertFinds(text, [form], names=(name,))

    def test_near_misses_of_declined_names(self):
        for name, text in (
            ("SIA Baltijas Kods", "Baltijas valstis un kodekss"),
            ("SIA Baltijas Kods", "Baltijas kodekss"),
            ("SIA Baltijas Kods", "the code of the Baltic states"),
            ("Tuuletark OÜ", "tuul ja tark maja"),
            ("UAB Šilo Lanka", "šilas, pieva"),
            ("Blue Light AB", "in blue, light goes"),
            ("Rantakoodari Oy", "ranta ja koodarit"),
            ("Humleglim AB", "humle, glimmer"),
            ("Norrtinde AB", "norr om tinden"),
        ):
            with self.subTest(name=name, text=text):
                self.assertFinds(text, [], names=(name,))

    def test_words_on_end_and_one_by_one(self):
        name = {"names": ("Fjällvinge Energi AB",)}
        self.assertFinds("Fjällvinge Energi säljer", ["Fjällvinge Energi"], **name)
        self.assertFinds("Fjällvinge säljer", ["Fjällvinge"], **name)  # that is enough
        self.assertFinds("energi säljer", [], **name)
        self.assertFinds("fjallvingeenergi", ["fjallvingeenergi"], **name)
        self.assertFinds("Fjällvinge-Energi", ["Fjällvinge-Energi"], **name)
        self.assertFinds("Energi från Fjällvinges verk", ["Fjällvinges"], **name)

    def test_short_names_count_as_written(self):
        for text, found in (
            ("The tool of IBS", ["IBS"]),
            ("ibs", []),
            ("ribs and Ibsen", []),
        ):
            self.assertFinds(text, found, names=("IBS AB",))
        self.assertFinds("so it is", [], names=("So OÜ",))
        self.assertFinds("made by So", ["So"], names=("So OÜ",))

    def test_addresses(self):
        known = {
            "websites": ("https://www.humleglim.example/om-oss",),
            "emails": ("office@humleglim.example",),
        }
        for text, found in (
            ("See humleglim.example for more", ["humleglim.example"]),
            ("See HUMLEGLIM.EXAMPLE.", ["HUMLEGLIM.EXAMPLE"]),
            ("at www.humleglim.example/x, say", ["www.humleglim.example/x"]),
            ("mail anna.berg@other.example.", ["anna.berg@other.example"]),
            ("mail anna.berg@humleglim.example", ["anna.berg@humleglim.example"]),
            ("https://other.example/path?x=1", ["https://other.example/path?x=1"]),
            ("nothumleglim.example", []),
            ("a ratio of 3.5 and version 2.0", []),
        ):
            with self.subTest(text):
                self.assertFinds(text, found, **known)
        # who mails from where many do is not known by it
        free = {"emails": ("humle@gmail.com",)}
        self.assertFinds("we use gmail.com", [], **free)

    def test_numbers_however_they_are_spaced(self):
        known = {"numbers": ("556036-0793", "SE556036079301")}
        for text, found in (
            ("reg. 556036-0793", ["556036-0793"]),
            ("reg. 5560360793", ["5560360793"]),
            ("reg. 55 60 36 07 93", ["55 60 36 07 93"]),
            ("VAT SE 556036 0793 01", ["SE 556036 0793 01"]),
            ("VAT se556036079301", ["se556036079301"]),
            ("number 15560360793", []),
            ("number 55603607931", []),
            ("in 2015 we had 5560 patients", []),
        ):
            with self.subTest(text):
                self.assertFinds(text, found, **known)
        self.assertFinds("81******", [], numbers=("81******-****",))

    def test_telephones(self):
        known = {"phones": ("+371 67 123 456",)}
        for text, found in (
            ("call +371 67123456 today", ["+371 67123456"]),
            ("call 67 123 456", ["67 123 456"]),
            ("call 67-12-34-56.", ["67-12-34-56"]),
            ("+46 8 765 43 21 is another", ["+46 8 765 43 21"]),  # any number opens it
            ("from 67 to 123 of 456", []),
            ("1 234 567 patients", []),
        ):
            with self.subTest(text):
                self.assertFinds(text, found, **known)

    def test_products_that_are_names(self):
        known = {
            "products": ("Kvarnos", "Blue Moose", "River level sensor", "TriageFlow 2")
        }
        for text, found in (
            ("Kvarnosen is sold in Norway", ["Kvarnosen"]),
            ("with Blue Moose they plan", ["Blue Moose"]),
            ("with a blue moose", ["blue moose"]),  # no everyday words
            ("a moose that is blue", []),
            ("a river level sensor for hydrologists", []),
            ("TRIAGEFLOW 2 sorts patients", ["TRIAGEFLOW 2"]),
        ):
            with self.subTest(text):
                self.assertFinds(text, found, **known)

    def test_words_the_adviser_lists(self):
        known = {"listed": ("Anna Berg", "moose")}
        self.assertFinds("by Anna Berg", ["Anna Berg"], **known)
        self.assertFinds("Annas Bergs", ["Annas Bergs"], **known)
        self.assertFinds("a moose, two mooses", ["moose", "mooses"], **known)
        self.assertFinds("Anna and the iceberg", [], **known)

    def test_each_wording_is_told_once(self):
        self.assertFinds(
            "Humleglim and humleglim and Humleglims",
            ["Humleglim", "Humleglims"],
            names=("Humleglim AB",),
        )
        self.assertFinds("", [], names=("Humleglim AB",))
        self.assertFinds(None, [], names=("Humleglim AB",))

    def test_a_long_text_takes_no_time(self):
        text = "Humle and glim and data and sensors. " * 2000
        identity = Identity(
            names=("Humleglim AB",),
            products=tuple(f"Product{number} One" for number in range(30)),
            numbers=("556036-0793",),
            phones=("+46 8 123 45 67",),
        )
        self.assertEqual(traces(text, identity), [])
