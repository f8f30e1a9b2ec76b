"""Options of the command line to the design of a page; loads no Qt."""

import argparse
from dataclasses import replace

from desktop_app.domain.figure_design import Design, Place
from desktop_app.query.designs import design_named
from desktop_app.storage.case_store import CaseStore


def design_from(arguments: argparse.Namespace, store: CaseStore, usual: str) -> Design:
    """The page that --template names, at the fineness, colours and place that other options say.

    Args:
        arguments: of a command with subject options.
        store: the case, which may have templates of its own.
        usual: name of the template where none is asked for.

    Raises:
        InputError: there is no such template; the sentence lists those there are.
    """
    design = design_named(store, arguments.template or usual)
    if arguments.bbox is not None:
        design = replace(design, place=Place(*arguments.bbox))
    elif arguments.view is not None:
        # What is asked for by name goes before what a template was saved with.
        design = replace(design, place=None)
    return replace(
        design,
        dpi=arguments.dpi or design.dpi,
        theme=arguments.theme or design.theme,
        language=arguments.language or design.language,
    )
