"""Findings in, Danish sentences out."""
