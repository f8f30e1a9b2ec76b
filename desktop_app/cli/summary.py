"""`tumen summary`: counts and barrel ranges with their sources; loads no Qt."""

import argparse
import json

from desktop_app.cli.filter_options import filter_from
from desktop_app.exporters.summary import summarise
from desktop_app.exporters.summary_text import summary_text
from desktop_app.importers.case_choice import CaseChoice, open_choice
from desktop_app.runtime.resources import Resources


def print_summary(arguments: argparse.Namespace) -> int:
    """Print the summary of the filter."""
    choice = CaseChoice(arguments.case, training=arguments.training, read_only=True)
    store = open_choice(Resources.locate(), choice)
    try:
        summary = summarise(store, filter_from(arguments, store))
    finally:
        store.close()
    if arguments.json:
        print(json.dumps(summary, ensure_ascii=False, indent=2))
    else:
        print(summary_text(summary))
    return 0
