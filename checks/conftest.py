"""Databases for the checks: each gets its own copy and drops it afterwards."""

import harness
import pytest


@pytest.fixture
def plain_database():
    """What our module depends on, without our module."""
    template = harness.database.dependencies_template()
    with harness.database.scratch("plain", template) as name:
        yield name


@pytest.fixture
def module_database():
    """The same with our module installed, without sample data."""
    template = harness.database.module_template()
    with harness.database.scratch("module", template) as name:
        yield name


@pytest.fixture
def empty_database():
    """Nothing at all, as the database of a first installation."""
    with harness.database.scratch("empty") as name:
        yield name


@pytest.fixture(scope="session")
def sample_template():
    """Our module with its own sample data, as `make run` makes it; made once."""
    with harness.database.scratch("samples") as name:
        harness.database.install_with_samples(name, "own")
        harness.database.build_assets(name)
        yield name


@pytest.fixture
def sample_database(sample_template):
    with harness.database.scratch("sample", sample_template) as name:
        yield name
