"""Cues of furniture: lines of a page that are no part of the report.

The cues are shapes and stock phrases of web pages in general. A line is furniture only when the
whole of it has such a shape, so that a sentence of the report that begins with "Share" or "Follow" stays.
"""

from __future__ import annotations

import re

from reportedly.read.word_lists import word_list

MAX_STOCK_WORDS = 40  # longest stock sentence: a cookie notice or a newsletter offer

_ADDRESS = re.compile(
    r"https?://\S+|(?:www\.)?(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,12}(?:/\S*)?"
    r"|[^\s@]+@[^\s@]+\.[a-z]{2,12}|[@#]\w+",
    re.IGNORECASE,
)
_ADDRESS_LABEL = re.compile(r"(?:e-?mail|web(?:site)?|url|link|site|source link)\s*:\s*", re.IGNORECASE)
# Stock sentences by how they begin; the rest of the line is free.
_STOCK_STARTS = re.compile(
    r"""
    (?: (?:read|see|watch|view|hear|listen)\s(?:also|more|next)\s*[:|>»-]
      | (?:also|must|related)\s(?:read|see|watch)\s*[:|>»-]
      | (?:also\sread|read\salso|see\salso|related|recommended|watch|in\spictures|in\spics|listen|more\son
          |explainer)\s*(?:article|story|stories|news|video|coverage|topics?|links?)?\s*[:>»|]
      | read\smore\s(?:about|on|at|from|here|of|news|stories)\b
      | (?:share|tweet|email|send|post|pin)\s(?:this|it|on|via|to|with)\s
        (?:article|story|page|post|news|facebook|twitter|x|whatsapp|telegram|linkedin|reddit|(?:a\s)?friends?|email)\b
      | (?:follow|like|find|join|add|reach|contact|connect\swith|subscribe\sto)\s(?:us|our)\s
        (?:on|at|via|channel|page|daily|free|weekly|newsletter|telegram|whatsapp|youtube|twitter|facebook|group)\b
      | follow\s@?[\w.’'-]+(?:\s[\w.’'-]+){0,3}\son\s
        (?:twitter|x|facebook|instagram|telegram|google|whatsapp|youtube)\b
      | (?:sign\sup|subscribe)\s(?:here|now|today|for|to)\s
        (?:our|free|daily|weekly|get|receive|read|continue)\b
      | (?:sign\sup|subscribe)\b[^.]{0,60}\bnewsletters?\b
      | (?:click|tap)\s(?:here|on\sthe\slink|to)\b
      | (?:download|get|install)\s(?:the|our)\s(?:\S+\s){0,4}(?:app|apps|newsletter|newsletters)\b
      | (?:get|receive)\s(?:the\slatest|our\sfree|our\sdaily|breaking\snews\salerts|news\salerts)\b
      | (?:tags?|topics?|keywords?|categor(?:y|ies)|filed\sunder|posted\sin|labels?)\s*[:|]
      | (?:©|\(c\)|copyright\b\s*(?:©|\(c\)|\d{4}|by|all))
      | (?:(?:this|our)\s(?:web\s?)?site|we)\s(?:and\sour\spartners\s)?(?:uses?|store)\s[^.]*\bcookies?\b
      | by\s(?:continuing|using|clicking|subscribing|signing)\b[^.]*\b(?:agree|accept|consent|terms)\b
      | (?:your|this)\s(?:e-?mail|browser|email\saddress|form)\b
        [^.]*\b(?:published|support|javascript|required)\b
      | (?:please\s)?(?:enable|turn\son)\sjavascript\b
      | (?:comments?|views?|shares?|likes?)\s*[:(]\s*\d
      | \d[\d,.]*\s?k?\s(?:comments?|views?|shares?|likes?|retweets?|followers)\s*$
      | \d{1,2}\s?[- ]?min(?:ute)?s?\s(?:read|listen)\s*$
      | list\sof\s\d+\sitems? | (?:story|article)\scontinues\s(?:below|after)
      | (?:our\sstandards|view\sdiscussion|contributing\swriters?|opens?\sin\s(?:a\s)?new\s(?:tab|window))\b
      | (?:support|help)\s(?:our|independent|quality)\s(?:journalism|independent|work|media)\b
    )
    """,
    re.IGNORECASE | re.VERBOSE,
)
# Stock sentences by words that no report of its own uses.
_STOCK_INSIDE = re.compile(
    r"""
    \ball\srights\sreserved\b | \balternate\saddress(?:es)?\b | \bmirror\s(?:site|sites|address|addresses)\b
    | \bcan\salso\sbe\s(?:accessed|reached|read|watched|viewed)\s(?:at|on|via|through)\b
    | \bwithout\s(?:the\s)?(?:express\s|prior\s){1,2}(?:written\s)?(?:permission|consent)\b
    | \bmay\snot\sbe\s(?:published|reproduced|redistributed|rewritten|broadcast)\b
    | \b(?:story|report|article|headline)\b[^.]*\b(?:published|generated)\s(?:directly\s)?from\sa[n]?\s
      (?:\w+\s){0,2}(?:feed|syndicated)\b
    | \bcontributed\sto\sthis\s(?:report|story|article)\b
    | \bwith\s(?:inputs?|material)\sfrom\s(?:\w+\s){0,3}agenc
    | \b(?:views|opinions)\sexpressed\b[^.]*\b(?:author|own|reflect)\b
    | \bprivacy\spolicy\b | \bterms\s(?:of|and)\s(?:use|service|conditions)\b | \bunsubscribe\b
    | \bto\s(?:our|the)\s(?:\S+\s){0,2}newsletter\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
# "(Reporting by A in B; Editing by C)": only names and these words.
_CREDIT = re.compile(
    r"[(\[]?(?:additional\s)?(?:reporting|writing|editing|compiled|translated|edited)\b", re.IGNORECASE
)
_CREDIT_WORDS = frozenset(
    """additional reporting writing editing compiled translated edited report
    and by in at from for the of with""".split()
)
_APP_BADGE = re.compile(
    r"\b(?:roku|app\s?store|google\splay|app\s?gallery|chromecast|fire\stv|apple\stv|android\stv|samsung\stv)\b",
    re.IGNORECASE,
)
_TWO_SENTENCES = re.compile(r"[.!?][\"”’)]?\s+[\"“‘(]?[A-Z]\S+\s.*[.!?]", re.DOTALL)
_NOT_LETTER = re.compile(r"[^\w'’]+")


def is_furniture(words: str) -> bool:
    """Whether a whole line (no line ends inside) is furniture."""
    if not any(map(str.isalpha, words)):
        return True
    if len(words) > 600:
        return False
    count = words.count(" ") + 1
    if count <= 8 and (_bare(words) in word_list("stock_lines") or _is_badge(words)):
        return True
    if is_related_heading(words) or _is_addresses(words) or _is_credit(words):
        return True
    if count > MAX_STOCK_WORDS:
        return False
    if _STOCK_INSIDE.search(words):
        return True
    return _STOCK_STARTS.match(words) is not None and not _TWO_SENTENCES.search(words)


def is_related_heading(words: str) -> bool:
    """Whether the line heads a list of other reports."""
    return len(words) <= 40 and _bare(words) in word_list("related_headings")


def _bare(words: str) -> str:
    return _NOT_LETTER.sub(" ", words.replace("’", "'")).strip().lower()


def _is_addresses(words: str) -> bool:
    """Whether the line holds nothing but addresses, handles and hashtags."""
    label = _ADDRESS_LABEL.match(words)
    parts = words[label.end() if label else 0 :].split()
    bare = [part.strip(",;|•·()<>") for part in parts]
    return any(bare) and all(not part or _ADDRESS.fullmatch(part) for part in bare)


def _is_credit(words: str) -> bool:
    if not _CREDIT.match(words) or " by " not in words.lower():
        return False
    parts = [part.strip("()[];,.:") for part in words.split()]
    named = all(part.lower() in _CREDIT_WORDS or not part[:1].islower() for part in parts)
    return named and not words.isupper()


def _is_badge(words: str) -> bool:
    return _APP_BADGE.search(words) is not None and words[-1] not in '.!?"”'
