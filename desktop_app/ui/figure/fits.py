"""How tightly a page is filled: from all words at full size to what is left where there is hardly room."""

from typing import Final, NamedTuple

from desktop_app.ui.figure.items.source_list import SourceForm


class Fit(NamedTuple):
    """One try.

    Attributes:
        sources: how much is said of each source.
        tall: the halves of a chart in a narrow column lie above each other.
        shrink: of the words' sizes below title and subtitle.
        cut: items that find no room are cut or left out, and are named as overflowing.
    """

    sources: SourceForm
    tall: bool = True
    shrink: float = 1.0
    cut: bool = False


FITS: Final = (
    Fit(SourceForm.FULL),
    Fit(SourceForm.BRIEF),
    Fit(SourceForm.RUN_IN),
    Fit(SourceForm.RUN_IN, shrink=0.9),
    Fit(SourceForm.RUN_IN, tall=False),
    Fit(SourceForm.RUN_IN, tall=False, shrink=0.9),
    Fit(SourceForm.RUN_IN, tall=False, shrink=0.8),
    Fit(SourceForm.RUN_IN, tall=False, shrink=0.8, cut=True),
)
