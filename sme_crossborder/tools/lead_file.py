"""Files that leads come in: a document, a list of them, an archive, or the network's.

What is read is one :class:`Entry` for each lead, good or not; a file that is none of
these is one entry that says so.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

from . import lead_json, network_profile, network_record
from .errors import RuleError
from .json_schema import Fault
from .network_profile import Profile, find_profiles
from .strict_json import MOST_BYTES, load

MOST_ENTRIES = 500
MOST_FILES = 500  # in an archive
MOST_UNPACKED = 2 * MOST_BYTES


class Entry(NamedTuple):
    """One lead of a file: ours as a document, the network's as a profile."""

    file: str
    path: str
    document: dict[str, Any]
    profile: Profile | None
    faults: list[Fault]


class Outcome(NamedTuple):
    """What becomes of one lead of a file.

    Kinds: ``new``, ``changed``, ``unchanged``, ``refused``, ``holder`` (to be chosen).
    """

    kind: str
    lead: Any  # record, may be empty
    reason: str = ""
    remarks: str = ""


class InvalidFile(RuleError):
    """The file as a whole is refused.

    Codes: ``too_large``, ``archive_files``, ``archive_size``, ``too_many_leads``, each
    with ``most``; ``archive``, ``no_lead``.
    """


def read(name: str, content: bytes) -> list[Entry]:
    """Return what a file holds.

    >>> [entry] = read("a.json", b'{"schema": "1.0"}')
    >>> entry.path, [fault.path for fault in entry.faults]
    ('$', ['$.reference', '$.profileType', '$.language'])
    >>> [entry] = read("a.json", b'[')
    >>> entry.faults
    [Fault(path='$', code='syntax', params={'line': 1, 'column': 2})]
    >>> [entry] = read("a.txt", b'"Hello"')
    >>> entry.faults[0].code
    'no_lead'

    Of a file with too many nothing is read.

    >>> [entry] = read("a.json", b"[" + b"{}," * 500 + b"{}]")
    >>> entry.faults
    [Fault(path='$', code='too_many_leads', params={'most': 500})]
    """
    try:
        if len(content) > MOST_BYTES:
            raise InvalidFile("too_large", most=MOST_BYTES)
        found = list(islice(_read(name, content), MOST_ENTRIES + 1))
        if len(found) > MOST_ENTRIES:
            raise InvalidFile("too_many_leads", most=MOST_ENTRIES)
        if not found:
            raise InvalidFile("no_lead")
    except RuleError as error:
        return [_refused(name, error)]
    return found


def _refused(name: str, error: RuleError) -> Entry:
    params = dict(error.params)
    fault = Fault(params.pop("path", "$"), error.code, params)
    return Entry(name, fault.path, {}, None, [fault])


def _read(name: str, content: bytes) -> Iterator[Entry]:
    if content.startswith(b"PK\x03\x04"):
        for inner, part in _unpack(content):
            yield from read(inner, part)
        return
    if looks_like_xml(content):
        for path, profile in network_record.parse(content):
            yield Entry(name, path, {}, profile, profile.faults)
        return
    yield from _read_json(name, load(content))


def looks_like_xml(content: bytes) -> bool:
    """Whether a file begins as XML does, in any of its usual encodings.

    >>> looks_like_xml(b"  <a/>"), looks_like_xml("<a/>".encode("utf-16"))
    (True, True)
    >>> looks_like_xml(b'{"a": 1}')
    False
    """
    start = content[:200].replace(b"\x00", b"")
    for mark in (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"):
        start = start.removeprefix(mark)
    return start.lstrip().startswith(b"<")


def _read_json(name: str, value: Any) -> Iterator[Entry]:
    items = iter([("$", value)]) if _is_ours(value) else find_profiles(value)
    if items is None:
        raise InvalidFile("no_lead")
    for path, item in items:
        if _is_ours(item):
            yield Entry(name, path, item, None, lead_json.faults(item, path))
        else:
            profile = network_profile.read(item, path)
            yield Entry(name, path, {}, profile, profile.faults)


def _is_ours(value: Any) -> bool:
    return isinstance(value, dict) and "schema" in value


def _unpack(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the files of an archive; what it unpacks to is counted, not believed.

    :raises InvalidFile: it is damaged, or holds too much
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            if len(infos) > MOST_FILES:
                raise InvalidFile("archive_files", most=MOST_FILES)
            left = MOST_UNPACKED
            for info in infos:
                with archive.open(info) as file:
                    part = file.read(left + 1)
                left -= len(part)
                if left < 0:
                    raise InvalidFile("archive_size", most=MOST_UNPACKED)
                if part.startswith(b"PK\x03\x04"):
                    raise InvalidFile("archive")  # none inside one another
                yield info.filename, part
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError) as error:
        raise InvalidFile("archive") from error
    except (EOFError, ValueError) as error:
        if isinstance(error, RuleError):
            raise
        raise InvalidFile("archive") from error
