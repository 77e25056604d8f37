"""Keyness: contrasts of terms, their uncertainty, checks and controls."""
