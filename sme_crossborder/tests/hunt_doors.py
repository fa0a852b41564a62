"""What every machine hunt does at a door: knock, see whether it opens, and compare."""

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, ConcurrencyError, UserError


class HuntDoors:
    # words that stand in nothing but what is hidden
    marks = ()

    def opens(self, answer):
        """Whether a door opens; a refusal names nothing of what it hides."""
        try:
            return bool(answer())
        except AccessError as error:
            self.assertFalse([mark for mark in self.marks if mark in str(error)])
            return False

    def passes(self, act):
        """Whether an act is let through; it is taken back either way."""
        self.env.invalidate_all()
        savepoint = self.cr.savepoint()
        try:
            act()
            self.env.flush_all()
            return True
        except UserError:
            return False
        except (IntegrityError, ConcurrencyError) as error:
            # what is there already is told to whoever may not know
            raise AssertionError("answered by the database") from error
        finally:
            self.env.invalidate_all(flush=False)
            savepoint.close(rollback=True)

    def check(self, doors, expected, where):
        self.check_alike(doors, expected, where)
        for door in doors:
            self.note_door(door, expected)

    def check_shut(self, doors, where):
        """Compare doors that open to nobody, ever."""
        self.check_alike(doors, False, where)

    def check_alike(self, doors, expected, where):
        self.env.invalidate_all()
        for door, answer in doors.items():
            self.assertEqual(self.opens(answer), expected, f"{door}: {where}")

    def check_act(self, act, does, expected, where):
        self.assertEqual(self.passes(does), expected, f"{act}: {where}")
        self.note_door(act, expected)

    def note_door(self, door, expected):
        """Keep whether a door was found open or shut; a hook."""
