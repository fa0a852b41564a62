from odoo import fields, models
from odoo.exceptions import UserError

from .dates import say_day

# as the Official Journal calls them; a law is not translated by us
TITLES = {
    "de_minimis_2023": "Commission Regulation (EU) 2023/2831 of 13 December 2023 on "
    "the application of Articles 107 and 108 of the Treaty on the Functioning of the "
    "European Union to de minimis aid",
    "de_minimis_2013": "Commission Regulation (EU) No 1407/2013 of 18 December 2013 on "
    "the application of Articles 107 and 108 of the Treaty on the Functioning of the "
    "European Union to de minimis aid",
    "sgei_2023": "Commission Regulation (EU) 2023/2832 of 13 December 2023 on the "
    "application of Articles 107 and 108 of the Treaty on the Functioning of the "
    "European Union to de minimis aid granted to undertakings providing services of "
    "general economic interest",
}


class SmeAidLetter(models.AbstractModel):
    """What the letter to the firm says of the aid it was granted."""

    _name = "sme.aid.letter"
    _description = "State Aid: Letter"

    def get_letter(self):
        """Return what the letter says, in the user's language.

        :raises UserError: it is not granted, or not by us
        """
        self.ensure_one()
        if self.state != "granted" or self.source != "ours":
            raise UserError(
                self.env._(
                    "A letter is written of aid your organisation granted. %(aid)s is "
                    "none: grant it first.",
                    aid=self.display_name,
                )
            )
        labels = {
            fname: dict(self._fields[fname]._description_selection(self.env))
            for fname in ("basis", "instrument")
        }
        amount = self._say_cents(round(self.amount_eur * 100))
        day = say_day(self.env, self.date)
        converted = not self.is_euro and self.env._(
            "%(amount)s at %(rate)s for one euro, reference rate of the European "
            "Central Bank of %(date)s",
            amount=f"{self.currency_id.name} {self.amount:.2f}",
            rate=f"{self.rate:.6f}".rstrip("0").rstrip("."),
            date=day,
        )
        if self.is_de_minimis:
            title = self.env._("De minimis aid granted")
            opening = self.env._(
                "The firm was granted de minimis aid, about which it is informed as "
                "the regulation asks."
            )
        else:
            title = self.env._("State aid granted")
            opening = self.env._("The firm was granted State aid:")
        return {
            "title": title,
            "opening": opening,
            "amount": amount,
            "converted": converted,
            "date": day,
            "today": say_day(self.env, fields.Date.context_today(self)),
            "kept": say_day(self.env, self.date_retention),
            "instrument": labels["instrument"][self.instrument],
            "regulation": TITLES.get(self.basis, labels["basis"][self.basis]),
        }
