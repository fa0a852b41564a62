"""Pages to print: HTML to PDF with WeasyPrint, which reaches for nothing outside."""

from __future__ import annotations

import functools
import logging


class PaperError(Exception):
    """The machine cannot draw PDFs; the message says what is missing."""


@functools.cache
def _load():
    """Return WeasyPrint; it looks for Pango when it is imported.

    :raises PaperError: naming what is missing
    """
    logging.getLogger("weasyprint.progress").setLevel(logging.WARNING)
    try:
        import weasyprint
        from weasyprint.urls import URLFetcher
    except (ImportError, OSError) as error:
        raise PaperError(str(error)) from error
    return weasyprint, URLFetcher(allowed_protocols=("data",))


def make_pdf(html: str, css: str) -> bytes:
    """Return a tagged PDF (it declares PDF/UA-1) whose words can be searched.

    Images must be in the page itself (``data:``): a file or address that somebody
    smuggles in is not fetched.

    >>> page = '<html lang="lv"><title>Ēka</title><img alt="" src="file:///etc/passwd">'
    >>> make_pdf(page, "@page { size: A5 }")[:5]
    b'%PDF-'

    :param html: a whole page, with a title and a language
    :param css: its style
    :raises PaperError: what draws pages is not on this machine
    """
    weasyprint, fetcher = _load()
    page = weasyprint.HTML(string=html, url_fetcher=fetcher, media_type="print")
    style = weasyprint.CSS(string=css, url_fetcher=fetcher)
    return page.write_pdf(stylesheets=[style], pdf_variant="pdf/ua-1")
