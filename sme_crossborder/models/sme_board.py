from odoo import api, models
from odoo.tools import SQL


class SmeBoard(models.AbstractModel):
    """Pictures for a board meeting: tables shaded by what is counted in them."""

    _name = "sme.board"
    _description = "Board Picture"

    @api.model
    @api.readonly
    def get_board(self, domain, picture=False):
        """Return one picture of the records a user may read.

        :param domain: which records are counted
        :param str picture: which of ``pictures``; by default the first
        :returns: dict with ``pictures`` and ``measures`` (dicts ``id``, ``name``),
            ``picture`` (the one shown), ``title`` of the rows, ``columns`` (dicts
            ``id``, ``name``, ``domain``; ``is_total``), ``rows`` (the same, and
            ``cells``: ``{column id: {measure: number, "elsewhere": firms}}``),
            ``context`` to open records in, and ``note`` in words
        """
        self.check_access("read")
        pictures = self._get_board_pictures()
        names = [name for name, _label in pictures]
        picture = picture if picture in names else names[0]
        shown = getattr(self, f"_get_board_{picture}")(domain)
        return {
            "pictures": [{"id": name, "name": label} for name, label in pictures],
            "picture": picture,
            **shown,
        }

    @api.model
    def _get_board_pictures(self):
        """Return name and title of each picture there is of the model."""
        raise NotImplementedError

    @api.model
    def _board_line(self, key, name, domain, **values):
        return {"id": key, "name": name, "domain": domain, **values}

    @api.model
    def _board_values(self, ids):
        """Return ids in their order, as rows to join with."""
        return SQL(", ").join(
            SQL("(%s, %s)", record_id, position)
            for position, record_id in enumerate(ids, 1)
        )
