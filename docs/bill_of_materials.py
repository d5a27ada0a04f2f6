"""Puts the hashes of requirements/*.txt into a CycloneDX bill of materials, whose maker knows names and licences alone.

`python docs/bill_of_materials.py BILL.json` writes the bill anew: each component that is locked gets a `distribution` with the
hash of every file that may be installed as it, and a line says how many have none.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

LOCKS = Path(__file__).parents[1] / "requirements"
_LOCKED = re.compile(r"^([\w.-]+)==([^\s;\\]+)")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def locked(folder: Path = LOCKS) -> dict[str, list[str]]:
    """The SHA-256 hashes of every locked version, by purl."""
    found: dict[str, set[str]] = {}
    for file in sorted(folder.glob("*.txt")):
        purl = ""
        for line in file.read_text(encoding="utf-8").splitlines():
            if name := _LOCKED.match(line):
                purl = _purl(name[1], name[2])
            found.setdefault(purl, set()).update(_HASH.findall(line))
    return {purl: sorted(hashes) for purl, hashes in found.items() if hashes}


def with_hashes(bill: dict[str, Any], known: dict[str, list[str]]) -> list[str]:
    """Give the components of a bill their hashes; answers the names of those that have none."""
    without = []
    for part in bill["components"]:
        purl = _purl(part["name"], part.get("version", ""))
        hashes = [{"alg": "SHA-256", "content": one} for one in known.get(purl, ())]
        if hashes:
            part.setdefault("externalReferences", []).append(
                {"type": "distribution", "url": purl, "comment": "a file of any of these", "hashes": hashes}
            )
        else:
            without.append(part["name"])
    return without


def _purl(name: str, version: str) -> str:
    return f"pkg:pypi/{re.sub(r'[-_.]+', '-', name).lower()}@{version}"


if __name__ == "__main__":
    file = Path(sys.argv[1])
    bill = json.loads(file.read_text(encoding="utf-8"))
    without = with_hashes(bill, locked())
    file.write_text(json.dumps(bill, indent=1) + "\n", encoding="utf-8")
    count = len(bill["components"]) - len(without)
    print(f"{file}: {count} components with hashes, {len(without)} without: {', '.join(without) or 'none'}")
