"""What a new record of each model is made of, for each column of the access table."""

import base64
from datetime import datetime, timedelta
from itertools import count

from odoo import Command

from .common import SmeCase

# In what B keeps to itself; whoever finds one of these has found a leak.
MARKS = {"own": "Ownmark", "shared": "Sharedmark", "other": "Othermark"}
FIGURES = {"own": 1234.0, "shared": 987654.0, "other": 876543.0}
DAYS = {"own": "2025-06-10", "shared": "2025-02-03", "other": "2025-02-04"}

# A change anybody with the right may make.
HARMLESS = {
    "sme.project": {"color": 3},
    "sme.project.member": {"sector": "academia"},
    "sme.project.area.exception": {"reason": "Letter of the committee"},
    "sme.audit.assignment": {"note": "Second mandate"},
    "sme.entity": {"country_id": 1},
    "sme.firm": {"legal_form": "AB"},
    "sme.firm.year": {"turnover": 77},
    "sme.firm.link": {"capital_percent": 12},
    "sme.product": {"stage": "lab"},
    "sme.enrolment": {"sme_declared": True},
    "sme.evidence": {"note": "Page 2"},
    "sme.consent": {"channel": "paper"},
    "sme.indicator": {"sequence": 99},
    "sme.indicator.target": {"baseline": 1},
    "sme.indicator.value": {"value": 3},
    "sme.indicator.receipt": {"amount": 3},
    "sme.indicator.entry": {"amount": 2},
    "sme.output": {"work_package": "WP2"},
    "sme.output.author": {"country_id": 1},
    "sme.output.uptake": {"note": "Changed"},
    "crm.lead": {"priority": "1"},
    "sme.service": {"minutes": 25},
    "sme.journey.stage.log": {"override_reason": "Changed"},
    "sme.barrier": {"helper": "The chamber"},
    "sme.barrier.encounter": {"days_lost": 3},
    "sme.guidance.case": {"response_hours": 4},
    "sme.readiness": {"contact_id": False},
    "sme.readiness.score": {"score": 9},
    "sme.readiness.barrier": {"reason": "Changed"},
    "sme.aid": {"instrument": "loan"},
    "sme.aid.line": {"minutes": 5},
    "sme.aid.rate": {"unit": "unit"},
    "sme.guidance.exchange": {"person_name": "Changed"},
    "sme.firm.change": {"person_name": "Changed"},
    "sme.barrier.told": {"person_name": "Changed"},
    "sme.outcome.question": {"person_name": "Changed"},
    "sme.guidance.host": {"person_name": "Changed"},
    "sme.first.contact.rule": {"country_id": False},
    "sme.contact.request": {"words": "Changed"},
    "sme.subscription": {"text_version": "Changed"},
    "sme.story": {"title": "Changed"},
    "sme.privacy.request": {"words": "Changed"},
    "sme.erasure": {"reason": "unlawful"},
    "sme.processing": {"security": "Changed"},
    "sme.erasure.line": {"count": 3},
    "sme.public.act": {"kind": "changed"},
    "sme.adaptation": {"date_due": "2027-01-15"},
    "sme.adaptation.item": {"days_estimated": 3},
    "sme.lab.offer": {"contact": "lab@example.org"},
    "sme.audience": {"scope": "network"},
    "sme.audience.reader": {"right": "work"},
    "sme.audience.exclusion": {"partner_id": 1},
    "sme.disclosure": {"reason": "Changed"},
    "sme.hand.over": {"reason": "Changed"},
    "sme.partner.lead": {"ipr_notes": "Changed"},
    "sme.partner.lead.translation": {"summary": "Changed"},
    "sme.partner.lead.overrule": {"reason": "Changed"},
    "sme.partner.lead.counter": {"number": 9},
    "sme.partner.lead.teaser": {"title": "Changed"},
    "sme.lead.term": {"weight": 1},
    "sme.match.told": {"user_id": 1},
    "sme.matching.weight": {"sequence": 99},
    "sme.partner.lead.exclusion": {"partner_id": 1},
    "sme.partner.lead.rung": {"reason": "Changed"},
    "sme.partner.lead.interest": {"reason": "Changed"},
    "sme.cooperation": {"reference": "Changed"},
    "sme.cooperation.party": {"firm_name": "Changed"},
    "sme.portal.draft": {"title": "Changed"},
    "sme.interest.reply": {"note": "Changed"},
    "sme.interest.agreement": {"note": "Changed"},
    "sme.portal.identity": {"login": "changed@example.com"},
    "sme.workshop.organiser": {"country_id": 1},
    "sme.meeting.round": {"person_cap": 3},
    "sme.meeting.session": {"pause": 6},
    "sme.meeting.table": {"sequence": 99},
    "sme.meeting.slot": {"is_online": True},
    "sme.meeting.request": {"priority": "3"},
    "sme.meeting": {"is_fixed": True},
    "sme.meeting.participation": {"presence": "here"},
    "sme.meeting.outcome": {"next_step": "Changed"},
    "sme.concept.note": {"summary": "Changed"},
    "sme.reporting.period": {"narrative": "Changed"},
    "sme.reporting.contribution": {"narrative": "Changed"},
    "sme.reporting.document": {"kind": "Changed"},
    "sme.control.sample": {"size": 3},
    "sme.control.sample.line": {"amount": 3},
    "sme.control.finding": {"answer": "Changed"},
    "sme.follow.up": {"comment": "Changed"},
    "sme.barrier.type": {"source": "A study"},
    "sme.culture.score": {"source": "A study"},
    "sme.nace": {"name": "Changed"},
    "sme.nuts": {"name": "Changed"},
    "sme.language": {"sequence": 99},
    "sme.capability": {"sequence": 99},
    "sme.certificate": {"sequence": 99},
    "sme.evidence.kind": {"sequence": 99},
    "sme.consent.purpose": {"sequence": 99},
    "sme.funding.programme": {"code": "CB2"},
    "sme.stage.gate": {"sequence": 99},
    "sme.service.kind": {"sequence": 99},
    "sme.keyword": {"sequence": 99},
    "sme.method": {"sequence": 99},
    "sme.method.use": {"date": "2026-01-15"},
    "sme.guidance.topic": {"description": "What it is about"},
    "sme.readiness.dimension": {"description": "What it is about"},
    "sme.feasibility.template": {"sequence": 99},
    "sme.feasibility.criterion": {"sequence": 99},
    "sme.feasibility.study": {"offer": "Sold by the seat"},
    "sme.feasibility.score": {"reason": "Changed"},
    "sme.feasibility.assumption": {"sureness": "guess"},
    "sme.feasibility.condition": {"date_due": "2030-01-31"},
    "sme.feasibility.version": {"number": 99},
    "sme.feasibility.evidence": {"kind": "Contract"},
    "sme.aid.ceiling": {"source": "A decision"},
    "sme.culture.note": {"source": "The chamber"},
    "sme.requirement.field": {"sequence": 99},
    "sme.market.requirement": {"description": "What is asked"},
    "sme.adaptation.set": {"sequence": 99},
    "sme.cooperation.type": {"sequence": 99},
    "sme.partner.type": {"sequence": 99},
    "sme.sdg": {"sequence": 99},
}


