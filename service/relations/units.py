"""Units that news uses, each with its dimension and its size in that dimension's base."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: ``value * size + offset`` is the same quantity in the dimension's base unit."""

    dimension: str
    size: float = 1.0
    offset: float = 0.0

    def base(self, value: float) -> float:
        """The quantity in the dimension's base unit."""
        return value * self.size + self.offset


_FAHRENHEIT = Unit("temperature", 5 / 9, -160 / 9)

_NAMED: dict[str, Unit] = {
    "km kms kilometre kilometres kilometer kilometers": Unit("length", 1000),
    "mile miles": Unit("length", 1609.344),
    "metre metres meter meters": Unit("length"),
    "foot feet ft": Unit("length", 0.3048),
    "inch inches": Unit("length", 0.0254),
    "yard yards": Unit("length", 0.9144),
    "cm centimetre centimetres centimeter centimeters": Unit("length", 0.01),
    "mm millimetre millimetres millimeter millimeters": Unit("length", 0.001),
    "acre acres": Unit("area", 4046.856),
    "hectare hectares ha": Unit("area", 10_000),
    "kg kilo kilos kilogram kilograms kilogramme kilogrammes": Unit("mass"),
    "gram grams gramme grammes": Unit("mass", 0.001),
    "pound pounds lb lbs": Unit("mass", 0.45359237),
    "ounce ounces oz": Unit("mass", 0.028349523),
    "tonne tonnes": Unit("mass", 1000),
    "ton tons": Unit("mass", 950),  # short, long or metric: nobody says which
    "litre litres liter liters": Unit("volume"),
    "gallon gallons": Unit("volume", 4.1),  # imperial or American: nobody says which
    "barrel barrels": Unit("volume", 158.987),
    "second seconds": Unit("time", 1),
    "minute minutes": Unit("time", 60),
    "hour hours": Unit("time", 3600),
    "day days": Unit("time", 86_400),
    "week weeks": Unit("time", 604_800),
    "month months": Unit("time", 2_629_746),
    "year years": Unit("time", 31_556_952),
    "decade decades": Unit("time", 315_569_520),
    "celsius centigrade \u00b0c c": Unit("temperature"),
    "fahrenheit \u00b0f f": _FAHRENHEIT,
    "mph": Unit("speed", 1.609344),
    "kph": Unit("speed"),
    "mw megawatt megawatts": Unit("power", 1),
    "gw gigawatt gigawatts": Unit("power", 1000),
    "percent": Unit("percent"),
    "point points": Unit("points"),
    "degree degrees": Unit("degrees"),
}

UNITS: dict[str, Unit] = {name: unit for names, unit in _NAMED.items() for name in names.split()}
SHORT_UNITS = frozenset({"c", "f", "m", "km", "kg", "ha", "ft", "lb", "mw", "gw", "mph", "kph"})

CURRENCIES: dict[str, str] = {
    name: code
    for names, code in {
        "$ dollar dollars": "$",
        "\u20ac euro euros": "\u20ac",
        "\u00a3 sterling pound pounds": "\u00a3",
        "\u00a5 yen": "\u00a5",
        "\u20b9 rupee rupees": "rupee",
        "rand": "rand",
        "franc francs": "franc",
        "peso pesos": "peso",
        "krona kronor krone kroner kroners": "krone",
        "yuan renminbi": "yuan",
        "rouble roubles ruble rubles": "rouble",
        "dirham dirhams": "dirham",
        "shilling shillings": "shilling",
        "won": "won",
        "lira liras": "lira",
        "kwacha": "kwacha",
        "kina": "kina",
        "naira": "naira",
        "baht": "baht",
        "cent cents": "cent",
        "pence p": "pence",
    }.items()
    for name in names.split()
}

SCALES: dict[str, float] = {
    "hundred": 1e2,
    "thousand": 1e3,
    "k": 1e3,
    "lakh": 1e5,
    "lakhs": 1e5,
    "million": 1e6,
    "millions": 1e6,
    "m": 1e6,
    "mn": 1e6,
    "mln": 1e6,
    "crore": 1e7,
    "crores": 1e7,
    "billion": 1e9,
    "billions": 1e9,
    "b": 1e9,
    "bn": 1e9,
    "trillion": 1e12,
    "tn": 1e12,
}
