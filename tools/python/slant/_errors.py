"""What can go wrong, as exceptions.

In: a slant_error. Out: an exception with the library's own text, and the place that it names.
"""

from __future__ import annotations

from . import _library


class SlantError(Exception):
    """Something failed; its text is the library's. `line` counts from 1, 0 where there is none."""

    def __init__(self, text: str, source: str = "", line: int = 0) -> None:
        super().__init__(f"{source}:{line}: {text}" if line else f"{source}: {text}" if source else text)
        self.text = text
        self.source = source
        self.line = line


class UsageError(SlantError, ValueError):
    """An option or argument that makes no sense."""


class DataError(SlantError, ValueError):
    """An article that is not what it should be. `line` is its number among the articles, from 1."""


class ModelError(SlantError):
    """A model or encoder that is damaged, foreign or unfit."""


class InputError(SlantError, OSError):
    """The system refused to open or read."""


class RoomError(SlantError, MemoryError):
    """Out of memory, or over a cap."""


BY_STATUS: dict[int, type[SlantError]] = {2: UsageError, 3: DataError, 4: ModelError, 5: InputError, 7: RoomError}


def raise_error(error: _library.Error, skipped: int = 0) -> None:
    """Raises what `error` tells; nothing where it is empty. `skipped`: lines before the ones that it counts."""
    if error.status == 0:
        return
    source = error.source.decode("utf-8", "replace")
    line = error.line + skipped if error.line else 0
    kind = BY_STATUS.get(error.status, SlantError)
    raise kind(error.text.decode("utf-8", "replace"), "articles" if source == "-" else source, line)
