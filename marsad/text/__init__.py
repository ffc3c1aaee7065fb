"""Sentences, tokens and clitics, with offsets into the text as given.

Letters are folded here and nowhere else; every later room matches folded forms only.
"""

from marsad.text.letters import fold
from marsad.text.sentences import Sentence, sentences
from marsad.text.tokens import Token, spots, tokenize
from marsad.text.words import BySpelling, Form, Word, word

__all__ = [
    "BySpelling",
    "Form",
    "Sentence",
    "Token",
    "Word",
    "fold",
    "sentences",
    "spots",
    "tokenize",
    "word",
]
