"""The groups that code asks for by name."""

ADVISER = "sme_crossborder.group_sme_adviser"
COORDINATOR = "sme_crossborder.group_sme_coordinator"
