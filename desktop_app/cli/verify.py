"""`tumen verify FILE`: does a figure still show what its case says."""

import argparse
import json
import sys
from collections.abc import Iterable
from contextlib import closing, nullcontext

from desktop_app.domain.manifest import Manifest
from desktop_app.exporters.proof.carried import carried_by
from desktop_app.exporters.proof.manifest import short_hash
from desktop_app.exporters.proof.verdict import Trouble, Verdict, verdicts_on
from desktop_app.exporters.proof.versions import base_map_version
from desktop_app.importers.case_choice import CaseChoice, choice_of_id, open_choice
from desktop_app.query.engine import QueryEngine
from desktop_app.runtime.resources import Resources

ALTERED_EXIT = 1
NOT_COMPARED_EXIT = 2


def print_verdict(arguments: argparse.Namespace) -> int:
    """Print the verdict, one sentence a line; the value is the exit code."""
    resources = Resources.locate()
    carried = carried_by(arguments.file)
    choice = (
        choice_of_id(carried[0].manifest.case_id)
        if arguments.case is None
        else CaseChoice(arguments.case, read_only=True)
    )
    opened = nullcontext() if choice is None else closing(open_choice(resources, choice))
    with opened as store:
        engine = None if store is None else QueryEngine(store)
        verdicts = verdicts_on(carried, engine, base_map_version(resources), arguments.hash)
    if choice is None:
        print("tumen: name the case file with --case", file=sys.stderr)
    if arguments.json:
        plain = {"verdict": _worst(verdicts), "pages": [_plain(verdict) for verdict in verdicts]}
        print(json.dumps(plain, ensure_ascii=False, indent=2))
    else:
        for place, verdict in enumerate(verdicts, start=1):
            page = f"Page {place} of {len(verdicts)}. " if len(verdicts) > 1 else ""
            print("\n".join(_lines(verdict, page)))
    return max(map(exit_code, verdicts), key=(0, NOT_COMPARED_EXIT, ALTERED_EXIT).index)


def exit_code(verdict: Verdict) -> int:
    """0 unchanged, 1 changed or altered, 2 not compared."""
    if set(verdict.troubles) == {Trouble.NOT_COMPARED}:
        return NOT_COMPARED_EXIT
    return ALTERED_EXIT if verdict.troubles else 0


def _worst(verdicts: Iterable[Verdict]) -> str:
    found = {trouble for verdict in verdicts for trouble in verdict.troubles}
    return next((trouble.value for trouble in Trouble if trouble in found), "unchanged")


def _lines(verdict: Verdict, page: str) -> list[str]:
    manifest = verdict.manifest
    first, *others = verdict.sentences
    lines = [
        f"{page}{first}",
        *others,
        *(f"  {row.sentence}" for row in verdict.rows),
        f"Hash on the figure: {short_hash(manifest)}. Case: {_case(manifest)}.",
    ]
    return [_printable(line) for line in lines]


def _printable(text: str) -> str:
    """Without what would steer the terminal: whoever made the file may have written anything into it."""
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text)


def _case(manifest: Manifest) -> str:
    read = f", sources read up to {manifest.as_of}" if manifest.as_of else ""
    return f"{manifest.case_title} (id {manifest.case_id}{read})"


def _plain(verdict: Verdict) -> dict[str, object]:
    manifest = verdict.manifest
    return {
        "verdict": _worst((verdict,)),
        "troubles": list(verdict.troubles),
        "sentences": list(verdict.sentences),
        "records": [
            {
                "key": row.key,
                "difference": row.difference,
                "kind": row.kind,
                "name": row.name,
                "details": list(row.details),
            }
            for row in verdict.rows
        ],
        "hash": short_hash(manifest),
        "case": {"id": manifest.case_id, "title": manifest.case_title, "as_of": manifest.as_of},
        "versions": dict(manifest.versions),
    }