class AccessValues(SmeCase):
    """Each maker gives values whose owner is the column's: see `access_table`."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.serial = count(1)
        cls.projects = {}
        cls.records = {}

    @classmethod
    def values(cls, model, column):
        """Return values a new record of this model and column can be made from."""
        maker = getattr(cls, f"_values_{model.replace('.', '_')}", None)
        number = next(cls.serial)
        if maker is None:
            return {"name": f"List entry {number}"}
        return maker(column, number)

    @classmethod
    def _company(cls, column):
        return cls.company_a if column == "own" else cls.company_b

    @classmethod
    def _firm(cls, column):
        return cls.records["sme.firm"][column]

    @classmethod
    def _values_sme_culture_note(cls, _column, _number):
        return {
            "target_country_id": cls.country_lv.id,
            "theme": "1_meeting",
            "text": "On time",
        }

    @classmethod
    def _values_sme_concept_note(cls, column, number):
        """Each on a project of its own: an organisation has one note of each."""
        company = cls._company(column)
        others = [cls.company_a] if column == "shared" else []
        project = cls._create_project(company, *others, acronym=f"NOTE{number}")
        return {
            "title": MARKS[column],
            "problem": MARKS[column],
            "project_id": project.id,
            "company_id": company.id,
        }

    @classmethod
    def _values_sme_reporting_period(cls, column, number):
        """A day of its own in the project's years."""
        project = cls.projects[column]
        taken = set(project.period_ids.mapped("date_start"))
        days = [project.date_start + timedelta(days=day) for day in range(1000)]
        day = [day for day in days if day not in taken][number % 900]
        return {
            "project_id": project.id,
            # members read the name, beside their own contribution too
            "name": f"Period {number}",
            "narrative": MARKS[column],
            "date_start": day,
            "date_end": day,
        }

    @classmethod
    def _values_sme_reporting_contribution(cls, column, _number):
        """In a period that was left without the one it is given by itself."""
        period = cls.env["sme.reporting.period"].create(
            cls.values("sme.reporting.period", column)
        )
        company = cls._company(column)
        given = period.contribution_ids.filtered(lambda one: one.company_id == company)
        member = given.member_id
        given.unlink()
        return {
            "period_id": period.id,
            "member_id": member.id,
            "narrative": MARKS[column],
        }

    @classmethod
    def _values_sme_reporting_document(cls, column, _number):
        return {
            "contribution_id": cls.records["sme.reporting.contribution"][column].id,
            "name": MARKS[column],
            "file": base64.b64encode(MARKS[column].encode()),
            "file_name": f"{MARKS[column]}.txt",
        }

    @classmethod
    def _submitted(cls, column):
        contribution = cls.env["sme.reporting.contribution"].create(
            cls.values("sme.reporting.contribution", column)
        )
        contribution.state = "submitted"
        cls.env.flush_all()
        return contribution

    @classmethod
    def _values_sme_control_sample(cls, column, _number):
        contribution = cls._submitted(column)
        whose = {
            "project_id": contribution.project_id.id,
            "period_id": contribution.period_id.id,
            "member_id": contribution.member_id.id,
            "indicator_id": cls._new_indicator().id,
        }
        value = cls.env["sme.indicator.value"].create(whose)
        cls.env["sme.indicator.receipt"].create(
            {
                **whose,
                "value_id": value.id,
                "position": 1,
                "res_model": "sme.service",
                "res_id": 1,
                "reference": MARKS[column],
                "is_counted": True,
                "reason": "counted",
                "amount": 1,
            }
        )
        return {"contribution_id": contribution.id, "seed": MARKS[column]}

    @classmethod
    def _values_sme_control_sample_line(cls, column, number):
        return {
            "sample_id": cls.records["sme.control.sample"][column].id,
            "position": number,
            "reference": MARKS[column],
        }

    @classmethod
    def _values_sme_control_finding(cls, column, _number):
        return {
            "contribution_id": cls._submitted(column).id,
            "name": MARKS[column],
            "text": MARKS[column],
        }

    @classmethod
    def _values_sme_follow_up(cls, column, number):
        project = cls.projects[column]
        return {
            "project_id": project.id,
            "asked_member_id": project.member_ids[-1].id,
            "kind": "organisation",
            "months": number,
            "date_due": "2028-06-30",
            "name": MARKS[column],
        }

    @classmethod
    def _values_sme_culture_score(cls, _column, number):
        """The next pair nobody scored: numbers go on from test to test."""
        scores = cls.env["sme.culture.score"]
        taken = {(one.country_id.id, one.dimension) for one in scores.search([])}
        pairs = [
            (country_id, key)
            for key, _label in scores._fields["dimension"].selection
            for country_id in cls.env["res.country"].search([]).ids
        ]
        start = number % len(pairs)
        country_id, dimension = next(
            pair for pair in pairs[start:] + pairs[:start] if pair not in taken
        )
        return {"country_id": country_id, "dimension": dimension, "score": 50}

    @classmethod
    def _values_sme_project(cls, column, number):
        company = cls._company(column)
        lead = {"partner_id": company.partner_id.id, "role": "lead"}
        partner = {"partner_id": cls.company_a.partner_id.id}
        return {
            "acronym": f"P{number}",
            "name": MARKS[column],
            "company_id": company.id,
            "member_ids": [
                Command.create(values)
                for values in ([lead, partner] if column == "shared" else [lead])
            ],
        }

    @classmethod
    def _values_sme_project_member(cls, column, number):
        partner = cls.env["res.partner"].create(
            {"name": f"Member {number}", "is_company": True}
        )
        return {"project_id": cls.projects[column].id, "partner_id": partner.id}

    @classmethod
    def _values_sme_project_area_exception(cls, column, number):
        project = cls.projects[column]
        taken = project.area_exception_ids.nuts_id
        # numbers go on from test to test: after some hundred a region comes again
        regions = cls.env["sme.nuts"].search([("level", "=", 3)]) - taken
        region = regions[number % len(regions)]
        return {
            "project_id": project.id,
            "nuts_id": region.id,
            "reason": MARKS[column],
        }

    @classmethod
    def _values_sme_audit_assignment(cls, column, _number):
        return {
            "user_id": cls.auditor_b.id,
            "project_id": cls.projects[column].id,
            "date_end": "2099-01-01",
            "note": MARKS[column],
        }

    @classmethod
    def _values_sme_entity(cls, _column, number):
        return {
            "country_id": cls.country_lv.id,
            "registry_key": f"LV:{number:011}",
        }

    @classmethod
    def _values_sme_firm(cls, column, number):
        company = cls._company(column)
        return {
            "name": f"{MARKS[column]} {number}",
            "company_id": company.id,
            "country_id": company.country_id.id,
            "user_id": False,
            "legal_form": MARKS[column],
        }

    @classmethod
    def _values_sme_firm_year(cls, column, number):
        return {
            "firm_id": cls._firm(column).id,
            "year": 1900 + number % 100,
            "headcount": 3,
            "turnover": FIGURES[column],
        }

    @classmethod
    def _values_sme_firm_link(cls, column, number):
        return {
            "firm_id": cls._firm(column).id,
            "name": f"{MARKS[column]} holding {number}",
            "country_id": cls.country_ee.id,
        }

    @classmethod
    def _values_sme_product(cls, column, _number):
        return {"firm_id": cls._firm(column).id, "name": MARKS[column]}

    @classmethod
    def _values_sme_enrolment(cls, column, number):
        firm = cls._create_firm(cls._company(column), f"{MARKS[column]} firm {number}")
        project = cls.projects["other" if column == "other" else "own"]
        return {
            "firm_id": firm.id,
            "project_id": project.id,
            "date": DAYS[column],
        }

    @classmethod
    def _values_sme_evidence(cls, column, _number):
        return {
            "name": MARKS[column],
            "kind_id": cls.env["sme.evidence.kind"].search([], limit=1).id,
            "firm_id": cls._firm(column).id,
            "document": base64.b64encode(MARKS[column].encode()),
            "document_name": f"{MARKS[column]}.txt",
        }

    @classmethod
    def _values_sme_indicator(cls, column, number):
        return {
            "code": f"I{number}",
            "name": f"Indicator {number}",
            "unit": "records",
            "company_id": cls._company(column).id,
        }

    @classmethod
    def _new_indicator(cls, **values):
        """As the superuser: an indicator that nothing hangs on yet."""
        number = next(cls.serial)
        return cls.env["sme.indicator"].create(
            {"code": f"N{number}", "name": "New", "unit": "records", **values}
        )

    @classmethod
    def _own_member(cls, column):
        company = cls._company(column)
        return cls.projects[column].member_ids.filtered(
            lambda member: member.company_id == company
        )

    @classmethod
    def _values_sme_indicator_target(cls, column, _number):
        return {
            "project_id": cls.projects[column].id,
            "indicator_id": cls._new_indicator().id,
            "target": FIGURES[column],
        }

    @classmethod
    def _values_sme_indicator_value(cls, column, _number):
        return {
            "project_id": cls.projects[column].id,
            "indicator_id": cls._new_indicator().id,
            "member_id": cls._own_member(column).id,
            "value": FIGURES[column],
        }

    @classmethod
    def _values_sme_indicator_receipt(cls, column, number):
        value = cls.records["sme.indicator.value"][column]
        return {
            "value_id": value.id,
            "project_id": value.project_id.id,
            "indicator_id": value.indicator_id.id,
            "member_id": value.member_id.id,
            "position": number,
            "res_model": "sme.service",
            "res_id": number,
            "reference": MARKS[column],
            "reason": "counted",
        }

    @classmethod
    def _values_sme_indicator_entry(cls, column, _number):
        return {
            "project_id": cls.projects[column].id,
            "indicator_id": cls._new_indicator(source="entry").id,
            "member_id": cls._own_member(column).id,
            "amount": FIGURES[column],
            "note": MARKS[column],
        }

    @classmethod
    def _values_sme_output(cls, column, _number):
        return {
            "name": MARKS[column],
            "project_id": cls.projects[column].id,
            "company_id": cls._company(column).id,
        }

    @classmethod
    def _values_sme_output_author(cls, column, number):
        partner = cls.env["res.partner"].create(
            {"name": f"Author {number}", "is_company": True}
        )
        return {
            "output_id": cls.records["sme.output"][column].id,
            "partner_id": partner.id,
        }

    @classmethod
    def _values_sme_output_uptake(cls, column, number):
        return {
            "output_id": cls.records["sme.output"][column].id,
            "name": f"{MARKS[column]} {number}",
            "country_id": cls.country_ee.id,
        }

    @classmethod
    def _values_sme_consent(cls, column, _number):
        return {
            "firm_id": cls._firm(column).id,
            "purpose_id": cls.env["sme.consent.purpose"].search([], limit=1).id,
            "text_version": MARKS[column],
        }

    @classmethod
    def _values_crm_lead(cls, column, number):
        firm = cls._firm(column)
        # numbers go on from test to test: a market the firm is on its way to returns
        taken = cls._company(column).country_id | firm.journey_ids.target_country_id
        countries = cls.env["res.country"].search([("id", "not in", taken.ids)])
        return {
            "name": f"{MARKS[column]} {number}",
            "firm_id": firm.id,
            "target_country_id": countries[number % len(countries)].id,
        }

    @classmethod
    def _values_sme_service(cls, column, _number):
        return {
            "name": MARKS[column],
            "firm_id": cls._firm(column).id,
            "user_id": cls.env.ref("base.user_root").id,
        }

    @classmethod
    def _values_sme_journey_stage_log(cls, column, _number):
        lead = cls.records["crm.lead"][column]
        return {
            "lead_id": lead.id,
            "firm_id": lead.firm_id.id,
            "company_id": lead.company_id.id,
            "target_country_id": lead.target_country_id.id,
            "stage_id": lead.stage_id.id,
            "date_entered": "2025-01-01 08:00:00",
            "date_left": "2025-01-02 08:00:00",
            "override_reason": MARKS[column],
        }

    @classmethod
    def _values_sme_barrier(cls, column, number):
        return {
            "name": f"{MARKS[column]} barrier {number}",
            "company_id": cls._company(column).id,
            "type_id": cls.env["sme.barrier.type"].search([], limit=1).id,
        }

    @classmethod
    def _values_sme_barrier_encounter(cls, column, _number):
        return {
            "name": MARKS[column],
            "firm_id": cls._firm(column).id,
            "barrier_id": cls.records["sme.barrier"][column].id,
        }

    @classmethod
    def _values_sme_guidance_case(cls, column, _number):
        return {
            "name": MARKS[column],
            "firm_id": cls._firm(column).id,
            "topic_id": cls.env["sme.guidance.topic"].search([], limit=1).id,
        }

    @classmethod
    def _values_sme_readiness(cls, column, _number):
        return {"firm_id": cls._firm(column).id}

    @classmethod
    def _values_sme_readiness_score(cls, column, number):
        dimension = cls.env["sme.readiness.dimension"].create(
            {"name": f"{MARKS[column]} dimension {number}"}
        )
        return {
            "readiness_id": cls.records["sme.readiness"][column].id,
            "dimension_id": dimension.id,
            "score": 50,
        }

    @classmethod
    def _values_sme_readiness_barrier(cls, column, number):
        kind = cls.env["sme.barrier.type"].create(
            {"name": f"{MARKS[column]} type {number}"}
        )
        return {
            "readiness_id": cls.records["sme.readiness"][column].id,
            "type_id": kind.id,
            "reason": MARKS[column],
        }

    @classmethod
    def _values_sme_feasibility_study(cls, column, _number):
        template = cls.env["sme.feasibility.template"].create(
            {"name": "Short", "criterion_ids": [Command.create({"name": "Demand"})]}
        )
        return {
            "name": MARKS[column],
            "firm_id": cls._firm(column).id,
            "template_id": template.id,
        }

    @classmethod
    def _values_sme_feasibility_score(cls, column, number):
        study = cls.records["sme.feasibility.study"][column]
        criterion = cls.env["sme.feasibility.criterion"].create(
            cls._values_sme_feasibility_criterion(column, number)
        )
        return {
            "study_id": study.id,
            "criterion_id": criterion.id,
            "name": MARKS[column],
            "weight": 10,
        }

    @classmethod
    def _values_sme_feasibility_assumption(cls, column, _number):
        study = cls.records["sme.feasibility.study"][column]
        return {"study_id": study.id, "name": MARKS[column]}

    @classmethod
    def _values_sme_feasibility_condition(cls, column, number):
        return cls._values_sme_feasibility_assumption(column, number)

    @classmethod
    def _values_sme_feasibility_version(cls, column, number):
        # of a study of its own: one that was signed is not deleted
        study = cls.env["sme.feasibility.study"].create(
            cls._values_sme_feasibility_study(column, number)
        )
        return {
            "study_id": study.id,
            "number": number,
            "date": DAYS[column],
            "content": study._build_content(),
        }

    @classmethod
    def _values_sme_feasibility_evidence(cls, column, _number):
        version = cls.records["sme.feasibility.version"][column]
        return {
            "version_id": version.id,
            "name": MARKS[column],
            "document": base64.b64encode(MARKS[column].encode()),
            "checksum": "0" * 64,
        }

    @classmethod
    def _values_sme_feasibility_criterion(cls, column, _number):
        template = cls.env["sme.feasibility.template"].create({"name": "Short"})
        return {"template_id": template.id, "name": MARKS[column]}

    @classmethod
    def _values_sme_aid(cls, column, _number):
        return {
            "name": MARKS[column],
            "firm_id": cls._firm(column).id,
            "granting_country_id": cls.country_lv.id,
            "amount": FIGURES[column],
        }

    @classmethod
    def _values_sme_aid_line(cls, column, _number):
        return {
            "aid_id": cls.records["sme.aid"][column].id,
            "name": MARKS[column],
            "date": DAYS[column],
            "amount": 1,
        }

    @classmethod
    def _values_sme_aid_rate(cls, column, number):
        kind = cls.env["sme.service.kind"].create({"name": f"Kind {number}"})
        return {
            "project_id": cls.projects[column].id,
            "kind_id": kind.id,
            "amount": 60,
        }

    @classmethod
    def _values_sme_aid_ceiling(cls, _column, number):
        return {"name": f"Ceiling {number}", "basis": "other", "amount": number}

    @classmethod
    def _values_sme_barrier_told(cls, column, number):
        return {
            "firm_id": cls.records["sme.firm"][column].id,
            "name": f"{MARKS[column]} {number}",
        }

    @classmethod
    def _values_sme_firm_change(cls, column, _number):
        return {
            "firm_id": cls.records["sme.firm"][column].id,
            "field_name": "city",
            "state": "withdrawn",  # one waits at most
            "old_value": "",
            "new_value": MARKS[column],
            "person_name": MARKS[column],
        }

    @classmethod
    def _values_sme_outcome_question(cls, column, _number):
        return {
            "name": MARKS[column],
            "told": MARKS[column],
            "firm_id": cls._firm(column).id,
            "lead_id": cls.records["crm.lead"][column].id,
        }

    @classmethod
    def _values_sme_guidance_exchange(cls, column, _number):
        return {
            "case_id": cls.records["sme.guidance.case"][column].id,
            "answer": MARKS[column],
        }

    @classmethod
    def _values_sme_guidance_host(cls, column, number):
        office = {"name": f"Office {MARKS[column]} {number}", "is_company": True}
        return {
            "case_id": cls.records["sme.guidance.case"][column].id,
            "partner_id": cls.env["res.partner"].create(office).id,
            "question": MARKS[column],
            "user_id": cls.env.uid,
            "date_asked": "2025-01-02 10:00:00",
        }

    @classmethod
    def _values_sme_first_contact_rule(cls, column, number):
        project = cls.projects[column]
        taken = cls.env["sme.first.contact.rule"].search(
            [("project_id", "=", project.id)]
        )
        countries = cls.env["res.country"].search([]) - taken.country_id
        return {
            "project_id": project.id,
            "country_id": countries[number % len(countries)].id,
            "member_id": project.member_ids.filtered("company_id")[:1].id,
        }

    @classmethod
    def _values_sme_contact_request(cls, column, number):
        return {
            "firm_id": cls._firm(column).id,
            "name": MARKS[column],
            "person_name": MARKS[column],
            "email": "eva@firm.example",
            "lang": "en_US",
            "notice_version": "2026-11 en_US",
            "nonce": f"{column} {number}",
        }

    @classmethod
    def _values_sme_subscription(cls, column, number):
        company = cls.company_a if column == "own" else cls.company_b
        return {
            "company_id": company.id,
            "email": f"{MARKS[column]} {column} {number}@list.example",
            "lang": "en_US",
            "text_version": "2026-11 en_US",
            "date_asked": "2025-01-02 10:00:00",
        }

    @classmethod
    def _values_sme_story(cls, column, _number):
        return {"firm_id": cls._firm(column).id, "title": MARKS[column]}

    @classmethod
    def _values_sme_privacy_request(cls, column, _number):
        return {
            "company_id": cls._company(column).id,
            "firm_id": cls._firm(column).id,
            "name": MARKS[column],
            "kind": "access",
            "lang": "en_US",
        }

    @classmethod
    def _values_sme_processing(cls, column, _number):
        return {
            "company_id": cls._company(column).id,
            "name": MARKS[column],
            "lawful_basis": "consent",
            "subjects": "Persons",
            "data": "Names",
            "recipients": "Nobody",
            "retention": "A year",
        }

    @classmethod
    def _values_sme_erasure(cls, column, _number):
        return {"firm_id": cls._firm(column).id, "reason": "asked"}

    @classmethod
    def _values_sme_erasure_line(cls, column, _number):
        return {
            "erasure_id": cls.records["sme.erasure"][column].id,
            "act": "deleted",
            "res_model": "mail.message",
            "count": 1,
        }

    @classmethod
    def _values_sme_public_act(cls, _column, number):
        return {"kind": "test", "who": f"who {number}"}

    @classmethod
    def _values_sme_market_requirement(cls, _column, number):
        return {
            "name": f"Requirement {number}",
            "country_id": cls.country_ee.id,
            "field_id": cls.env["sme.requirement.field"].search([], limit=1).id,
        }

    @classmethod
    def _values_sme_adaptation(cls, column, _number):
        return {
            "name": MARKS[column],
            "firm_id": cls._firm(column).id,
            "target_country_id": cls.country_ee.id,
        }

    @classmethod
    def _values_sme_adaptation_item(cls, column, _number):
        return {
            "name": MARKS[column],
            "adaptation_id": cls.records["sme.adaptation"][column].id,
        }

    @classmethod
    def _values_sme_lab_offer(cls, column, number):
        # everybody reads it, so it carries no mark
        return {
            "name": f"Testbed {number}",
            "company_id": cls._company(column).id,
            "country_id": cls.country_ee.id,
        }

    @classmethod
    def _values_sme_audience(cls, column, number):
        return {"key": f"{MARKS[column]} {number}", "scope": "selected"}

    @classmethod
    def _values_sme_audience_reader(cls, column, _number):
        return {
            "audience_id": cls.records["sme.audience"][column].id,
            "partner_id": cls.company_c.partner_id.id,
            "right": "read",
        }

    @classmethod
    def _values_sme_audience_exclusion(cls, column, number):
        values = cls._values_sme_partner_lead_exclusion(column, number)
        return {
            "audience_id": cls.records["sme.audience"][column].id,
            "partner_id": values["partner_id"],
        }

    @classmethod
    def _values_sme_disclosure(cls, column, _number):
        firm = cls._firm(column)
        return {
            "res_model": "sme.firm",
            "res_id": firm.id,
            "record_name": MARKS[column],
            "company_id": firm.company_id.id,
            "act": "granted",
        }

    @classmethod
    def _values_sme_hand_over(cls, column, _number):
        company = cls._company(column)
        return {
            "name": MARKS[column],
            "company_id": company.id,
            "partner_id": cls.company_c.partner_id.id,
            "receiver_company_id": cls.company_c.id,
            "user_id": cls.env.ref("base.user_root").id,
            "agreement_channel": "mail",
            "agreement_date": "2025-05-05",
            "agreement_person": MARKS[column],
        }

    @classmethod
    def _values_sme_partner_lead(cls, column, _number):
        return {
            "title": MARKS[column],
            "company_id": cls._company(column).id,
            "firm_id": cls._firm(column).id,
            "user_id": False,
        }

    @classmethod
    def _values_sme_partner_lead_translation(cls, column, number):
        language = cls.env["sme.language"].create(
            {"name": f"Translated into {number}", "code": f"t{number}"}
        )
        return {
            "lead_id": cls.records["sme.partner.lead"][column].id,
            "language_id": language.id,
            "title": MARKS[column],
        }

    @classmethod
    def _values_sme_partner_lead_overrule(cls, column, _number):
        return {
            "lead_id": cls.records["sme.partner.lead"][column].id,
            "code": "name",
            "field_name": "title",
            "finding": MARKS[column],
            "reason": MARKS[column],
            "user_id": cls.env.ref("base.user_root").id,
        }

    @classmethod
    def _values_sme_partner_lead_counter(cls, column, number):
        return {"prefix": f"{MARKS[column]} {number}", "number": 1}

    @classmethod
    def _values_sme_partner_lead_teaser(cls, column, number):
        """What B publishes to a project that A is a member of, or is not."""
        lead = cls.env["sme.partner.lead"].create(
            cls._values_sme_partner_lead(column, number)
        )
        audience = cls.env["sme.audience"]._intern("project", cls.projects[column], [])
        return {
            "lead_id": lead.id,
            "company_id": lead.company_id.id,
            "partner_id": lead.company_id.partner_id.id,
            "audience_id": audience.id,
            "state": "published",
            "reference": lead.reference,
            "lead_type": lead.lead_type,
            "holder_kind": lead.holder_kind,
            "title": "Published" if column == "shared" else MARKS[column],
        }

    @classmethod
    def _values_sme_method_use(cls, column, number):
        method = cls.env["sme.method"].create({"name": f"Method {number}"})
        return {
            "method_id": method.id,
            "lead_id": cls.records["crm.lead"][column].id,
        }

    @classmethod
    def _values_sme_lead_term(cls, _column, number):
        return {"name": f"ter{number}"}

    @classmethod
    def _values_sme_match_told(cls, _column, number):
        teaser = cls.env["sme.partner.lead.teaser"].create(
            cls._values_sme_partner_lead_teaser("own", number)
        )
        return {"user_id": cls.env.ref("base.user_root").id, "teaser_id": teaser.id}

    @classmethod
    def _values_sme_matching_weight(cls, _column, number):
        return {"name": f"Part {number}", "code": f"part{number}", "points": 1}

    @classmethod
    def _values_sme_partner_lead_exclusion(cls, column, number):
        partner = cls.env["res.partner"].create(
            {"name": f"Competitor {number}", "is_company": True}
        )
        return {
            "lead_id": cls.records["sme.partner.lead"][column].id,
            "partner_id": partner.id,
        }

    @classmethod
    def _values_sme_partner_lead_rung(cls, column, number):
        values = cls._values_sme_partner_lead_exclusion(column, number)
        return values | {
            "rung": "contact",
            "user_id": cls.env.ref("base.user_root").id,
            "agreement_person": MARKS[column],
        }

    @classmethod
    def _values_sme_partner_lead_interest(cls, column, number):
        """Interest of each column's organisation in a lead of a third one."""
        owner, asking = cls.company_c, cls._company(column)
        teaser = cls.env["sme.partner.lead.teaser"].create(
            cls._values_sme_partner_lead_teaser(column, number)
            | {"company_id": owner.id, "partner_id": owner.partner_id.id}
        )
        return {
            "teaser_id": teaser.id,
            "lead_title": MARKS[column],
            "partner_id": asking.partner_id.id,
            "company_id": asking.id,
            "user_id": cls.env.ref("base.user_root").id,
            "message": MARKS[column],
            "agreement_person": MARKS[column],
            "date_asked": "2025-05-05",
        }

    @classmethod
    def _values_sme_cooperation(cls, column, _number):
        """An agreement of each column's organisation with a third one."""
        parties = [
            {
                "partner_id": company.partner_id.id,
                "company_id": company.id,
                "firm_name": MARKS[column],
            }
            for company in (cls._company(column), cls.company_c)
        ]
        return {
            "cooperation_type_id": cls.env.ref(
                "sme_crossborder.sme_cooperation_type_commercial"
            ).id,
            "date": "2025-05-05",
            "reference": MARKS[column],
            "party_ids": [Command.create(party) for party in parties],
        }

    @classmethod
    def _values_sme_cooperation_party(cls, column, _number):
        company = cls._company(column)
        return {
            "cooperation_id": cls.records["sme.cooperation"][column].id,
            "partner_id": company.partner_id.id,
            "company_id": company.id,
            "firm_name": MARKS[column],
        }

    @classmethod
    def _values_sme_portal_identity(cls, column, number):
        partner = cls.env["res.partner"].create(
            {"name": f"Outside {number}", "is_company": True}
        )
        return {
            "user_id": cls.portal.id,
            "person_name": MARKS[column],
            "login": cls.portal.login,
            "partner_id": partner.id,
            "kind": "organisation",
            "company_id": cls._company(column).id,
        }

    @classmethod
    def _values_sme_interest_reply(cls, column, number):
        person = cls.env["res.partner"].create({"name": f"Introduced {number}"})
        return {
            "interest_id": cls.records["sme.partner.lead.interest"][column].id,
            "partner_id": person.id,
            "side": "asking",
            "note": MARKS[column],
        }

    @classmethod
    def _values_sme_interest_agreement(cls, column, number):
        interest = cls.env["sme.partner.lead.interest"].create(
            cls.values("sme.partner.lead.interest", column)
        )
        return {
            "interest_id": interest.id,
            "user_id": cls.coordinator_a.id,
            "asked_date": "2025-05-05 10:00:00",
            "note": MARKS[column],
        }

    @classmethod
    def _values_sme_portal_draft(cls, column, _number):
        return {
            "partner_id": cls.records["sme.portal.identity"][column].partner_id.id,
            "lead_type": "business_offer",
            "title": MARKS[column],
        }

    @classmethod
    def _workshop(cls, column):
        return cls.env["event.event"].create(
            {
                "name": MARKS[column],
                "company_id": cls._company(column).id,
                "is_workshop": True,
                "workshop_kind": "clinic",
                "date_begin": "2030-05-05 08:00:00",
                "date_end": "2049-05-05 16:00:00",
            }
        )

    @classmethod
    def _attendee(cls, column, number):
        event = cls.records["sme.meeting.round"][column].event_id
        values = {"event_id": event.id, "name": f"{MARKS[column]} {number}"}
        return cls.env["event.registration"].create(values)

    @classmethod
    def _values_sme_meeting_round(cls, column, _number):
        return {"event_id": cls._workshop(column).id}

    @classmethod
    def _values_sme_meeting_session(cls, column, number):
        meetings = cls.records["sme.meeting.round"][column]
        return {
            "round_id": meetings.id,
            # each on a day of its own: none overlap
            "day": meetings.event_id.date_begin.date() + timedelta(days=number),
        }

    @classmethod
    def _values_sme_meeting_table(cls, column, number):
        meetings = cls.records["sme.meeting.round"][column]
        return {"round_id": meetings.id, "name": f"{MARKS[column]} {number}"}

    @classmethod
    def _values_sme_meeting_slot(cls, column, number):
        begin = datetime(2030, 5, 5) + timedelta(hours=number)
        return {
            "session_id": cls.records["sme.meeting.session"][column].id,
            "begin": begin,
            "end": begin + timedelta(minutes=20),
            "is_online": True,
        }

    @classmethod
    def _values_sme_meeting_request(cls, column, number):
        return {
            "from_registration_id": cls._attendee(column, f"{number} A").id,
            "to_registration_id": cls._attendee(column, f"{number} B").id,
            "sentence": MARKS[column],
        }

    @classmethod
    def _values_sme_meeting(cls, column, _number):
        request = cls.env["sme.meeting.request"].create(
            cls.values("sme.meeting.request", column) | {"state": "accepted"}
        )
        slot = cls.env["sme.meeting.slot"].create(
            cls.values("sme.meeting.slot", column)
        )
        return {
            "request_id": request.id,
            "slot_id": slot.id,
            "participation_ids": [
                Command.create({"side": side, "registration_id": person.id})
                for side, person in (
                    ("a", request.from_registration_id),
                    ("b", request.to_registration_id),
                )
            ],
        }

    @classmethod
    def _values_sme_meeting_participation(cls, column, number):
        meeting = cls.env["sme.meeting"].create(cls.values("sme.meeting", column))
        meeting.participation_ids[1].unlink()
        return {
            "meeting_id": meeting.id,
            "registration_id": cls._attendee(column, number).id,
            "side": "b",
        }

    @classmethod
    def _values_sme_meeting_outcome(cls, column, _number):
        meeting = cls.env["sme.meeting"].create(cls.values("sme.meeting", column))
        line = meeting.participation_ids[0]
        return {
            "participation_id": line.id,
            "registration_id": line.registration_id.id,
            "choice": "maybe",
            "next_step": MARKS[column],
        }

    @classmethod
    def _values_sme_workshop_organiser(cls, column, number):
        partner = cls.env["res.partner"].create(
            {"name": f"Organiser {number}", "is_company": True}
        )
        return {"event_id": cls._workshop(column).id, "partner_id": partner.id}

    @classmethod
    def _values_sme_stage_gate(cls, _column, number):
        return {
            "name": f"Gate {number}",
            "stage_id": cls.env["crm.lead"]._get_journey_stages()[0].id,
        }

    @classmethod
    def _values_sme_nace(cls, _column, number):
        return {"code": f"{number}.Z", "name": "Activity", "revision": "2.1"}

    @classmethod
    def _values_sme_nuts(cls, _column, number):
        return {"code": f"ZZ{number}", "name": "Region", "level": 3}

    @classmethod
    def _values_sme_language(cls, _column, number):
        return {"code": f"z{number}", "name": f"Language {number}"}
