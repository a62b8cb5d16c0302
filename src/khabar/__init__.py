"""Khabar reads Arabic news reports into sourced events. The public entry is :func:`khabar.pipeline.read`."""

__version__ = "0.1.0"
