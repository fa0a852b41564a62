from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools.names import normalise_name
from .sme_firm_identity import IDENTITY_FIELDS

# Among 2,358 real firm names no two different firms came as close as 0.8
SIMILARITY_THRESHOLD = 0.8
SIMILAR_LIMIT = 5


class SmeFirmDuplicate(models.AbstractModel):
    """One file for each organisation and legal entity, and who comes close to it."""

    _name = "sme.firm.duplicate"
    _description = "Firm File: Duplicates"

    existing_firm_id = fields.Many2one(
        "sme.firm", compute="_compute_existing_firm_id", string="Existing file"
    )
    similar_firm_ids = fields.Many2many(
        "sme.firm", compute="_compute_similar_firm_ids", string="Similar files"
    )
    duplicate_notice = fields.Html(compute="_compute_duplicate_notice", sanitize=False)

    @api.depends("registry_number", "vat", "country_id", "company_id")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_existing_firm_id(self):
        """Tell while typing that the own organisation already has this firm.

        A saved file has no second one beside it: it is not looked for.
        """
        for firm in self:
            is_typing = not firm.id
            firm.existing_firm_id = firm._find_existing() if is_typing else False

    def _find_existing(self):
        self.ensure_one()
        if not self.country_id or not self.company_id:
            return self.browse()
        for fname in ("registry_number", "vat"):
            number = self[fname] or ""
            if (
                "•" in number
                or self._read_identity(self.country_id, {fname: number})[2]
            ):
                continue
            found = self.with_context(active_test=False).search(
                self._search_identifier_search("ilike", number)
                & Domain("company_id", "=", self.company_id.id)
                & Domain("country_id", "=", self.country_id.id),
                limit=2,
            )
            if found - self._origin:
                return (found - self._origin)[:1]
        return self.browse()

    @api.depends("name", "country_id", "registry_number", "vat", "company_id")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_similar_firm_ids(self):
        """Without any number, warn of a similar name among one's own files."""
        for firm in self:
            numbered = any(firm[fname] for fname in IDENTITY_FIELDS)
            firm.similar_firm_ids = (
                self.browse() if numbered else firm._find_similar(firm.name)
            )

    def _find_similar(self, name):
        """Search own files of the same country whose name resembles ``name``."""
        key = normalise_name(name) if name else ""
        if not key or not self.country_id:
            return self.browse()
        domain = [
            ("country_id", "=", self.country_id.id),
            ("company_id", "=", self.company_id.id or self.env.company.id),
            ("id", "not in", self._origin.ids),
        ]
        Firm = self.env["sme.firm"]
        query = Firm._search(domain)
        if not self.env.registry.has_trigram:
            return Firm.search([*domain, ("name_key", "=", key)], limit=SIMILAR_LIMIT)
        column = SQL.identifier("sme_firm", "name_key")
        query.add_where(SQL("%s %% %s", column, key))
        query.add_where(
            SQL("similarity(%s, %s) >= %s", column, key, SIMILARITY_THRESHOLD)
        )
        query.order = SQL(
            "similarity(%s, %s) DESC, %s", column, key, SQL.identifier("sme_firm", "id")
        )
        query.limit = SIMILAR_LIMIT
        return Firm.browse(query)

    @api.depends("existing_firm_id", "similar_firm_ids")
    @api.depends_context("lang", "uid", "allowed_company_ids")
    def _compute_duplicate_notice(self):
        """Say it with links that open beside the form: nothing typed is lost."""
        for firm in self:
            if firm.existing_firm_id:
                text = self.env._("Your organisation already has a file on this firm:")
                links = firm.existing_firm_id._duplicate_links()
            elif firm.similar_firm_ids:
                text = self.env._(
                    "This file has no number, and similar names are among your files:"
                )
                links = firm.similar_firm_ids._duplicate_links()
            else:
                firm.duplicate_notice = False
                continue
            firm.duplicate_notice = Markup("%s %s") % (text, links)

    def _duplicate_links(self):
        return Markup(", ").join(
            Markup('<a href="/odoo/firms/%s" target="_blank">%s</a>')
            % (firm._origin.id, firm.name)
            for firm in self
        )

    @api.model
    def _keep_apart(self, vals_list, entity_ids):
        """Give files of one organisation entities of their own unless *it* joins them.

        Two numbers of one firm may be on one entity because another organisation
        knows both. Told of a second file, or even just refused, this one would learn
        that the other has the firm.

        :param vals_list: values of new files, numbers in their official notation
        :returns: ``entity_ids``, some replaced by new entities without any key
        """
        # sudo: only files of the organisations the user is writing in, by number
        files_sudo = (
            self.sudo()
            .with_context(active_test=False)
            .search_fetch(
                [
                    ("entity_id", "in", entity_ids),
                    ("company_id", "in", [vals["company_id"] for vals in vals_list]),
                ],
                ["entity_id", "company_id", *IDENTITY_FIELDS],
            )
        )
        holders = {
            (file.company_id.id, file.entity_id.id): self._given_numbers(file)
            for file in files_sudo
        }
        apart = []
        for position, vals in enumerate(vals_list):
            numbers = self._given_numbers(vals)
            key = (vals["company_id"], entity_ids[position])
            holder = holders.setdefault(key, numbers)
            if holder is not numbers and not holder & numbers:
                apart.append(position)
        # sudo: new entities without a key; only their ids come back
        fresh = (
            self.env["sme.entity"]
            .sudo()
            ._intern([{"country_id": vals_list[at]["country_id"]} for at in apart])
        )
        own = dict(zip(apart, fresh, strict=True))
        return [own.get(at, entity_id) for at, entity_id in enumerate(entity_ids)]

    @api.model
    def _given_numbers(self, source):
        return {(fname, source[fname]) for fname in IDENTITY_FIELDS if source[fname]}

    @api.model
    def _refuse_second_file(self, vals_list, entity_ids):
        """Refuse politely what the unique index would refuse in the end.

        The caller has checked that the user works in these organisations.

        :raises ValidationError: naming the file the organisation already has
        """
        company_ids = [vals["company_id"] for vals in vals_list]
        # sudo: only files of the organisation the user is writing in, by name
        files_sudo = (
            self.sudo()
            .with_context(active_test=False)
            .search_fetch(
                [("entity_id", "in", entity_ids), ("company_id", "in", company_ids)],
                ["entity_id", "company_id", "name"],
            )
        )
        taken = {(f.company_id.id, f.entity_id.id): f for f in files_sudo}
        seen = set()
        for vals, company_id, entity_id in zip(
            vals_list, company_ids, entity_ids, strict=True
        ):
            existing = taken.get((company_id, entity_id))
            if existing:
                self._raise_second_file(existing.name, existing.active)
            if (company_id, entity_id) in seen:
                self._raise_second_file(vals.get("name"), active=True)
            seen.add((company_id, entity_id))

    @api.model
    def _raise_second_file(self, name, active):
        if active:
            message = self.env._(
                "Your organisation already has a file on this firm: %(name)s. Search "
                "for its number and open that file instead.",
                name=name,
            )
        else:
            message = self.env._(
                "Your organisation already has a file on this firm: %(name)s. It is "
                "archived: find it with the filter Archived and restore it.",
                name=name,
            )
        raise ValidationError(message)
