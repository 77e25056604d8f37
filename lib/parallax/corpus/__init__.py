"""The tables as one object, its counts, and the choices of counting."""

from parallax.corpus.corpus import Corpus, NothingLeftError, load_corpus

__all__ = ["Corpus", "NothingLeftError", "load_corpus"]
