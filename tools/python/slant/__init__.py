"""slant from Python: labels paragraphs of news articles as supportive, critical or neutral toward the article's main subject.

    import slant

    model = slant.load()
    for row in model.classify(["The mayor was praised.", {"id": "b", "title": "Budget", "text": "…"}]):
        print(row["article"], row["paragraph"], row["label"], row["confidence"])

All of it is done by slant's shared library; this package hands articles over and rows back.
"""

from __future__ import annotations

from typing import Optional

from ._errors import DataError, InputError, ModelError, RoomError, SlantError, UsageError
from ._library import library
from ._model import Model

__all__ = ["DataError", "InputError", "Model", "ModelError", "RoomError", "SlantError", "UsageError", "load", "version"]


def load(path: Optional[str] = None, encoder: Optional[str] = None) -> Model:
    """Opens the model at `path`, or the one named by SLANT_MODEL, or the shipped one; `encoder` names its encoder where that does not lie
    beside it."""
    return Model(path, encoder)


def version() -> str:
    """The library's version."""
    return str(library().slant_version().decode())
