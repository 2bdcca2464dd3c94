"""The truecaser: text in capitals is shown to the parser as a newspaper would write it."""

import pytest

from reportedly.parse.truecase import is_capitals, truecased


def test_names_are_capitalised_and_common_words_are_not() -> None:
    text = "THE GUERRILLAS ATTACKED A BRIDGE NEAR SAN MIGUEL, PRESIDENT ALFREDO CRISTIANI SAID ON MONDAY."
    assert truecased(text) == (
        "The guerrillas attacked a bridge near San Miguel, President Alfredo Cristiani said on Monday."
    )


def test_acronyms_stay_and_sentences_start_with_a_capital() -> None:
    text = "THE FARABUNDO FRONT (FMLN) LEFT.  SOLDIERS CAME IN A U.S. TRUCK."
    cased = truecased(text)
    assert "(FMLN)" in cased and ".  Soldiers came" in cased and " U.S. " in cased


@pytest.mark.parametrize(
    "text",
    [
        "The army said the UN and NATO were told of the attack.",
        "UN",
        "F-16 AND SU-35",
        "",
        "12:30",
        "Reuters reported that THE BOMB WENT OFF in the town centre at noon.",
    ],
)
def test_mixed_or_short_text_is_untouched(text: str) -> None:
    assert truecased(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "İSTANBUL POLİSİ BİR BOMBA BULDU ẞ",
        "ﬀ STRASSE \u200bBOMB\u200b ΑΘΗΝΑ ΕΚΡΗΞΗ ΒΟΜΒΑΣ",
        "—" * 30 + "ABCDEFGHIJKLM",
    ],
)
def test_length_never_changes(text: str) -> None:
    assert len(truecased(text)) == len(text)


def test_a_few_lower_letters_do_not_hide_capitals() -> None:
    assert is_capitals("POLICE SAID McDONALD WAS SHOT IN THE STREET LAST NIGHT")
    assert not is_capitals("Police said three people were shot in the street last night")


def test_tokens_keep_their_words_and_get_sane_lemmas(parse) -> None:  # type: ignore[no-untyped-def]
    parsed = parse("GUERRILLAS BURNED TWO TRUCKS YESTERDAY IN THE TOWN OF ESCUINTLA.")
    tokens = parsed.sentences[0].tokens
    assert [t.text for t in tokens] == [parsed.words(t.span) for t in tokens]
    verb = next(t for t in tokens if t.text == "BURNED")
    assert (verb.lemma, verb.tag, verb.dep) == ("burn", "VBD", "ROOT")
    assert next(t for t in tokens if t.text == "TRUCKS").lemma == "truck"
    assert next(t for t in tokens if t.text == "ESCUINTLA").pos == "PROPN"
