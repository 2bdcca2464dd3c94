"""From bytes to text: byte-order mark, declared charset, UTF-8, and a guess as the last resort."""

from __future__ import annotations

import codecs
import re

from reportedly.records import Issue

SAMPLE_BYTES = 16_384  # what the guess looks at; its time grows with the length
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
MAX_WESTERN_SHARE = (
    0.12  # of high bytes in Western texts: quotes and accents; other scripts have half or more
)
MAX_CONTROL_SHARE = 0.05  # of the sample; random bytes have 0.11, texts in old charsets none
# Browsers read these labels as Windows-1252, because pages that use them mean it.
_READ_AS = {
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "utf-8",
    "ascii": "utf-8",
}


def decode(data: bytes, declared: str | None = None) -> tuple[str | None, tuple[Issue, ...]]:
    """(text, issues) of ``data``; the text is None where the bytes are not text at all.

    ``declared`` is the charset of a HTTP header; otherwise one declared in the first bytes
    of a page is tried. Undecodable bytes become U+FFFD, and an issue says so.
    """
    for mark, charset in _BOMS:
        if data.startswith(mark):
            return _replacing(data[len(mark) :], charset)
    wide = _wide_charset(data)
    if wide is not None:
        return _replacing(data, wide)
    if looks_binary(data):
        return None, (Issue("not_text", "the bytes are not text in any charset known here"),)
    for charset in _candidates(data, declared):
        try:
            return data.decode(charset), ()
        except UnicodeDecodeError:
            continue
    return _guess(data)


def looks_binary(data: bytes) -> bool:
    """Whether the first bytes hold too many control characters for a text."""
    sample = data[:SAMPLE_BYTES]
    return len(_CONTROLS.findall(sample)) > MAX_CONTROL_SHARE * len(sample) + 2


def _candidates(data: bytes, declared: str | None) -> list[str]:
    found = _DECLARED.search(data[:2048])
    in_page = found[1].decode("ascii") if found else None
    labels = [declared, "utf-8", in_page]
    charsets = []
    for label in labels:
        charset = _READ_AS.get(label.strip().lower(), label) if label else None
        if charset and _is_text_codec(charset):
            charsets.append(charset)
    return charsets


def _is_text_codec(label: str) -> bool:
    try:
        codec = codecs.lookup(label)
    except (LookupError, ValueError):
        return False
    # Python marks its byte-to-byte codecs (zlib, base64) so; UTF-7 hides markup and is never meant.
    return bool(getattr(codec, "_is_text_encoding", False)) and codec.name != "utf-7"


def _wide_charset(data: bytes) -> str | None:
    """UTF-16 without a mark: nearly every second byte of English text is then zero."""
    sample = data[:2000]
    if len(sample) < 8:
        return None
    even, odd = sample[0::2].count(0) / len(sample), sample[1::2].count(0) / len(sample)
    if odd > 0.4 and even < 0.05:
        return "utf-16-le"
    if even > 0.4 and odd < 0.05:
        return "utf-16-be"
    return None


def _replacing(data: bytes, charset: str) -> tuple[str, tuple[Issue, ...]]:
    try:
        return data.decode(charset), ()
    except UnicodeDecodeError as error:
        issue = Issue("undecodable", f"some bytes are not {charset} (first at {error.start}); read as U+FFFD")
        return data.decode(charset, "replace"), (issue,)


def _guess(data: bytes) -> tuple[str, tuple[Issue, ...]]:
    """The text in the charset that makes it most regular, with an issue that names the guess."""
    broken = data.decode("utf-8", "replace")
    if broken.count("\ufffd") <= 0.002 * len(broken) + 1:  # UTF-8 with a few broken bytes
        return _replacing(data, "utf-8")
    if sum(byte >= 0x80 for byte in data[:SAMPLE_BYTES]) < MAX_WESTERN_SHARE * len(data[:SAMPLE_BYTES]):
        return _named(data, "cp1252")
    from charset_normalizer import from_bytes

    first = next((m.start() for m in re.finditer(rb"[\x80-\xff]", data)), 0)
    start = max(0, first - SAMPLE_BYTES // 2)
    best = from_bytes(data[start : start + SAMPLE_BYTES], steps=3, chunk_size=1024).best()
    return _named(data, best.encoding if best is not None else "cp1252")


def _named(data: bytes, charset: str) -> tuple[str, tuple[Issue, ...]]:
    text, issues = _replacing(data, charset)
    return text, (Issue("charset_guessed", f"no charset is declared; read as {charset}"), *issues)
