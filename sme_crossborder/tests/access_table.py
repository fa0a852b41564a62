"""Who may do what: the access of every model, written by hand for each role.

The table is what was decided, not what the security files say: it is never derived
from them, so that a wrong line there is found.

A cell reads ``own/shared/other``, seen from organisation A:

========  ==========================================================================
column    whose record
========  ==========================================================================
own       of organisation A, or of a project it administers
shared    of organisation B, in a project both are members of
other     of organisation B, in a project A has no part in
========  ==========================================================================

Letters: ``c`` create, ``r`` read, ``w`` write, ``d`` delete, ``-`` nothing. A cell
without slashes holds for all three columns: the list belongs to nobody. The records are
somebody else's: a service one noted oneself can be deleted (test_sme_service). Of a
finding the answer is written here, which is the organisation's: controllers write the
rest (test_sme_control).
"""

OPERATIONS = "crwd"
COLUMNS = ("own", "shared", "other")

# adviser, coordinator, manager: work in A only.
# both, one: one adviser of A and B, with both organisations switched on or only A.
STAFF = """
model                      adviser    coordinator manager    both        one
sme.project                r/r/-      r/r/-       crwd/r/-   r/r/r       r/r/-
sme.project.member         r/r/-      r/r/-       crwd/r/-   r/r/r       r/r/-
sme.project.area.exception r/r/-      r/r/-       crwd/r/-   r/r/r       r/r/-
sme.audit.assignment       -/-/-      -/-/-       crwd/-/-   -/-/-       -/-/-
sme.entity                 -/-/-      -/-/-       -/-/-      -/-/-       -/-/-
sme.firm                   crw/-/-    crwd/-/-    crwd/-/-   crw/crw/crw crw/-/-
sme.firm.year              crwd/-/-   crwd/-/-    crwd/-/-   {all}       crwd/-/-
sme.firm.link              crwd/-/-   crwd/-/-    crwd/-/-   {all}       crwd/-/-
sme.product                crwd/-/-   crwd/-/-    crwd/-/-   {all}       crwd/-/-
sme.enrolment              crw/-/-    crw/-/-     crwd/-/-   crw/crw/crw crw/-/-
sme.evidence               crw/-/-    crw/-/-     crwd/-/-   crw/crw/crw crw/-/-
sme.consent                crw/-/-    crw/-/-     crwd/-/-   crw/crw/crw crw/-/-
crm.lead                   crw/-/-    crw/-/-     crw/-/-    crw/crw/crw crw/-/-
sme.service                crw/-/-    crwd/-/-    crwd/-/-   crw/crw/crw crw/-/-
sme.journey.stage.log      r/-/-      r/-/-       r/-/-      r/r/r       r/-/-
sme.barrier                crw/-/-    crwd/-/-    crwd/-/-   crw/crw/crw crw/-/-
sme.barrier.encounter      crw/-/-    crwd/-/-    crwd/-/-   crw/crw/crw crw/-/-
sme.guidance.case          crw/-/-    crwd/-/-    crwd/-/-   crw/crw/crw crw/-/-
sme.method.use             cr/-/-     cr/-/-      cr/-/-     cr/cr/cr    cr/-/-
sme.readiness              crw/-/-    crwd/-/-    crwd/-/-   crw/crw/crw crw/-/-
sme.readiness.score        r/-/-      r/-/-       r/-/-      r/r/r       r/-/-
sme.readiness.barrier      r/-/-      r/-/-       r/-/-      r/r/r       r/-/-
sme.feasibility.study      crw/-/-    crwd/-/-    crwd/-/-   crw/crw/crw crw/-/-
sme.feasibility.score      rw/-/-     rw/-/-      rw/-/-     rw/rw/rw    rw/-/-
sme.feasibility.assumption crwd/-/-   crwd/-/-    crwd/-/-   {all}       crwd/-/-
sme.feasibility.condition  crwd/-/-   crwd/-/-    crwd/-/-   {all}       crwd/-/-
sme.feasibility.version    r/-/-      r/-/-       r/-/-      r/r/r       r/-/-
sme.feasibility.evidence   r/-/-      r/-/-       r/-/-      r/r/r       r/-/-
sme.aid                    crw/-/-    crwd/-/-    crwd/-/-   crw/crw/crw crw/-/-
sme.aid.line               crwd/-/-   crwd/-/-    crwd/-/-   {all}       crwd/-/-
sme.aid.rate               r/r/-      r/r/-       crwd/r/-   r/r/r       r/r/-
sme.guidance.exchange      r/-/-      r/-/-       r/-/-      r/r/r       r/-/-
sme.firm.change            r/-/-      r/-/-       r/-/-      r/r/r       r/-/-
sme.barrier.told           r/-/-      r/-/-       r/-/-      r/r/r       r/-/-
sme.outcome.question       r/-/-      r/-/-       r/-/-      r/r/r       r/-/-
sme.first.contact.rule     r/r/-      r/r/-       crwd/r/-   r/r/r       r/r/-
sme.contact.request        r/-/-      rd/-/-      rd/-/-     r/r/r       r/-/-
sme.subscription           r/-/-      rd/-/-      rd/-/-     r/r/r       r/-/-
sme.story                  crw/-/-    crwd/-/-    crwd/-/-   crw/crw/crw crw/-/-
sme.privacy.request        -/-/-      -/-/-       crw/-/-    -/-/-       -/-/-
sme.processing             -/-/-      -/-/-       crwd/-/-   -/-/-       -/-/-
sme.erasure                -/-/-      r/-/-       crwd/-/-   -/-/-       -/-/-
sme.erasure.line           -/-/-      r/-/-       r/-/-      -/-/-       -/-/-
sme.guidance.host          r/-/-      r/-/-       r/-/-      r/r/r       r/-/-
sme.adaptation             crw/-/-    crwd/-/-    crwd/-/-   crw/crw/crw crw/-/-
sme.adaptation.item        crwd/-/-   crwd/-/-    crwd/-/-   {all}       crwd/-/-
sme.lab.offer              r/r/r      crwd/r/r    crwd/r/r   r/r/r       r/r/r
sme.audience               -/-/-      -/-/-       -/-/-      -/-/-       -/-/-
sme.audience.reader        -/-/-      -/-/-       -/-/-      -/-/-       -/-/-
sme.audience.exclusion     -/-/-      -/-/-       -/-/-      -/-/-       -/-/-
sme.disclosure             r/-/-      r/-/-       r/-/-      r/r/r       r/-/-
sme.hand.over              r/-/-      r/-/-       r/-/-      r/r/r       r/-/-
sme.partner.lead           crw/-/-    crwd/-/-    crwd/-/-   crw/crw/crw crw/-/-
sme.partner.lead.translation crwd/-/- crwd/-/-    crwd/-/-   {all}       crwd/-/-
sme.partner.lead.teaser    r/r/-      r/r/-       r/r/-      r/r/r       r/r/-
sme.partner.lead.exclusion crd/-/-    crd/-/-     crd/-/-    crd/crd/crd crd/-/-
sme.partner.lead.rung      r/-/-      r/-/-       r/-/-      r/r/r       r/-/-
sme.partner.lead.overrule  r/-/-      r/-/-       r/-/-      r/r/r       r/-/-
sme.partner.lead.interest  r/-/-      r/-/-       r/-/-      r/r/r       r/-/-
sme.cooperation            r/-/-      r/-/-       r/-/-      r/r/r       r/-/-
sme.cooperation.party      r/-/-      r/-/-       r/-/-      r/r/r       r/-/-
sme.partner.lead.counter   -/-/-      -/-/-       -/-/-      -/-/-       -/-/-
sme.lead.term              -          -           -          -           -
sme.public.act             -          -           -          -           -
sme.match.told             -          -           -          -           -
sme.portal.identity        r/-/-      r/-/-       r/-/-      r/r/r       r/-/-
sme.portal.draft           -/-/-      -/-/-       -/-/-      -/-/-       -/-/-
sme.interest.reply         -/-/-      -/-/-       -/-/-      -/-/-       -/-/-
sme.interest.agreement     -/-/-      -/-/-       -/-/-      -/-/-       -/-/-
sme.workshop.organiser     r/-/-      crwd/-/-    crwd/-/-   r/r/r       r/-/-
sme.meeting.round          r/-/-      crwd/-/-    crwd/-/-   r/r/r       r/-/-
sme.meeting.session        r/-/-      crwd/-/-    crwd/-/-   r/r/r       r/-/-
sme.meeting.table          r/-/-      crwd/-/-    crwd/-/-   r/r/r       r/-/-
sme.meeting.slot           r/-/-      crwd/-/-    crwd/-/-   r/r/r       r/-/-
sme.meeting.request        r/-/-      crwd/-/-    crwd/-/-   r/r/r       r/-/-
sme.meeting                r/-/-      rw/-/-      rw/-/-     r/r/r       r/-/-
sme.meeting.participation  r/-/-      r/-/-       r/-/-      r/r/r       r/-/-
sme.meeting.outcome        r/-/-      r/-/-       r/-/-      r/r/r       r/-/-
sme.reporting.period       r/r/-      r/r/-       crwd/r/-   r/r/r       r/r/-
sme.reporting.contribution r/-/-      r/-/-       rw/-/-     r/r/r       r/-/-
sme.reporting.document     r/-/-      r/-/-       crwd/-/-   r/r/r       r/-/-
sme.control.sample         r/-/-      r/-/-       r/-/-      r/r/r       r/-/-
sme.control.sample.line    r/-/-      r/-/-       r/-/-      r/r/r       r/-/-
sme.control.finding        r/-/-      r/-/-       rw/-/-     r/r/r       r/-/-
sme.follow.up              r/-/-      rw/-/-      rw/-/-     r/r/r       r/-/-
sme.concept.note           -/-/-      crwd/-/-    crwd/-/-   -/-/-       -/-/-
sme.indicator              r/r/r      r/r/r       crwd/r/r   r/r/r       r/r/r
sme.indicator.target       r/r/-      r/r/-       crwd/r/-   r/r/r       r/r/-
sme.indicator.value        r/-/-      r/-/-       r/-/-      r/r/r       r/-/-
sme.indicator.receipt      r/-/-      r/-/-       r/-/-      r/r/r       r/-/-
sme.indicator.entry        crw/-/-    crw/-/-     crwd/-/-   crw/crw/crw crw/-/-
sme.output                 crw/r/-    crw/r/-     crwd/r/-   crw/crw/crw crw/r/-
sme.output.author          crwd/r/-   crwd/r/-    crwd/r/-   {all}       crwd/r/-
sme.output.uptake          crwd/r/-   crwd/r/-    crwd/r/-   {all}       crwd/r/-
sme.barrier.type           r          r           crwd       r           r
sme.culture.score          r          r           crwd       r           r
sme.nace                   r          r           r          r           r
sme.nuts                   r          r           r          r           r
sme.language               r          r           crwd       r           r
sme.capability             r          r           crwd       r           r
sme.certificate            r          r           crwd       r           r
sme.evidence.kind          r          r           crwd       r           r
sme.consent.purpose        r          r           crwd       r           r
sme.funding.programme      r          r           crwd       r           r
sme.stage.gate             r          r           crwd       r           r
sme.service.kind           r          r           crwd       r           r
sme.keyword                r          r           crwd       r           r
sme.cooperation.type       r          r           crwd       r           r
sme.partner.type           r          r           crwd       r           r
sme.sdg                    r          r           crwd       r           r
sme.matching.weight        r          r           rw         r           r
sme.method                 r          r           crwd       r           r
sme.guidance.topic         r          r           crwd       r           r
sme.readiness.dimension    r          r           crwd       r           r
sme.feasibility.template   r          r           crwd       r           r
sme.feasibility.criterion  r          r           crwd       r           r
sme.aid.ceiling            r          r           crwd       r           r
sme.culture.note           r          crw         crwd       r           r
sme.requirement.field      r          r           crwd       r           r
sme.market.requirement     r          crw         crwd       r           r
sme.adaptation.set         r          r           crwd       r           r
""".replace("{all}", "crwd/crwd/crwd")

