"""Keeps the kernels of the operators that some archives use.

`select_operators.py OUT ARCHIVE...` writes OUT/generated/operators.inc, the table in which all
other operators have no kernel, so that the linker leaves them out. Needs Python's standard library
only. A name in an archive's code keeps all operators of that name: more is kept than runs, never
less. Operators on numbers, strings and containers always stay; what only a C++ program calls goes.
"""

import re
import sys
import zipfile
import zlib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WORD = re.compile(r"\w+")
ROW = re.compile(r"MJ_OPERATOR\(\d+, t_(\w+?)_x_(\w+), \w+, (\w+),")


def code_of(archive: str) -> str:
    try:
        with zipfile.ZipFile(archive) as file:
            names = [n for n in file.namelist() if "/code/" in n and n.endswith(".py")]
            if not names:
                sys.exit(f"{archive} holds no code")
            return "\n".join(file.read(name).decode() for name in names)
    except OSError as found:
        sys.exit(f"{archive} cannot be read: {found.strerror}")
    except (zipfile.BadZipFile, zlib.error, UnicodeDecodeError) as found:
        sys.exit(f"{archive} is no archive of jit.save: {found}")


def definitions(operators: set[str]) -> dict[str, set[str]]:
    """The words of the texts that define an operator; a file's name begins with the operator's."""
    words: dict[str, set[str]] = {}
    # What several composites share counts by the file that they name it by.
    for path in (ROOT / "grammar/composites/shared").glob("*.py"):
        words[path.stem] = set(WORD.findall(path.read_text()))
    for folder, prefix in (("composites", r"^[a-z]+?_"), ("upgraders", r"^")):
        for path in (ROOT / "grammar" / folder).glob("*.py"):
            plain = re.sub(prefix, "", path.stem)
            names = [n for n in operators if plain == n or plain.startswith(f"{n}_")]
            name = max(names, key=len, default=plain)
            words.setdefault(name, set()).update(WORD.findall(path.read_text()))
    for line in (ROOT / "grammar/aliases.table").read_text().splitlines():
        if not line.startswith("#"):
            name, _, aliases = line.partition(" | ")
            for alias in aliases.split():
                words.setdefault(alias, set()).add(name)
    return words


def main() -> int:
    out, archives = Path(sys.argv[1]), sys.argv[2:]
    table = (ROOT / "runtime_cpp/generated/operators.inc").read_text()
    texts = definitions({match[2] for match in ROW.finditer(table)})
    wanted: set[str] = set()
    new = {word for archive in archives for word in WORD.findall(code_of(archive))}
    # What the runtime itself calls by name.
    for room in ("ir", "code", "plan", "passes", "exec", "loader"):
        for path in (ROOT / "runtime_cpp" / room).iterdir():
            new.update(re.findall(r'"(?:aten|prim)::(\w+)"', path.read_text()))
    while new:
        wanted |= new
        found: set[str] = set()
        for word in new:
            found.update(texts.get(word, ()))
        # An in-place operator is carried out by the one that it is named after.
        found.update(word.rstrip("_") for word in new)
        new = found - wanted
    plain_kinds = set()
    for line in (ROOT / "grammar/ops.schema").read_text().splitlines():
        match = re.match(r"\w+::(\w+)", line)
        if match and "Tensor" not in line:
            plain_kinds.add(match[1])
    kept = dropped = 0

    def row(match: re.Match[str]) -> str:
        nonlocal kept, dropped
        if match[3] == "no_kernel":
            return match[0]
        if match[2] in wanted or match[2] in plain_kinds:
            kept += 1
            return match[0]
        dropped += 1
        return match[0][: -len(match[3]) - 1] + "no_kernel,"

    (out / "generated").mkdir(parents=True, exist_ok=True)
    (out / "generated/operators.inc").write_text(ROW.sub(row, table))
    print(f"{kept} rows of the table keep their kernels, {dropped} have none")
    return 0


if __name__ == "__main__":
    sys.exit(main())
