"""The names of the months, which every room spells alike."""

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
MONTHS_SHORT = tuple(name[:3] for name in MONTHS)
ANY_MONTH = "|".join(MONTHS)
"""A pattern for one of them in full."""
