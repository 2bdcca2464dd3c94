"""Canonical text: the one form of a report's text that all offsets count in.

What is changed, and nothing else:

- Windows-1252 read as Latin-1 is put right: U+0080 to U+009F become the dashes, quotes and so on that
  the bytes stand for, one for one, as browsers do; a lone U+0085 (NEL) stays a line end;
- line ends (CR LF, CR, NEL, line and paragraph separators, form feed, vertical tab) become ``\\n``;
- control characters, zero-width and directional marks, soft hyphens, variation selectors, tags,
  noncharacters and other invisible format characters are removed;
- tabs and typographic spaces become plain spaces, one for one;
- halves of surrogate pairs become U+FFFD;
- a letter followed by a few combining marks is composed, so that names are found in look-ups.

Typographic quotes, dashes, blank lines and runs of spaces stay as they are. Doing it twice changes nothing.
"""

from __future__ import annotations

import re
import unicodedata

# NEL is left out: alone it is a line end, beside any of these it is the ellipsis of the same code page.
_SIGNS_OF_1252 = re.compile("[\x80\x82-\x84\x86-\x8c\x8e\x91-\x9c\x9e\x9f]")
_1252 = {
    code: bytes([code]).decode("cp1252")
    for code in range(0x80, 0xA0)
    if code not in {0x81, 0x8D, 0x8F, 0x90, 0x9D}  # without a meaning in the code page
}
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_SPACES = re.compile("[\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_SURROGATES = re.compile("[\ud800-\udfff]")
# Longer runs of marks are noise; composing them takes time that grows with the square of their number.
_DECOMPOSED = re.compile("[^\\W\\d_][\u0300-\u036f]{1,8}(?![\u0300-\u036f])")


def canonical_text(text: str) -> str:
    """The canonical form of ``text``; ``canonical_text`` of it is itself."""
    if _SIGNS_OF_1252.search(text):
        text = text.translate(_1252)
    text = _LINE_ENDS.sub("\n", text)
    if text.isascii() and text.isprintable():
        return text
    text = _INVISIBLE.sub("", text)
    text = _SPACES.sub(" ", text)
    if text.isascii():
        return text
    text = _SURROGATES.sub("\ufffd", text)
    return _DECOMPOSED.sub(_composed, text)


def _composed(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFC", match[0])
