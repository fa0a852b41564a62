"""Ways to break the module on purpose, for hunts that must notice each time.

Each returns a mutant: a function that takes the test case and returns a context
manager, or None when it only writes on a rule: the savepoint around it takes that
back.
"""

from unittest.mock import patch

EVERYTHING, NOTHING = "[(1, '=', 1)]", "[(0, '=', 1)]"


def rule(name, domain):
    def mutate(case):
        case.env.ref(f"sme_crossborder.{name}").domain_force = domain

    return mutate


def replace(case, model, method, make):
    """Patch a method with what `make` builds from the original."""
    cls = type(case.env[model])
    return patch.object(cls, method, make(getattr(cls, method)))


def as_superuser(model, method):
    def make(original):
        return lambda self, *args, **kw: original(self.sudo(), *args, **kw)

    return lambda case: replace(case, model, method, make)


def skip(model, method, answer):
    def mutate(case):
        # what inherits from an abstract model may have a method of its own
        def said(self, *_args, **_kw):
            return self.env[answer] if isinstance(answer, str) else answer

        return patch.object(type(case.env[model]), method, said)

    return mutate


def undo(cls, method):
    def stock(self, *args, **kw):
        return getattr(super(cls, self), method)(*args, **kw)

    return lambda case: patch.object(cls, method, stock)
