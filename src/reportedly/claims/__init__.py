"""Station 5, claims: what was found in, claims out."""

from reportedly.claims.assemble import assemble_claims, spans_of

__all__ = ["assemble_claims", "spans_of"]
