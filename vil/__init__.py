"""VIL: the workbench for knowledge-informed leadership (vidensinformeret ledelse)."""

__version__ = "0.1.0"
