"""How a coded report shows itself in an interactive session: one line as text, its page in a notebook."""

from __future__ import annotations

from dataclasses import fields
from html import escape

from reportedly.export.html_page import report_page
from reportedly.records import CodedReport

HEIGHT_PX = 640


class ShownReport(CodedReport):
    """A coded report that a notebook can display; the same record in every other way."""

    __slots__ = ()

    def __repr__(self) -> str:
        title = self.report.title or self.report.id
        return f"<CodedReport {title!r}: {len(self.claims)} claims, {len(self.issues)} issues>"

    def _repr_html_(self) -> str:
        """The report's page in a frame of its own: its styles and the notebook's stay apart."""
        return (
            f'<iframe srcdoc="{escape(report_page(self), quote=True)}" sandbox="allow-scripts" '
            f'style="width:100%;height:{HEIGHT_PX}px;border:1px solid #dfe3e8"></iframe>'
        )


def shown(coded: CodedReport) -> CodedReport:
    """``coded`` as a record that a notebook can display."""
    return ShownReport(**{field.name: getattr(coded, field.name) for field in fields(coded)})
