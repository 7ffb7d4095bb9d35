"""Frozen values made as fast as others: of a large file there are hundreds of thousands.

A frozen dataclass sets each of its fields through `object.__setattr__`, which for one of twenty fields takes five times as
long as to set them plainly. Here a value is of a class without that lock while it is made, and of its own from then on.
"""

from dataclasses import MISSING, Field, fields
from typing import Any, TypeVar

ClassT = TypeVar("ClassT")


def quickly_made(cls: type[ClassT]) -> type[ClassT]:
    """Give a dataclass that is frozen and has slots, and takes its fields by name, an `__init__` that is quicker.

    Raises:
        TypeError: it has fields of another class, or one with a default that is made anew each time, or there is
            something to do after the making.
    """
    own = fields(cls)  # type: ignore[arg-type]
    simple = cls.__bases__ == (object,) and not hasattr(cls, "__post_init__")
    if not simple or any(f.default_factory is not MISSING or not f.kw_only for f in own):
        raise TypeError(f"{cls.__name__} is not made of its own fields alone")
    open_class = type(f"_Open{cls.__name__}", (), {"__slots__": tuple(f.name for f in own)})
    known = {f"_default_{f.name}": f.default for f in own if f.default is not MISSING}
    known |= {"_set": object.__setattr__, "_open": open_class, "_own": cls}
    lines = [
        f"def __init__(self, *, {', '.join(map(_say_parameter, own))}):",
        "_set(self, '__class__', _open)",
        *(f"self.{f.name} = {f.name}" for f in own),
        "self.__class__ = _own",
    ]
    made: dict[str, Any] = {}
    exec("\n    ".join(lines), known, made)  # noqa: S102 - of the names of fields alone, as dataclasses itself does it
    made["__init__"].__annotations__ = cls.__init__.__annotations__
    made["__init__"].__qualname__ = f"{cls.__qualname__}.__init__"
    type.__setattr__(cls, "__init__", made["__init__"])
    return cls


def _say_parameter(field: Field[Any]) -> str:
    return field.name if field.default is MISSING else f"{field.name}=_default_{field.name}"
