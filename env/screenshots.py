"""Takes the screenshots of the guide: all of `screens.py`, in headless Chromium.

A screen whose element does not come up, or that shows an error, is named with what to
do; the others are taken all the same, and the command fails at the end.

Used by ``make screenshots``.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
import time

import database
from chromium import SETTLED, TROUBLE, Page, Refused, browser
from PIL import Image
from screens import FOLDER, SCREENS, Screen

MOST_BYTES = 150_000
COLOURS = 256
STILL = """(() => {
    const style = document.createElement("style");
    style.textContent = "*, *::before, *::after {animation: none !important;"
        + "transition: none !important; caret-color: transparent !important}"
        + ".o_notification_manager, .o_debug_manager {display: none !important}";
    document.head.append(style);
    document.activeElement?.blur();
})()"""


def record_id(name: str, db: str) -> int:
    """The id of a record of the sample data, by the name it has in its file."""
    module, _dot, name = name.rpartition(".")
    rows = database.query(
        "SELECT res_id FROM ir_model_data WHERE module = %s AND name = %s",
        module or database.MODULE,
        name,
        database=db,
    )
    if not rows:
        raise Refused(
            f"{db} has no record {name}: put one that is in demo/ into env/screens.py"
        )
    return rows[0][0]


def address_of(screen: Screen, base: str, db: str) -> str:
    """Where a screen is; `{name}` in it stands for the id of a sample record."""
    path = screen.page
    while "{" in path:
        before, _brace, rest = path.partition("{")
        name, _brace, after = rest.partition("}")
        path = f"{before}{record_id(name, db)}{after}"
    return base + path


def small(picture: bytes) -> bytes:
    """The picture with a palette: a screen has few colours, a file fewer bytes."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    packed = io.BytesIO()
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(packed, "PNG", optimize=True)
    return packed.getvalue()


def show(page: Page, screen: Screen, base: str, db: str) -> None:
    """Open a screen, and press what is to be pressed on it.

    :raises Refused: it does not come up
    """
    page.ask("Page.bringToFront")
    page.size(screen.width, screen.height, screen.language)
    page.open(address_of(screen, base, db))
    page.wait(f"document.querySelector({json.dumps(screen.wait)})", screen.wait)
    for what in screen.press:
        page.wait(SETTLED, "the end of loading")
        page.press(what)
    if screen.then:
        page.wait(f"document.querySelector({json.dumps(screen.then)})", screen.then)


def take(page: Page, screen: Screen, base: str, db: str) -> None:
    """Open a screen and write its picture.

    :raises Refused: it does not come up, or its picture is too big
    """
    show(page, screen, base, db)
    page.run(STILL)
    time.sleep(0.7)  # charts draw after their data came
    page.wait(SETTLED, "the end of loading")
    if trouble := page.run(TROUBLE):
        raise Refused(f"the page shows an error: {' '.join(trouble.split())}")
    picture = small(page.picture())
    if len(picture) > MOST_BYTES:
        raise Refused(
            f"the picture has {len(picture)} bytes, {MOST_BYTES} at most: make it lower"
        )
    FOLDER.joinpath(f"{screen.file}.png").write_bytes(picture)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("base", help="address of the running Odoo")
    parser.add_argument("db", help="its database")
    parser.add_argument("words", nargs="*", help="only files with these words in them")
    asked = parser.parse_args()
    chosen = [
        screen
        for screen in SCREENS
        if not asked.words or any(word in screen.file for word in asked.words)
    ]
    wrong = []
    pages: dict[str, Page] = {}
    try:
        with browser() as chromium:
            for screen in chosen:
                try:
                    if screen.login not in pages:
                        page = Page(chromium)
                        if screen.login:
                            page.size(screen.width, screen.height, screen.language)
                            page.log_in(asked.base, screen.login)
                        pages[screen.login] = page
                    take(pages[screen.login], screen, asked.base, asked.db)
                    database.say(f"{screen.file}.png")
                except Refused as error:
                    wrong.append(f"{screen.file}: {error}")
                    print(f"sme: {wrong[-1]}", file=sys.stderr)
    except Refused as error:
        wrong.append(str(error))
        print(f"sme: {error}", file=sys.stderr)
    print(f"{len(chosen) - len(wrong)} of {len(chosen)} screenshots taken.")
    return 1 if wrong or not chosen else 0


if __name__ == "__main__":
    sys.exit(main())
