"""What one picture of the guide is: who looks, at what, how wide, into which file."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(os.environ.get("SME_ROOT", Path(__file__).parents[1])) / (
    "docs/screenshots"
)
WIDE = 1200
PHONE = 390


@dataclass(frozen=True)
class Screen:
    """One picture.

    :param file: name of the picture, without its ending
    :param login: a sample user; empty for the public
    :param page: path; ``{name}`` stands for the id of a record of the sample data
    :param wait: CSS selector of what has to come up
    :param press: what is pressed then, one after the other: CSS selector or words
    :param then: CSS selector of what has to come up after that
    """

    file: str
    login: str
    page: str
    wait: str
    press: tuple[str, ...] = ()
    then: str = ""
    width: int = WIDE
    height: int = 800
    language: str = "en"


def action(name: str, record: str = "") -> str:
    """The path of an action of the module, or of one sample record in it."""
    path = f"/odoo/action-sme_crossborder.{name}"
    return f"{path}/{{{record}}}" if record else path