# whole: auditor of the whole of both projects A takes part in.
# member: auditor of organisation A alone, in the project A administers.
# expired, future: as whole, until yesterday or from tomorrow.
# employee: works in A, without any of our roles.
OTHERS = """
model                      whole  member expired future employee portal public
sme.project                r/r/-  r/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.project.member         r/r/-  r/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.project.area.exception r/r/-  r/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.audit.assignment       r/r/-  -/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.entity                 -/-/-  -/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.firm                   r/r/-  r/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.firm.year              r/r/-  r/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.firm.link              r/r/-  r/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.product                r/r/-  r/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.enrolment              r/r/-  r/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.evidence               r/r/-  r/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.consent                -/-/-  -/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
crm.lead                   -/-/-  -/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.service                r/r/-  r/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.journey.stage.log      r/r/-  r/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.barrier                -/-/-  -/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.barrier.encounter      -/-/-  -/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.guidance.case          -/-/-  -/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.method.use             -/-/-  -/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.readiness              -/-/-  -/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.readiness.score        -/-/-  -/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.readiness.barrier      -/-/-  -/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.feasibility.study      -/-/-  -/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.feasibility.score      -/-/-  -/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.feasibility.assumption -/-/-  -/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.feasibility.condition  -/-/-  -/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.feasibility.version    -/-/-  -/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.feasibility.evidence   -/-/-  -/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.aid                    r/r/-  r/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.aid.line               r/r/-  r/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.aid.rate               r/r/-  r/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.guidance.exchange      -/-/-  -/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.firm.change            -/-/-  -/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.barrier.told           -/-/-  -/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.outcome.question       -/-/-  -/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.first.contact.rule     -/-/-  -/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.contact.request        -/-/-  -/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.subscription           -/-/-  -/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.story                  -/-/-  -/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.privacy.request        -/-/-  -/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.processing             -/-/-  -/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.erasure                -/-/-  -/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.erasure.line           -/-/-  -/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.guidance.host          -/-/-  -/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.adaptation             -/-/-  -/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.adaptation.item        -/-/-  -/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.lab.offer              -/-/-  -/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.audience               -/-/-  -/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.audience.reader        -/-/-  -/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.audience.exclusion     -/-/-  -/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.disclosure             -/-/-  -/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.hand.over              -/-/-  -/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.partner.lead           -/-/-  -/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.partner.lead.translation -/-/- -/-/- -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.partner.lead.teaser    -/-/-  -/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.partner.lead.exclusion -/-/-  -/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.partner.lead.rung      -/-/-  -/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.partner.lead.overrule  -/-/-  -/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.partner.lead.interest  -/-/-  -/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.cooperation            -/-/-  -/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.cooperation.party      -/-/-  -/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.partner.lead.counter   -/-/-  -/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.lead.term              -      -      -       -      -        -      -
sme.public.act             -      -      -       -      -        -      -
sme.match.told             -      -      -       -      -        -      -
sme.portal.identity        -/-/-  -/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.portal.draft           -/-/-  -/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.interest.reply         -/-/-  -/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.interest.agreement     -/-/-  -/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.workshop.organiser     -/-/-  -/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.meeting.round          -/-/-  -/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.meeting.session        -/-/-  -/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.meeting.table          -/-/-  -/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.meeting.slot           -/-/-  -/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.meeting.request        -/-/-  -/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.meeting                -/-/-  -/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.meeting.participation  -/-/-  -/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.meeting.outcome        -/-/-  -/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.reporting.period       r/r/-  r/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.reporting.contribution r/r/-  r/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.reporting.document     r/r/-  r/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.control.sample         cr/cr/- cr/-/- -/-/-  -/-/-  -/-/-    -/-/-  -/-/-
sme.control.sample.line    r/r/-  r/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.control.finding        cr/cr/- cr/-/- -/-/-  -/-/-  -/-/-    -/-/-  -/-/-
sme.follow.up              r/r/-  -/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.concept.note           -/-/-  -/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.indicator              r/r/r  r/r/r  r/r/r   r/r/r  -/-/-    -/-/-  -/-/-
sme.indicator.target       r/r/-  r/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.indicator.value        r/r/-  r/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.indicator.receipt      r/r/-  r/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.indicator.entry        r/r/-  r/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.output                 r/r/-  r/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.output.author          r/r/-  r/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.output.uptake          r/r/-  r/-/-  -/-/-   -/-/-  -/-/-    -/-/-  -/-/-
sme.barrier.type           r      r      r       r      -        -      -
sme.culture.score          -      -      -       -      -        -      -
sme.nace                   r      r      r       r      -        -      -
sme.nuts                   r      r      r       r      -        -      -
sme.language               r      r      r       r      -        -      -
sme.capability             r      r      r       r      -        -      -
sme.certificate            r      r      r       r      -        -      -
sme.evidence.kind          r      r      r       r      -        -      -
sme.consent.purpose        r      r      r       r      -        -      -
sme.funding.programme      r      r      r       r      -        -      -
sme.stage.gate             r      r      r       r      -        -      -
sme.service.kind           r      r      r       r      -        -      -
sme.keyword                r      r      r       r      -        -      -
sme.cooperation.type       r      r      r       r      -        -      -
sme.partner.type           r      r      r       r      -        -      -
sme.sdg                    r      r      r       r      -        -      -
sme.matching.weight        r      r      r       r      -        -      -
sme.method                 r      r      r       r      -        -      -
sme.guidance.topic         r      r      r       r      -        -      -
sme.readiness.dimension    r      r      r       r      -        -      -
sme.feasibility.template   r      r      r       r      -        -      -
sme.feasibility.criterion  r      r      r       r      -        -      -
sme.aid.ceiling            r      r      r       r      -        -      -
sme.culture.note           r      r      r       r      -        -      -
sme.requirement.field      -      -      -       -      -        -      -
sme.market.requirement     -      -      -       -      -        -      -
sme.adaptation.set         -      -      -       -      -        -      -
"""


def _parse(grid):
    """Return ``{model: {role: {column: letters}}}`` of one grid."""
    header, *lines = grid.strip().splitlines()
    _model, *roles = header.split()
    table = {}
    for line in lines:
        model, *cells = line.split()
        table[model] = {
            role: dict(zip(COLUMNS, _columns(cell), strict=True))
            for role, cell in zip(roles, cells, strict=True)
        }
    return table


def _columns(cell):
    parts = cell.split("/") if "/" in cell else [cell] * len(COLUMNS)
    return ["" if part == "-" else part for part in parts]


def _merge(*grids):
    tables = [_parse(grid) for grid in grids]
    if len({tuple(table) for table in tables}) != 1:
        raise ValueError("both grids must list the same models in the same order")
    return {
        model: {role: cell for table in tables for role, cell in table[model].items()}
        for model in tables[0]
    }


TABLE = _merge(STAFF, OTHERS)
ROLES = tuple(next(iter(TABLE.values())))
MODELS = tuple(TABLE)
# the short lists belong to nobody: one record stands for all three columns
LISTS = tuple(
    line.split()[0] for line in STAFF.strip().splitlines()[1:] if "/" not in line
)
