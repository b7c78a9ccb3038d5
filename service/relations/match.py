"""How two figures or two dates stand to each other."""

from enum import Enum


class Match(Enum):
    """Equal, equal but for rounding, able to be both true, or not both true."""

    EQUAL = "equal"
    ROUNDED = "rounded"
    COMPATIBLE = "compatible"
    CLASH = "clash"
