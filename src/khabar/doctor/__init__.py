"""Checking an installation: what ``khabar doctor`` looks at. Nothing leaves the machine, nothing is written."""

from khabar.doctor.checks import REQUIRED, Check, State, examine, healthy

__all__ = ["REQUIRED", "Check", "State", "examine", "healthy"]
