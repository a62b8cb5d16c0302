"""What reading does not need is not loaded: the first record comes sooner."""

from __future__ import annotations

import subprocess
import sys


def test_reading_loads_nothing_heavy_before_it_is_needed() -> None:
    code = "import sys, khabar.pipeline, khabar.ingest.private; print(sorted({'yaml', 'babel', 'onnxruntime', 'numpy', 'phonenumbers'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
