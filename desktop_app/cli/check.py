"""`tumen check CASE`: is the file whole, does it contradict itself, can what it cites be true."""

import argparse
import json

from desktop_app.analysis.checks.case_findings import conflict_findings
from desktop_app.domain.findings import Severity
from desktop_app.storage.integrity import check

FINDINGS_EXIT = 1


def print_findings(arguments: argparse.Namespace) -> int:
    """Print one line a finding; the value is the exit code."""
    findings = check(arguments.case)
    # What a damaged file says is not weighed.
    if all(finding.severity is not Severity.ERROR for finding in findings):
        findings += conflict_findings(arguments.case)
    if arguments.json:
        print(
            json.dumps(
                [
                    {"severity": severity, "table": table, "id": row_id, "sentence": sentence}
                    for severity, table, row_id, sentence in findings
                ],
                ensure_ascii=False,
                indent=2,
            )
        )
    else:
        for finding in findings:
            print(f"{finding.severity:8} {finding.sentence}")
        number = len(findings)
        told = {0: "no findings", 1: "1 finding"}.get(number, f"{number:,} findings")
        print(f"{arguments.case.name}: {told}")
    return FINDINGS_EXIT if any(finding.severity is not Severity.NOTE for finding in findings) else 0
