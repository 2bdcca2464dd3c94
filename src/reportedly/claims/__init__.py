"""Station 5, claims: what was found in, claims out."""

from reportedly.claims.assemble import assemble_claims, spans_of
from reportedly.claims.framing import with_speakers

__all__ = ["assemble_claims", "spans_of", "with_speakers"]
