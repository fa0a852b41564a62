"""Which files may be sent in on the portal, and how large they may be."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath

MOST_FILES = 5
MOST_MEGABYTES = 10
MOST_BYTES = MOST_MEGABYTES * 1024 * 1024
_NAME_LENGTH = 120

_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
_TEXT = frozenset({"text/plain", "text/csv", "application/csv"})
# what is told of some archives before their contents are looked at
_ARCHIVE = frozenset({"application/zip"})

TYPES: dict[str, frozenset[str]] = {
    "pdf": frozenset({"application/pdf"}),
    "docx": _ARCHIVE | {f"{_OFFICE}wordprocessingml.document"},
    "xlsx": _ARCHIVE | {f"{_OFFICE}spreadsheetml.sheet"},
    "pptx": _ARCHIVE | {f"{_OFFICE}presentationml.presentation"},
    "odt": _ARCHIVE | {f"{_OPEN}text"},
    "ods": _ARCHIVE | {f"{_OPEN}spreadsheet"},
    "odp": _ARCHIVE | {f"{_OPEN}presentation"},
    "png": frozenset({"image/png"}),
    "jpg": frozenset({"image/jpeg"}),
    "jpeg": frozenset({"image/jpeg"}),
    "txt": _TEXT,
    "csv": _TEXT,
}
"""By the end of a name, what the contents look like; none of it runs in a browser."""

SIGNED: dict[str, frozenset[str]] = {
    extension: _ARCHIVE | {"application/vnd.etsi.asic-e+zip"}
    for extension in ("asice", "edoc", "bdoc")
}
"""Containers of signed papers, which are evidence too."""

_OLE = frozenset({"application/x-ole-storage", "application/CDFV2"})
MAILED: dict[str, frozenset[str]] = {
    "eml": _TEXT | {"message/rfc822"},
    "msg": _OLE | {"application/vnd.ms-outlook"},
}
"""Mails kept as files: a partner's word often came in one."""


def accepted(types: Mapping[str, frozenset[str]]) -> str:
    """Return what the control of a page takes that chooses files.

    :param types: those that are taken

    >>> accepted(SIGNED)
    '.asice,.edoc,.bdoc'
    """
    return ",".join(f".{extension}" for extension in types)


def clean_name(name: str) -> str:
    r"""Return the name of a file without folders and signs nobody can read.

    >>> clean_name("C:\\papers\\offer.pdf"), clean_name("../a/b\x00\n.pdf")
    ('offer.pdf', 'b.pdf')
    >>> len(clean_name("x" * 300 + ".pdf")), clean_name("")
    (120, 'file')
    """
    last = PurePath(name.replace("\\", "/")).name
    last = "".join(char for char in last if char.isprintable()).strip()
    if len(last) > _NAME_LENGTH:
        end = PurePath(last).suffix[:10]
        last = last[: _NAME_LENGTH - len(end)] + end
    return last or "file"


def find_problem(
    name: str,
    size: int,
    looks_like: str,
    types: Mapping[str, frozenset[str]] = TYPES,
) -> str | None:
    """Return what is wrong with a file: ``empty``, ``large``, ``type``, or None.

    :param size: in bytes
    :param looks_like: type told from the contents
    :param types: those that are taken

    >>> find_problem("Offer.PDF", 2000, "application/pdf")
    >>> find_problem("offer.pdf", 0, "application/x-empty")
    'empty'
    >>> find_problem("offer.pdf", MOST_BYTES + 1, "application/pdf")
    'large'
    >>> find_problem("page.html", 10, "text/html"), find_problem("a", 1, "text/plain")
    ('type', 'type')
    >>> find_problem("offer.pdf", 10, "text/html")  # it says one thing and is another
    'type'
    """
    if not size:
        return "empty"
    if size > MOST_BYTES:
        return "large"
    extension = PurePath(name).suffix.lstrip(".").lower()
    return None if looks_like in types.get(extension, ()) else "type"


def readable_size(size: int) -> str:
    """Return a size as people read it.

    >>> readable_size(10), readable_size(2_000), readable_size(3_500_000)
    ('1 kB', '2 kB', '3.5 MB')
    """
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} kB"
    return f"{size / 1_000_000:.1f} MB"
