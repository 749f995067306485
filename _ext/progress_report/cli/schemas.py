"""``make schemas``: write the schemas with which editors check the content."""

from __future__ import annotations

from pathlib import Path

from ..export.editor_schemas import DIRECTORY, editor_schemas, file_name


def main() -> int:
    """Write the schemas below the current directory, and print which."""
    directory = Path(DIRECTORY)
    directory.mkdir(exist_ok=True)
    made = editor_schemas()
    for stale in directory.glob(file_name("*")):
        if stale.name not in made:
            stale.unlink()
    for name, text in made.items():
        (directory / name).write_text(text, encoding="utf-8", newline="\n")
    print(f"Wrote {', '.join(made)} to {DIRECTORY}/")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
