"""Breaks the module, and sees whether a hunt notices."""

import logging
import os
import re
from contextlib import contextmanager, nullcontext
from unittest import SkipTest

from odoo.exceptions import UserError

_logger = logging.getLogger(__name__)

NIGHTLY = int(os.environ.get("SHARING_WORLDS", "10")) >= 100
WORD = os.environ.get("SHARING_MUTANTS")
if NIGHTLY or WORD:
    _logger.setLevel(logging.INFO)  # says what caught each; shown by pytest's -rP


def choose(mutants, sample):
    """Return the names that are tried this time."""
    if WORD:
        names = [name for name in mutants if re.search(WORD, name)]
        if not names:
            raise SkipTest(f"no mutant is called like {WORD!r}")
        return names
    return mutants if NIGHTLY else sample


class MutantCase:
    """Stands before the case of a hunt."""

    @contextmanager
    def broken(self, mutate):
        """Have the module broken for a while; nothing of it is left behind.

        :param mutate: as the mutants of `mutate` are
        """
        savepoint = self.cr.savepoint()
        try:
            with mutate(self) or nullcontext():
                self.env.flush_all()
                self.env.registry.clear_cache()
                self.env.invalidate_all()
                yield
        finally:
            self.env.invalidate_all(flush=False)
            savepoint.close(rollback=True)
            self.env.registry.clear_cache()

    def is_noticed(self, mutate, live):
        """Whether living with a broken module differs from the model.

        :param live: function that lives and compares
        """
        try:
            with self.broken(mutate):
                live()
        except (AssertionError, UserError) as difference:  # or refused what was not
            self.difference = str(difference)
            return True
        return False

    def check_all_caught(self, names, is_caught):
        """Fail for the mutants that nobody notices.

        :param names: of the mutants
        :param is_caught: function of a name; leaves what differed in ``difference``
        """
        survivors = []
        for name in names:
            if is_caught(name):
                _logger.info("%s: %s", name, self.difference)
            else:
                survivors.append(name)
        _logger.info("%s mutants, %s survived", len(names), len(survivors))
        self.assertFalse(survivors)
