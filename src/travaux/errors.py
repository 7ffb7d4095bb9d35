"""The errors that travaux raises on purpose, one class per thing a caller would do differently.

TravauxError
├── UsageError      the call itself is wrong: mend the arguments
├── InputError      a report, page, pack or file cannot be read: mend or drop that input; others go on
├── NetworkError    an address did not answer as it should: try again, or fetch by hand
├── StoreError      the store cannot be opened, read or written
└── InternalError   travaux broke one of its own rules: a bug worth reporting
"""


class TravauxError(Exception):
    """Root of every error that travaux raises on purpose."""


class UsageError(TravauxError):
    """The call is wrong: an unknown option value, a missing argument, a contradiction between two."""


class InputError(TravauxError):
    """An input cannot be read.

    Attributes:
        place: where the input is ("reports.jsonl, line 7"), as a person would look for it.
        reason: what is wrong with it and what to do.
    """

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"{place}: {reason}")
        self.place = place
        self.reason = reason


class NetworkError(TravauxError):
    """An address that the user named did not answer as it should."""


class StoreError(TravauxError):
    """The store cannot be opened, read or written; the message says what state it is left in."""


class InternalError(TravauxError):
    """A rule of travaux's own does not hold (a quote that is not in its text, say)."""
