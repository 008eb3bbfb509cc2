"""The Merkle tree hash of RFC 6962, section 2.1: one hash over many leaves, in their order."""

from collections.abc import Sequence
from hashlib import sha256


def tree_hash(leaves: Sequence[bytes]) -> str:
    """SHA-256 root in hexadecimal; of no leaf it is the hash of nothing."""
    if not leaves:
        return sha256().hexdigest()
    level = [sha256(b"\x00" + leaf).digest() for leaf in leaves]
    while len(level) > 1:
        pairs = [
            sha256(b"\x01" + one + two).digest() for one, two in zip(level[::2], level[1::2], strict=False)
        ]
        # A node without a partner goes up as it is: the same tree as the largest-power-of-two split.
        level = [*pairs, *level[2 * len(pairs) :]]
    return level[0].hex()
