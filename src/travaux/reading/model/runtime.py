"""onnxruntime with its telemetry off: from 1.29 on its wheels send events to their maker unless this is set before they load."""

import os

os.environ["ORT_DISABLE_TELEMETRY"] = "1"

import onnxruntime  # ships no types; it looks at the variable while it loads

__all__ = ["onnxruntime"]
