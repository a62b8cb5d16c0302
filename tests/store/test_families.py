"""The type that a happening is called after."""

from __future__ import annotations

from khabar.assemble.happenings.families import general, main_type


def test_an_air_strike_also_called_bombardment_is_an_air_strike() -> None:
    assert main_type(("airstrike", "kill", "shelling")) == "airstrike"
    assert main_type(("attack", "kill", "shelling")) == "shelling"
    assert not general("airstrike") and not general("shelling")
