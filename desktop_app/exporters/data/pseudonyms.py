"""Names that stand for others: the same for the same thing in every export with one key."""

import base64
import hashlib
import hmac
from typing import Final

_DIGEST_BYTES: Final = 5  # eight letters and digits: one in a million that two of 1,500 things share them


class Pseudonyms:
    """Makes them; without the key nobody can tell what they stand for, not even by trying all names."""

    def __init__(self, key: str) -> None:
        self._key = key.encode()

    def code(self, kind: str, ident: str) -> str:
        """Eight lower-case letters and digits."""
        digest = hmac.new(self._key, f"{kind}\0{ident}".encode("utf-8", "surrogatepass"), hashlib.sha256)
        return base64.b32encode(digest.digest()[:_DIGEST_BYTES]).decode().lower()

    def name(self, kind: str, ident: str) -> str:
        """For texts and cells: "Vessel 7kq2mxab"."""
        return f"{kind.capitalize()} {self.code(kind, ident)}"

    def ident(self, kind: str, ident: str) -> str:
        """For ids: "vessel-7kq2mxab"."""
        return f"{kind}-{self.code(kind, ident)}"
