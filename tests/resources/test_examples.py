"""Every accept and reject example of every resource entry holds."""

from __future__ import annotations

import pytest

from khabar import examples
from khabar.resources.kinds import KINDS


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_examples_hold(kind: str) -> None:
    assert examples.check_kind(kind) == []
