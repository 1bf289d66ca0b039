"""Turn the second newsroom into JSON lines, with the builder of the first.

python samples/second/build.py            write newsroom.jsonl and gold/*.jsonl
python samples/second/build.py --check    fail where one of them is not what would be written
python samples/second/build.py --show X   print what the gold says of the report X
"""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

HERE = Path(__file__).parent
GOLD = ("copies", "citations", "events", "origins", "contradictions", "followthrough")
NOTE = "Invented for Tipsheet: the countries, towns, people, bodies, outlets and events."


def builder() -> ModuleType:
    """The newsroom's builder, turned to this folder."""
    spec = importlib.util.spec_from_file_location(
        "second_build", HERE.parent / "newsroom" / "build.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.HERE, module.NOTE = HERE, NOTE
    module.GOLD = {name: module.GOLD[name] for name in GOLD}
    return module


if __name__ == "__main__":
    sys.exit(builder().main(sys.argv[1:]))
