"""Cues of captions: lines that say what a picture shows, or whose picture it is."""

from __future__ import annotations

import re

MAX_CAPTION_WORDS = 90

_PICTURE = (
    r"(?:photo(?:graph)?|picture|image|frame\s?grab|video\s?grab|screen\s?(?:grab|shot|capture)|still|handout|footage"
    r"|satellite\s(?:image|photo|picture)|video\s(?:still|frame|image)|combination\s(?:photo|picture|image)|illustration"
    r"|infographic|map|graphic)s?"
)
_START = re.compile(
    rf"""\W{{0,2}}(?:
        file\s?(?:photo|picture|image|pic|footage)?\s*(?:[:–—|-]|\)|\()
      | (?:an?\s)?file\s(?:photo|picture|image)\b
      | (?:frame|screen|video)\s?(?:grab|shot)s?\b | still\s(?:image\s)?from\s
      | (?:photo|picture|image|pic|caption|illustration|cover\simage|graphic|map)s?
        (?:\s(?:credit|source|by|courtesy))?\s*:
      | (?:photo|picture|image)\scourtesy\b
      | (?:in\s)?(?:this|these)\s(?:(?!said\b)[^\s.]+\s){{0,7}}?{_PICTURE}\b
        (?=[^.]{{0,80}}?\b(?:shows?|shown|showing|taken|released|provided|posted|obtained|depicts?|made
          |distributed|file|dated)\b)
      | (?:the|an?|in\san?)\s(?:(?!said\b)[^\s.]+\s){{0,4}}?{_PICTURE}\s(?:\S+\s)?
        (?:shows?|shown|showing|taken|released|provided|obtained|posted|distributed|dated)\b
      | {_PICTURE}\s(?:shows?|showing|taken|released|provided|obtained|posted)\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_CREDIT = re.compile(
    rf"""[(\[](?:{_PICTURE})\s?(?:credit|by|from|courtesy|:|via)[^)\]]{{0,80}}[)\]]
      | \bgetty\simages\b | \b(?:AP|AFP)\sPhoto\b | \breuters/[a-z][\w.'’-]*(?:\s[\w.'’-]+){{0,3}}\W{{0,2}}$
      | [(\[][^()\[\]]{{0,60}}(?:/|\bvia\s)
        (?:reuters|afp|ap|epa|epa-efe|anadolu(?:\sagency)?|al\sjazeera|getty|xinhua|shutterstock
          |efe|dpa|tass|sputnik|upi|handout|file)\b[^()\[\]]{{0,40}}[)\]]\s*$
      | [(\[]file(?:\s(?:photo|picture|image))?(?::[^)\]]{{0,60}})?[)\]]\s*$
      | \b(?:photo|image|picture)\s(?:credit|courtesy)\b | \bhandout\svia\b | \bfile\sphoto\b
    """,
    re.IGNORECASE | re.VERBOSE,
)


def is_caption(words: str, *, near_top: bool) -> bool:
    """Whether a line is a caption; opening words count only near the top, credits anywhere."""
    if words.count(" ") >= MAX_CAPTION_WORDS:
        return False
    if _CREDIT.search(words[-200:]) or _CREDIT.search(words[:80]):
        return True
    return near_top and _START.match(words[:300]) is not None
