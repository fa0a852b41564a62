"""The groups that code asks for by name."""

ADVISER = "sme_crossborder.group_sme_adviser"
COORDINATOR = "sme_crossborder.group_sme_coordinator"
MANAGER = "sme_crossborder.group_sme_manager"
AUDITOR = "sme_crossborder.group_sme_auditor"
SYSTEM = "base.group_system"
