"""The gender of a speaker in Arabic glosses."""

from __future__ import annotations

import pytest

from khabar.assemble.arabic import feminine


@pytest.mark.parametrize(("name", "wanted"), [
    ("العمدة آدم جمعة", False), ("الخليفة", False), ("المتحدثة رنا العبدي", True), ("وزارة الصحة", True), ("حزب الوادي", False), ("طالبة جامعية", True),
])
def test_a_man_s_title_may_end_as_a_woman_s(name: str, wanted: bool) -> None:
    assert feminine(name, None) is wanted
