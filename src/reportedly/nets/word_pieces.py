"""Word pieces of single words, by the tokenizer file that belongs to a net."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from reportedly.errors import ModelError
from reportedly.nets.attribution_input import MAX_WORD, SpecialPieces, Word
from reportedly.nets.sessions import net_folder

MAX_PIECES = 8  # of one word; the rest says nothing more


@cache
def shipped_word_pieces() -> WordPieces:
    """The word pieces of the trunk, which all nets of the package share: read and remembered once."""
    return WordPieces(net_folder("trunk") / "tokenizer.json")


class WordPieces:
    """Word-piece ids of words; the tokenizer file is read on first use."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._known: dict[str, tuple[int, ...]] = {}

    @cached_property
    def tokenizer(self) -> Any:
        from tokenizers import Tokenizer

        if not self.path.is_file():
            raise ModelError(f"{self.path.name} is missing beside the net; reinstall the package")
        tokenizer = Tokenizer.from_file(str(self.path))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        return tokenizer

    @cached_property
    def special(self) -> SpecialPieces:
        return SpecialPieces(self.tokenizer.token_to_id("[CLS]"), self.tokenizer.token_to_id("[SEP]"))

    def pieces(self, blocks: Sequence[Sequence[Word]]) -> list[list[tuple[int, ...]]]:
        """The ids of each word of each block, at least one for each word."""
        new = list({word.text.lower() for words in blocks for word in words} - self._known.keys())
        if len(self._known) > 200_000:
            self._known.clear()
            new = list({word.text.lower() for words in blocks for word in words})
        unknown = (self.tokenizer.token_to_id("[UNK]"),)
        encoded = self.tokenizer.encode_batch([word[:MAX_WORD] for word in new], add_special_tokens=False)
        for word, encoding in zip(new, encoded, strict=True):
            self._known[word] = tuple(encoding.ids[:MAX_PIECES]) or unknown
        return [[self._known[word.text.lower()] for word in words] for words in blocks]
