"""Make generated firms by the ORM: contacts, and files where there is our module."""

from __future__ import annotations

import lead_rows
from generate import Firm

from odoo.fields import Command

BATCH = 500
ACTIVITY_EVERY = 200  # a divisor of `generate.PROFILES`
ICT, NOT_ICT = "62.10", "43.21"


def create(env, company_ids, user_id, firms: list[Firm]) -> None:
    """Make contacts, leads, and files where our module is installed, by the ORM."""
    contacts = env["res.partner"].create(
        [_contact_values(env, company_ids, firm) for firm in firms]
    )
    busy = [at for at, firm in enumerate(firms) if firm.number % ACTIVITY_EVERY == 0]
    create_activities(env, user_id, contacts.browse(contacts[at].id for at in busy))
    files = None
    if "sme.firm" in env:
        codes = _read_codes(env)
        files = env["sme.firm"].create(
            [
                _firm_values(contact, firm, codes)
                for firm, contact in zip(firms, contacts, strict=True)
            ]
        )
        create_activities(env, user_id, files.browse(files[at].id for at in busy))
    lead_rows.create(env, firms, contacts, files)
    env["res.partner"].create(
        [
            {
                "name": firm.person,
                "parent_id": contact.id,
                "company_id": contact.company_id.id,
            }
            for firm, contact in zip(firms, contacts, strict=True)
            if firm.person
        ]
    )
    env.flush_all()


def create_activities(env, user_id, records):
    """Plan something to do on each of some records."""
    kind = env.ref("mail.mail_activity_data_todo")
    env["mail.activity"].create(
        [
            {
                "res_model_id": env["ir.model"]._get_id(record._name),
                "res_id": record.id,
                "activity_type_id": kind.id,
                "summary": "Call back",
                "user_id": user_id,
            }
            for record in records
        ]
    )


def _read_codes(env):
    """Return the ids of regions and activities by their codes."""
    regions = env["sme.nuts"].search_fetch([("level", "=", 3)], ["code"])
    activities = env["sme.nace"].search([("code", "in", (ICT, NOT_ICT))])
    return {record.code: record.id for record in (*regions, *activities)}


def _contact_values(env, company_ids, firm: Firm) -> dict:
    return {
        "ref": firm.ref,
        "name": firm.name,
        "is_company": True,
        "company_id": company_ids[firm.organisation],
        "country_id": env.ref(f"base.{firm.country.lower()}").id,
        "company_registry": firm.registry_number,
        "vat": firm.vat,
        "street": firm.street,
        "zip": firm.zip,
        "city": firm.city,
        "email": firm.email,
        "phone": firm.phone,
        "website": firm.website,
    }


def _firm_values(contact, firm: Firm, codes) -> dict:
    values = {
        "partner_id": contact.id,
        "company_id": contact.company_id.id,
        "country_id": contact.country_id.id,
        "registry_number": firm.registry_number,
        "vat": firm.vat,
        "user_id": False,
        "nuts_id": codes[firm.nuts],
        "nace_id": codes[ICT if firm.is_ict else NOT_ICT],
    }
    if firm.headcount:
        figures = {
            "year": 2025,
            "headcount": firm.headcount,
            "turnover": firm.turnover,
            "balance_sheet": firm.turnover // 2,
        }
        values["year_ids"] = [Command.create(figures)]
    return values
