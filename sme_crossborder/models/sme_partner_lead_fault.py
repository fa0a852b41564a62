from odoo import models

MEGABYTE = 1_000_000


class SmePartnerLeadFault(models.AbstractModel):
    """What is wrong with a file or a document, in the user's language."""

    _name = "sme.partner.lead.fault"
    _description = "Partner Lead: Faults of Files in Words"

    def _say_faults(self, faults):
        """Return sentences with the place each is about, one on a line."""
        return "\n".join(f"{fault.path}: {self._say_fault(fault)}" for fault in faults)

    def _say_fault(self, fault):
        """Say what is wrong.

        :param fault: :class:`~.tools.json_schema.Fault`
        """
        words = dict.fromkeys(
            ("most", "count", "least", "value", "values", "line", "column", "byte"), ""
        )
        words |= fault.params
        words["types"] = self._say_types(words.get("types", []))
        if isinstance(words["values"], list):
            words["values"] = ", ".join(map(str, words["values"]))
        if fault.code in ("too_large", "archive_size"):
            words["most"] //= MEGABYTE
        said = {
            **self._sentences_on_files(words),
            **self._sentences_on_values(words),
            **self._sentences_on_leads({"call": "", "type": "", **words}),
        }
        return said[fault.code]

    def _say_types(self, names):
        words = {
            "object": self.env._("an object"),
            "array": self.env._("a list"),
            "string": self.env._("a text"),
            "number": self.env._("a number"),
            "integer": self.env._("a whole number"),
            "boolean": self.env._("true or false"),
            "null": self.env._("null"),
        }
        return self.env._(" or ").join(words[name] for name in names)

    def _sentences_on_files(self, words):
        return {
            "too_large": self.env._(
                "the file is larger than %(most)s MB. Export fewer leads at once.",
                **words,
            ),
            "too_many_leads": self.env._(
                "the file holds more than %(most)s leads. Split it.", **words
            ),
            "empty": self.env._("the file is empty."),
            "encoding": self.env._(
                "the file is not in UTF-8 (byte %(byte)s). Save it in UTF-8.", **words
            ),
            "syntax": self.env._(
                "this is not JSON: line %(line)s, column %(column)s.", **words
            ),
            "deep": self.env._(
                "more than %(most)s levels inside one another.", **words
            ),
            "doubled": self.env._("the key stands twice in the same object."),
            "number": self.env._("the number cannot be read."),
            "character": self.env._("the text holds a character that no text has."),
            "no_lead": self.env._(
                "neither a lead nor a list of profiles of the network."
            ),
            "archive": self.env._("the archive is damaged, or locked."),
            "archive_files": self.env._(
                "the archive holds more than %(most)s files.", **words
            ),
            "archive_size": self.env._(
                "the archive unpacks to more than %(most)s MB.", **words
            ),
            "xml": self.env._(
                "this is not XML that can be read: line %(line)s.", **words
            ),
            "document_type": self.env._(
                "the file declares a document type, which may hide anything. Take the "
                "declaration out."
            ),
            "no_profile": self.env._("there is no profile in the file."),
        }

    def _sentences_on_values(self, words):
        return {
            "type": self.env._("is to be %(types)s.", **words),
            "const": self.env._("only %(value)s is known.", **words),
            "enum": self.env._("is to be one of: %(values)s.", **words),
            "missing": self.env._("is missing."),
            "unknown_key": self.env._("this key is not known."),
            "too_many": self.env._("%(count)s entries; at most %(most)s.", **words),
            "twice": self.env._("stands in the list twice."),
            "too_short": self.env._("at least %(least)s characters.", **words),
            "too_long": self.env._("%(count)s characters; at most %(most)s.", **words),
            "pattern": self.env._("is not written as it should be."),
            "too_small": self.env._("is to be %(least)s or more.", **words),
            "too_big": self.env._("is to be %(most)s or less.", **words),
            "date": self.env._("is to be a day, as 2027-03-30."),
        }

    def _sentences_on_leads(self, words):
        return {
            "said": words["value"],  # a sentence already
            "not_asked": self.env._(
                "a lead of type %(type)s has no such field.", **words
            ),
            "relevant_or_not": self.env._(
                "names goals and says that none is relevant."
            ),
            "after_call": self.env._(
                "is to be before the call closes (%(call)s).", **words
            ),
            "language_twice": self.env._(
                "there is a text in this language already.", **words
            ),
            "second": self.env._(
                "stands in these files already: %(value)s. Keep one of the two.",
                **words,
            ),
            "no_reference": self.env._("there is no code to know the profile by."),
            "limited": self.env._(
                "the network shows no text of this profile. It does so of profiles of "
                "others that are not published."
            ),
            "unknown_language": self.env._(
                "%(value)s is no language of ours.", **words
            ),
            "unknown_country": self.env._("%(value)s is no country code.", **words),
            "unknown_currency": self.env._("%(value)s is no currency.", **words),
            "unknown_code": self.env._("%(value)s is not in the list.", **words),
            "unfit_cooperation": self.env._(
                "a lead of type %(type)s cannot ask for %(value)s.", **words
            ),
            "home_country": self.env._(
                "%(value)s is the holder's own country. Take it off, or set "
                "targetsOwnCountry.",
                **words,
            ),
            "other_holder": self.env._(
                "the lead of this reference is published for %(value)s.", **words
            ),
        }
