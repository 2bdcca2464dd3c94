"""The where station: parsed report in, place mentions out."""

from __future__ import annotations

import math
from collections.abc import Sequence

from reportedly.knowledge.gazetteer import Entry, Gazetteer, name_key
from reportedly.knowledge.places.words import place_words
from reportedly.records import Alternative, Origin, ParsedReport, Place, PlaceMention, Sentence, Span
from reportedly.where.candidates import UNMISTAKABLE, Candidate, find_candidates
from reportedly.where.detect import detector
from reportedly.where.features import mention_features, report_context
from reportedly.where.phrases import Phrase, near_radius_km, read_phrases, worded_span
from reportedly.where.ranking import Query, kinds_of, resolve

_CLOSE = 1.5  # readings within this of the best score are given as alternatives
_MOST_ALTERNATIVES = 4
_WIDEST_NEAR_KM = 150.0  # "outside the country" is not near it
_LEAST_KNOWN = 100_000  # people: smaller towns in the names of others ("Post", "Council") are chance
_PART_WEIGHT = 0.3  # a place in a name ("University of Texas") says less about where the report is
_DEMONYM_WEIGHT = 0.7
# Seats of government used as their government's name that are not the capital in GeoNames.
_OTHER_SEATS = frozenset({"tel aviv", "the hague", "rangoon", "yangon", "abidjan", "benghazi", "aden"})
SOURCES = {"geonames": "GeoNames (CC BY 4.0)", "ucdp-ged": "UCDP GED (CC BY 4.0)"}


def find_places(parsed: ParsedReport, gazetteer: Gazetteer) -> tuple[PlaceMention, ...]:
    """The places a report names, in text order, resolved where an entry fits.

    Mentions never overlap. ``place`` is None where the words name a place that the gazetteer lacks.
    """
    candidates = find_candidates(parsed, gazetteer)
    context = report_context(parsed, candidates)
    model = detector()
    accepted: list[tuple[Candidate, float]] = []
    parts: list[tuple[Candidate, float]] = []
    for c in candidates:
        if c.demonym and not c.entries:
            continue
        sure = c.demonym or c.named_kind or _is_unmistakable(c)
        probability = 1.0 if sure else model.probability(mention_features(c, parsed, context))
        if probability >= model.threshold:
            accepted.append((c, probability))
        elif c.entries and not c.shouted and _is_in_name(c, parsed.sentences[c.sentence]):
            parts.append((c, probability))
    phrases = read_phrases(parsed, accepted)
    queries, of_phrase = _queries(phrases)
    part_queries = [Query(c.key, c.entries, _PART_WEIGHT) for c, _ in parts]
    lenders = [Query(c.key.rsplit(" ", 1)[0], c.lender, _PART_WEIGHT) for c, _ in accepted if c.lender]
    outlet = parsed.report.outlet.country if parsed.report.outlet else None
    resolve([*queries, *part_queries, *lenders], outlet, gazetteer)
    mentions = [_mention(p, queries[q], parsed) for p, q in zip(phrases, of_phrase, strict=True)]
    mentions.extend(
        PlaceMention(c.span, _place(q.best), _origin(q, 1 - probability), "part_of_name")
        for (c, probability), q in zip(parts, part_queries, strict=True)
    )
    return tuple(sorted(mentions, key=lambda m: m.span))


def resolve_spans(
    parsed: ParsedReport, spans: Sequence[Span], gazetteer: Gazetteer
) -> tuple[PlaceMention, ...]:
    """The given ``spans`` as place mentions, resolved with each other's help; for ranking on gold spans."""
    phrases, queries, of_phrase = prepare_spans(parsed, spans, gazetteer)
    resolve(queries, parsed.report.outlet.country if parsed.report.outlet else None, gazetteer)
    return tuple(_mention(p, queries[q], parsed) for p, q in zip(phrases, of_phrase, strict=True))


def prepare_spans(
    parsed: ParsedReport, spans: Sequence[Span], gazetteer: Gazetteer
) -> tuple[list[Phrase], list[Query], list[int]]:
    """The phrases of given spans, their queries, and which query is whose: all but the resolution."""
    accepted = [(_candidate_at(parsed, span, gazetteer), 1.0) for span in sorted(set(spans))]
    phrases = read_phrases(parsed, accepted)
    return phrases, *_queries(phrases)


def _candidate_at(parsed: ParsedReport, span: Span, gazetteer: Gazetteer) -> Candidate:
    """The candidate of a span given from outside; in the first sentence where no sentence covers it."""
    found = find_candidates_at(parsed, span, gazetteer)
    if found is not None:
        return found
    sentence = parsed.sentence_at(span.start) or parsed.sentences[0]
    tokens = sentence.tokens_in(span)
    first, last = (tokens[0].i, tokens[-1].i) if tokens else (0, 0)
    text = span.of(parsed.text)
    entries = gazetteer.find(text)
    if not entries and text.lower().startswith("the "):
        entries = gazetteer.find(text[4:])
    if not entries:
        words = text.rsplit(" ", 1)
        if len(words) == 2 and words[1].lower() in place_words().feature_words:
            entries = gazetteer.find(words[0])
    return Candidate(span, sentence.index, first, last, name_key(text), entries)


def find_candidates_at(parsed: ParsedReport, span: Span, gazetteer: Gazetteer) -> Candidate | None:
    """The ordinary candidate that covers exactly ``span``, if there is one."""
    sentence = parsed.sentence_at(span.start)
    if sentence is None:
        return None
    alone = ParsedReport(parsed.report, (sentence,))
    for c in find_candidates(alone, gazetteer):
        if c.span == span:
            return c
    return None


