"""Keyness: contrasts of terms, their doubts, checks and controls."""
