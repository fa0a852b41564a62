"""Draws papers, and reads them with tools that are not ours."""

import base64
import io
import subprocess

from PIL import Image


def image(colour):
    stream = io.BytesIO()
    Image.new("RGB", (60, 40), colour).save(stream, "PNG")
    return base64.b64encode(stream.getvalue())


class DrawsPapers:
    """Mixed into test cases that print."""

    @classmethod
    def _fund(cls, project):
        """Give a project what a funder asks its papers to carry."""
        project.write(
            {
                "logo": image("#14395b"),
                "emblem": image("#ffcc00"),
                "cofunding_statement": "Līdzfinansē Eiropas Savienība, ąčęėįšųūž",
            }
        )

    def _draw_paper(self, report, records, user):
        reports = self.env["ir.actions.report"].with_user(user)
        content, kind = reports._render_qweb_pdf(report, records.ids)
        self.assertEqual(kind, "pdf")
        return content

    def _tool(self, tool, pdf, *options):
        done = subprocess.run(
            [tool, *options, "-", *(["-"] if tool == "pdftotext" else [])],
            input=pdf,
            capture_output=True,
            check=True,
        )
        return done.stdout.decode()

    def _pages(self, pdf):
        pages = self._tool("pdftotext", pdf, "-layout").split("\f")
        return [" ".join(page.split()) for page in pages if page.strip()]
