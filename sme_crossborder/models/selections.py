"""Values that stand on more than one model."""

# Recommendation 2003/361/EC
SIZE_CLASSES = [
    ("micro", "Micro"),
    ("small", "Small"),
    ("medium", "Medium"),
    ("large", "Large"),
    ("unknown", "Unknown"),
]

# GDPR Article 6(1)
LAWFUL_BASES = [
    ("consent", "Consent"),
    ("contract", "Contract"),
    ("legal_obligation", "Legal obligation"),
    ("public_task", "Public task"),
    ("legitimate_interest", "Legitimate interest"),
]

# How a firm told that it agrees
CHANNELS = [
    ("form", "Web form"),
    ("mail", "E-mail"),
    ("paper", "Paper"),
    ("oral", "Told to the adviser"),
]

# How it said so itself
THEIR_OWN = [("link", "Signed link"), ("portal", "On the portal")]

WORKSHOP_KINDS = [
    ("collaboration", "Technical collaboration"),
    ("matchmaking", "Matchmaking"),
    ("training", "Training"),
    ("study_visit", "Study visit"),
    ("testbed", "Testbed visit"),
    ("fair", "Trade mission or fair"),
    ("clinic", "Clinic"),
]

# Whom a product is sold to, where markets ask for more than of everybody
MARKET_SECTORS = [
    ("any", "Any sector"),
    ("health", "Health care"),
    ("public", "Public sector"),
    ("finance", "Finance"),
]
