"""Findings in, Altair charts out: one theme, one locale."""
