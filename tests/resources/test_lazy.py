"""What reading does not need is not loaded: the first record comes sooner."""

from __future__ import annotations

import subprocess
import sys


def test_reading_loads_no_yaml_and_no_babel_before_they_are_needed() -> None:
    code = "import sys, khabar.pipeline; print(sorted({'yaml', 'babel', 'onnxruntime', 'numpy'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
