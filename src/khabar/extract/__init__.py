"""Extractors: what the text says. They never import each other; they meet in the mentions."""
