"""The text layer: folding, tokens, clitics, sentences, quotations and numbers. Every offset is on the original text."""

from khabar.text.document import FRAME, UNREAD, Document, document, with_blocks
from khabar.text.fold import Folded, fold, fold_map
from khabar.text.numbers import NumberMention
from khabar.text.quotes import Quotation
from khabar.text.sentences import Sentence
from khabar.text.tokens import Token
from khabar.text.words import FormIndex, Split, splits, stem_span

__all__ = [
    "FRAME", "UNREAD", "Document", "Folded", "FormIndex", "NumberMention", "Quotation", "Sentence", "Split", "Token",
    "document", "fold", "fold_map", "splits", "stem_span", "with_blocks",
]  # fmt: skip
