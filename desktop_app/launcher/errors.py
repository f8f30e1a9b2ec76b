"""What stops a set-up for a reason the user can act on."""


class SetupError(Exception):
    """A set-up that cannot go on. Its text is one sentence: what is lacking and what to do.

    It is no `TumenError`, because imports point down and nothing lies below this package.
    """
