"""The reading model's runtime keeps to itself: it leaves no file of its own in a home, and so nothing to send."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from travaux.reading.model.encoder import shipped_weights

LOAD = "from travaux.reading.model.encoder import load_encoder, shipped_weights; load_encoder(shipped_weights())"


@pytest.mark.skipif(shipped_weights() is None, reason="no weights came with the package")
def test_loading_the_model_writes_nothing_into_a_home(tmp_path: Path) -> None:
    unset = {"CI", "ORT_DISABLE_TELEMETRY", "GITHUB_ACTIONS", "TRAVAUX_CI"}
    env = {name: value for name, value in os.environ.items() if name not in unset}
    env |= {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache"), "XDG_STATE_HOME": str(tmp_path / "state")}
    subprocess.run([sys.executable, "-c", LOAD], env=env, check=True)
    assert not [p for p in tmp_path.rglob("*") if p.is_file()]
