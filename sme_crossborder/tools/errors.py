"""Errors of the plain-Python rules: a machine-readable code with parameters.

Nothing in ``tools/`` writes a sentence for a reader: models translate the code.
"""

from __future__ import annotations

from typing import Any


class RuleError(ValueError):
    """A value breaks a rule; ``code`` says which one, ``params`` with what.

    Parameters never hold the refused value itself: it may be a personal number
    and error texts travel (logs, import reports, mails).

    >>> RuleError("length", expected="10", found=9)
    RuleError('length', expected='10', found=9)
    """

    def __init__(self, code: str, /, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params

    def __repr__(self) -> str:
        params = "".join(f", {key}={value!r}" for key, value in self.params.items())
        return f"{type(self).__name__}({self.code!r}{params})"

    def __reduce__(self):
        """Keep the parameters when the error crosses a process border."""
        return (_rebuild, (type(self), self.code, self.params))


def _rebuild(kind: type[RuleError], code: str, params: dict[str, Any]) -> RuleError:
    return kind(code, **params)
