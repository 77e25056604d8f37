"""Parallax: five articles given as being on one subject, laid side by side."""

from parallax.corpus.corpus import Corpus, load_corpus

__all__ = ["Corpus", "load_corpus"]
