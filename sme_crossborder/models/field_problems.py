"""What is wrong with what somebody typed on a page, field by field."""

from odoo.exceptions import UserError


class FieldProblems(UserError):
    """Nothing is taken: what is wrong stands in a sentence for each field.

    A page says all of it at once, and each sentence beside its field.
    """

    def __init__(self, problems):
        """Keep what is wrong.

        :param problems: ``(name of the control, sentence)``; of what is no field's
            fault the name is empty
        """
        self.problems = list(problems)
        super().__init__("\n".join(text for _name, text in self.problems))

    def by_field(self):
        """Return the sentences of each field, each in a line."""
        found = {}
        for name, text in self.problems:
            found[name] = f"{found[name]}\n{text}" if name in found else text
        return found


def find_field_problems(error):
    """Return what an error says of each field; of another error nothing.

    :param error: a `UserError`
    """
    return error.by_field() if isinstance(error, FieldProblems) else {}
