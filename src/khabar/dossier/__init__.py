"""The dossier: the brief on a happening that an analyst hands on, and the evidence bundle. Sees only plain values."""

from khabar.dossier.brief import Brief, Voice, brief
from khabar.dossier.render import FORMS, render

__all__ = ["FORMS", "Brief", "Voice", "brief", "render"]
