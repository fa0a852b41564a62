"""A firm and a journey of organisation A, and short ways to share them with B."""

from .common import SmeCase


class SharingCase(SmeCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.firm = cls._create_firm(cls.company_a)
        cls.lead = cls.env["crm.lead"].create(
            {"firm_id": cls.firm.id, "target_country_id": cls.country_lv.id}
        )
        cls.b = cls.company_b.partner_id
        cls.env.flush_all()

    def _share(self, record, right="read", until=False, **kwargs):
        record.with_user(self.coordinator_a).share_with(
            [(self.b.id, right, until)], **kwargs
        )
        self.env.invalidate_all()
