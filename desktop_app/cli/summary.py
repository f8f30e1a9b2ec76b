"""`tumen summary`: counts and barrel ranges with their sources; loads no Qt."""

import argparse
import json

from desktop_app.cli.assumption_options import assumptions_from
from desktop_app.cli.filter_options import filter_from
from desktop_app.exporters.summary import SCHEMA, summarise
from desktop_app.exporters.summary_assumed import Draws
from desktop_app.exporters.summary_text import summary_text
from desktop_app.importers.case_choice import CaseChoice, open_choice
from desktop_app.runtime.resources import Resources


def print_summary(arguments: argparse.Namespace) -> int:
    """Print the summary of the filter, or the schema of its JSON."""
    resources = Resources.locate()
    if arguments.schema:
        print(resources.asset(SCHEMA).read_text("utf-8"), end="")
        return 0
    choice = CaseChoice(arguments.case, training=arguments.training, read_only=True)
    store = open_choice(resources, choice)
    draws = Draws(arguments.draws, arguments.seed) if arguments.draws is not None else None
    try:
        summary = summarise(store, filter_from(arguments, store), assumptions_from(arguments, store), draws)
    finally:
        store.close()
    if arguments.json:
        print(json.dumps(summary, ensure_ascii=False, indent=2))
    else:
        print(summary_text(summary))
    return 0
