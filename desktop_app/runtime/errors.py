"""Failures that a user can do something about: one clear sentence, no traceback."""


class TumenError(Exception):
    """An expected failure. Its text is the sentence shown to the user: what, which file, why."""


class UsageError(TumenError):
    """The command or a typed value makes no sense; exit code 2."""


class InputError(TumenError):
    """A file cannot be used; names the file, the line where it applies, and the reason."""
