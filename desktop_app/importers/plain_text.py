"""Text as a case can hold it."""


def plain(text: str) -> str:
    """The text without halves of characters, which JSON may write, and with a sign for each NUL."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", "\N{SYMBOL FOR NULL}")
