"""The base that training starts from, packed to travel."""

from pathlib import Path

from tokenizers import Tokenizer


def write_base(base: Path, out: Path) -> None:
    """The base's weights in half precision, without its pooler, and its tokenizer without fixed lengths."""
    from safetensors.numpy import load_file, save_file  # noqa: PLC0415  (training's own requirement, not the package's)

    weights = {k: v for k, v in load_file(base / "model.safetensors").items() if "pooler" not in k and "_ids" not in k}
    save_file({k: v.astype("float16") for k, v in weights.items()}, out / "base.safetensors")
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    tokenizer.save(str(out / "tokenizer.json"), pretty=False)
