"""Two files of one organisation on one firm, and short ways to merge them."""

from .common import SmeCase

ACME = "556036-0793"
OTHER = "556703-7485"
PERSON = "811218-9876"
PIC = "925374860"


class MergeCase(SmeCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kept = cls._create_firm(
            cls.company_a, "Fjordkod AB", registry_number=ACME, city="Stockholm"
        )
        cls.other = cls._create_firm(cls.company_a, "Fjordkod Sverige AB", pic=PIC)

    def _merge(self, kept=None, other=None, user=None):
        kept, other = kept or self.kept, other or self.other
        kept.with_user(user or self.coordinator_a)._merge(other)
        return kept

    def _log(self, record):
        return "\n".join(record.message_ids.mapped("body"))

    def _entities(self, firms):
        return firms.sudo().entity_id