def _queries(phrases: Sequence[Phrase]) -> tuple[list[Query], list[int]]:
    """One query for each name, more where two are placed apart ("Paris, Texas"); and whose is whose."""
    queries: list[Query] = []
    of_phrase: list[int] = []
    latest: dict[str, int] = {}
    with_container: dict[tuple[str, frozenset[str]], int] = {}
    for phrase in phrases:
        c = phrase.candidate
        containers = frozenset(phrases[i].candidate.key for i in phrase.containers)
        index = with_container.get((c.key, containers)) if containers else latest.get(c.key)
        if index is None and c.key in latest and containers and not queries[latest[c.key]].containers:
            index = latest[c.key]
        if index is None:
            index = len(queries)
            queries.append(Query(c.key, c.entries, 0.0, fixed=c.demonym is not None))
        query = queries[index]
        if containers and not query.containers:
            query.containers = tuple(phrases[i].candidate.entries for i in phrase.containers)
        query.words |= kinds_of(phrase.words)
        query.weight += (_DEMONYM_WEIGHT if c.demonym else 1.0) / (1 + 2 * query.weight)
        latest[c.key] = index
        if containers:
            with_container[(c.key, containers)] = index
        of_phrase.append(index)
    return queries, of_phrase


def _mention(phrase: Phrase, query: Query, parsed: ParsedReport) -> PlaceMention:
    c = phrase.candidate
    role = "demonym" if c.demonym else "container" if phrase.contains else "location"
    place = _place(query.best, phrase)
    if role == "location" and _is_metonym(phrase, query.best, parsed.sentences[c.sentence]):
        role = "metonym"
    return PlaceMention(
        span=c.span,
        place=place,
        origin=_origin(query, phrase.probability),
        role=role,
        modifier=phrase.modifier,
        worded=None if c.demonym else worded_span(phrase),
    )


def _place(entry: Entry | None, phrase: Phrase | None = None) -> Place | None:
    if entry is None:
        return None
    precision, radius = entry.precision, entry.radius_km
    if phrase is not None and phrase.near and radius <= _WIDEST_NEAR_KM:
        precision, radius = "near", near_radius_km(phrase, radius)
    elif phrase is not None and phrase.part and precision == "country":
        precision = "region"  # "western Iraq": a part of the country, its bounds unsaid
    return Place(
        name=entry.name,
        geonames_id=entry.geonames_id,
        lat=entry.lat,
        lon=entry.lon,
        admin1=entry.admin1,
        country=entry.country,
        precision=precision,
        radius_km=radius,
        source=entry.source,
        disputed=entry.disputed,
    )


def _origin(query: Query, probability: float) -> Origin:
    best = query.best
    if best is None or not query.scores:
        return Origin("where.no_entry", score=round(probability, 3))
    top = max(query.scores)
    total = sum(math.exp(s - top) for s in query.scores)
    order = sorted(range(len(query.entries)), key=lambda i: -query.scores[i])
    others = tuple(
        Alternative(
            value=_described(query.entries[i]),
            score=round(math.exp(query.scores[i] - top) / total, 3),
            reason=_entry_id(query.entries[i]),
        )
        for i in order[1 : _MOST_ALTERNATIVES + 1]
        if query.scores[i] > top - _CLOSE
    )
    return Origin(
        rule="where.ranker",
        entry=_entry_id(best),
        source=SOURCES.get(best.source, best.source),
        score=round(probability / total, 3),
        alternatives=others,
    )


def _entry_id(entry: Entry) -> str:
    return f"geonames:{entry.geonames_id}" if entry.geonames_id else entry.source


def _described(entry: Entry) -> str:
    kind = "" if entry.feature in ("town", "capital") else entry.feature
    return ", ".join(part for part in (entry.name, kind, entry.admin1, entry.country) if part)


def _is_unmistakable(c: Candidate) -> bool:
    """Whether the words are the name, in several words, of a base, camp, sea … and nothing else's."""
    return (
        " " in c.key
        and bool(c.entries)
        and all(e.feature in UNMISTAKABLE and e.quality < 2 for e in c.entries)
    )


def _is_in_name(c: Candidate, sentence: Sentence) -> bool:
    """Whether a rejected candidate is a part of an organisation's or a thing's name."""
    words = place_words().organisation_words
    if len(c.key) <= 3 or c.key in place_words().common_words or not any(map(_is_known, c.entries)):
        return False
    near = [*sentence.tokens[max(0, c.first - 3) : c.first], *sentence.tokens[c.last + 1 : c.last + 3]]
    named = any(t.text.lower().rstrip(".") in words and t.text[0].isupper() for t in near)
    return named or any(t.entity == "ORG" for t in sentence.tokens[c.first : c.last + 1])


def _is_known(entry: Entry) -> bool:
    """Whether an entry is a country, a first-order unit or a city, by a name of its own."""
    return entry.quality < 2 and (entry.feature in ("country", "admin1") or entry.population >= _LEAST_KNOWN)


def _is_metonym(phrase: Phrase, entry: Entry | None, sentence: Sentence) -> bool:
    """Whether a capital stands for its government: it says or decides something, or has a policy."""
    c = phrase.candidate
    if entry is None or phrase.modifier or (entry.feature != "capital" and c.key not in _OTHER_SEATS):
        return False
    words = place_words()
    head = sentence.tokens[c.last]
    governor = sentence.tokens[head.head]
    if head.dep in ("nsubj", "nsubjpass") and governor.lemma in words.said_verbs:
        return True
    if c.last + 1 < len(sentence.tokens) and sentence.tokens[c.last + 1].text in ("'s", "’s"):
        following = sentence.tokens[c.last + 2 : c.last + 7]
        return any(t.lemma in words.government_nouns for t in following if t.pos in ("NOUN", "ADJ"))
    return False
