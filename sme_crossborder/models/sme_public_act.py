from odoo import api, fields, models
from odoo.tools import SQL, hmac

SCOPE = "sme_crossborder.public_act"
BEGUN = "begun"
KEPT_DAYS = 2
MAILS_PER_DAY = 3  # to one address: nobody's letter box is filled through our forms


class SmePublicAct(models.Model):
    """What somebody without an account did lately, to tell when it is too much.

    In the database, as a server has several processes. Who did it is kept as a keyed
    hash alone, and for two days. Each act is a row of its own: of many at once none
    waits for another, so a limit may be passed by those that come in one moment. Only
    what is begun is begun by one.
    """

    _name = "sme.public.act"
    _description = "Act of the Public"
    _order = "id"

    kind = fields.Char(required=True)
    who = fields.Char(string="Hash of who", required=True)
    date = fields.Datetime(required=True, default=fields.Datetime.now)

    _who_idx = models.Index("(kind, who, date)")
    _begun_uniq = models.UniqueIndex(f"(who) WHERE kind = '{BEGUN}'")

    @api.model
    def _hash(self, who):
        """Return the keyed hash of an address. As the system.

        :param str who: address in the network, or an e-mail address
        """
        return hmac(self.env, SCOPE, who or "")

    @api.model
    def _is_too_much(self, kind, who, most, hours):
        """Whether somebody has done something as often as they may. As the system.

        :param str kind: what is done
        :param str who: address in the network, or an e-mail address
        :param int most: times within the hours
        :param int hours: looked back
        """
        since = fields.Datetime.subtract(fields.Datetime.now(), hours=hours)
        domain = [
            ("kind", "=", kind),
            ("who", "=", self._hash(who)),
            ("date", ">", since),
        ]
        return self.search_count(domain, limit=most) >= most

    @api.model
    def _note(self, kind, who):
        """Note that somebody did something. As the system."""
        self.create({"kind": kind, "who": self._hash(who)})

    @api.model
    def _may_mail(self, kind, email):
        """Whether one more mail may go to an address today; it is noted. As the system.

        :param str kind: what the mail is for; each has its own count
        :param str email: the address
        """
        if self._is_too_much(kind, email, MAILS_PER_DAY, 24):
            return False
        self._note(kind, email)
        return True

    @api.model
    def _begin_once(self, *words):
        """Say that something is begun now that is not there yet. As the system.

        Of two who begin it at the same moment PostgreSQL refuses the second, Odoo runs
        its request again, and there it finds what the first has begun. Where there is
        a record already that all act on, see :func:`~.turn.take_turn`.

        :param words: in which two agree who begin the same
        """
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO sme_public_act (kind, who, date)
                VALUES (%s, %s, now() AT TIME ZONE 'UTC')
                ON CONFLICT (who) WHERE kind = 'begun' DO NOTHING
                """,
                BEGUN,
                self._hash("\n".join(words)),
            ),
            log_exceptions=False,
        )

    @api.autovacuum
    def _gc_old(self):
        """Forget who did what."""
        before = fields.Datetime.subtract(fields.Datetime.now(), days=KEPT_DAYS)
        self.search([("date", "<", before)]).unlink()
