"""What shortened descriptions of an article stand for: "the deal" for "the Iran nuclear deal".

A description is taken up by its noun: a phrase with the same noun that says more is what it stands
for, where all such phrases are of one thing. This is the strict head match of sieves for
coreference (Raghunathan et al. 2010), for the sake of reading, not of clusters.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from service.claims.lexicon import words
from service.claims.tree import Tree

_SAME = (
    words("deal agreement accord pact"),
    words("lawsuit suit"),
    words("memo memorandum"),
    words("visit trip"),
    words("tariff duty levy"),
    words("investigation probe inquiry"),
    words("summit meeting"),
)
"""Nouns that newspapers use for one another."""

_TELLS_LITTLE = words(
    """
    new latest recent same other own entire whole such last next previous past various
    current big huge major great good bad terrible horrible disastrous historic so-called certain
    key main final full initial original early only very actual former future possible potential
    planned upcoming proposed ongoing alleged further additional landmark more many most several
    """
)
_CLEAR = words(
    """
    president government administration country nation world public media press economy police
    military army internet law constitution truth fact way time day week month year morning evening
    night moment future past end beginning rest others people sun moon sky weather market markets
    stakes issue issues problem point case question idea thing things kind part side sides number
    amount result reason right left north south east west streets street ground air sea border
    table phone news record path start top bottom middle centre center name
    """
)
"""Nouns that are clear with "the" alone, or mean nothing that could be named."""

_MODIFIERS = ("amod", "compound", "nmod", "nmod:poss", "flat", "nummod", "nmod:unmarked")
_DETERMINERS = words("the this that these those")
_ADDITIONS = ("acl", "acl:relcl", "nmod", "advcl")
_LINKS = words("of with on over against between about for into in")
_POINTING = frozenset(["PRP", "PRP$", "WDT", "WP", "WP$", "RBR", "JJR"])
_TIMES = words(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june
    july august september october november december week month year day weekend morning evening
    afternoon night today yesterday tomorrow last next years months weeks days
    """
)
_MENTIONS, _SHARE = 3, 0.75
"""How often, and of all full phrases with its noun, one thing must be told to be what is meant."""
_LEAD = 3
"""Sentences that tell what an article is about: what they name once is known from there on."""
_LONGEST = 8
"""Words of the longest phrase that is put for a description."""


@dataclass(frozen=True, slots=True)
class Description:
    """A phrase that says what thing it is: its noun, the words that tell, how it reads.

    ``names`` are those of ``telling`` that two phrases of one thing would share: names and nouns,
    not adjectives and years. ``phrase`` comes with its article, where it takes one. ``place`` is
    that of its sentence and of its word in it.
    """

    noun: str
    plural: bool
    telling: frozenset[str]
    names: frozenset[str]
    phrase: str
    place: tuple[int, int]


class Descriptions:
    """The phrases by which an article says what the things are that it tells of."""

    def __init__(self, trees: Sequence[Tree]) -> None:
        """Read every sentence.

        Args:
            trees: The article's sentences. They are told by their places in it.
        """
        self._full: defaultdict[tuple[str, bool], list[Description]] = defaultdict(list)
        self._heard: dict[tuple[str, bool], int] = {}
        for place, tree in enumerate(trees):
            for word in range(len(tree.words)):
                if not tree.words[word].tag.startswith("NN"):
                    continue
                self._heard.setdefault(_noun(tree, word), place)
                full = _description(tree, word, place)
                if full is not None:
                    self._full[full.noun, full.plural].append(full)

    def resolve(self, tree: Tree, word: int, place: int) -> str | None:
        """The full phrase that a short description stands for, if only one thing can be meant.

        The whole article is asked, as headlines and leads shorten what is told in full later.

        Args:
            tree: A sentence.
            word: The description's noun.
            place: The sentence's place.
        """
        noun, plural = _noun(tree, word)
        found = [d for kin in _kin(noun) for d in self._full.get((kin, plural), ())]
        near = [d for d in found if (place - 1, 0) <= d.place < (place, word)]
        cluster = _most_told(found)
        apart = len(found) - len(cluster)
        often = len(cluster) >= _MENTIONS and len(cluster) >= _SHARE * len(found)
        known = len(cluster) > 1 or near or any(d.place < (_LEAD,) for d in cluster)
        if not (known and (often or not apart) and all(d in cluster for d in near)):
            cluster = near if len(_most_told(near)) == len(near) == 1 else []
        said = Counter(word for each in cluster for word in each.telling)
        return max(cluster, key=lambda each: _worth(each, said)).phrase if cluster else None

    def phrase(self, tree: Tree, word: int, place: int) -> str | None:
        """How a noun phrase reads elsewhere: a name, a full description, what a short one means.

        Args:
            tree: A sentence.
            word: The phrase's noun.
            place: The sentence's place.
        """
        if tree.child(word, "conj", "appos") is not None:
            return _series(tree, word)
        below = [w for w in tree.subtree(word) if tree.relation(w) not in ("punct", "case")]
        if all(tree.is_name(w) or tree.lower[w] == "the" for w in below):
            return _within(tree, below)
        if is_short(tree, word, frozenset(below)):
            return self.resolve(tree, word, place)
        full = _description(tree, word, place)
        return None if full is None else full.phrase

    def alike(self, tree: Tree, first: int, second: int) -> bool:
        """Whether two words of a sentence are nouns for the same sort of thing."""
        if not tree.words[first].tag.startswith("NN"):
            return False
        return _noun(tree, first)[0] in _kin(_noun(tree, second)[0])

    def is_known(self, tree: Tree, word: int, place: int) -> bool:
        """Whether a description's noun stands in an earlier sentence."""
        noun, plural = _noun(tree, word)
        return any(self._heard.get((kin, plural), place) < place for kin in _kin(noun))


def is_short(tree: Tree, word: int, chosen: frozenset[int]) -> bool:
    """Whether a word is the noun of a description that tells nothing more: "the deal".

    Args:
        tree: Its sentence.
        word: Any word.
        chosen: The words of the statement it stands in.
    """
    if tree.words[word].tag not in ("NN", "NNS") or tree.text(word)[0].isupper():
        return False
    if tree.lower[word] in _CLEAR or word - 1 not in chosen:
        return False
    return (
        word - 1 in tree.children(word, "det")
        and tree.lower[word - 1] in _DETERMINERS
        and not tree.children(word, *_MODIFIERS, *_ADDITIONS)
    )


def _description(tree: Tree, word: int, place: int) -> Description | None:
    """The phrase of a noun, where it tells which thing it is and can stand elsewhere."""
    tag = tree.words[word].tag
    if not tag.startswith("NN") or tree.relation(word) in ("compound", "flat"):
        return None
    kept = _phrase(tree, word)
    if any(tree.words[w].tag in _POINTING for w in kept):
        return None
    telling = frozenset(
        tree.lower[w]
        for w in kept
        if w != word and tree.words[w].tag[:2] in ("NN", "JJ", "CD") and tree.lower[w] not in _TIMES
    )
    names = frozenset(
        tree.lower[w]
        for w in kept
        if tree.lower[w] in telling
        and (tree.words[w].tag.startswith("NN") or (tree.text(w)[0].isupper() and w))
    )
    years = any(_is_year(tree, w) for w in kept)
    if not (names or years) or len(kept) > _LONGEST or kept[-1] - kept[0] != len(kept) - 1:
        return None
    phrase = _within(tree, kept)
    if any(mark in phrase for mark in ',"“”()#') or " or " in phrase:
        return None
    owner = tree.child(word, "nmod:poss")
    if owner is None or tree.child(owner, "case") is None:
        phrase = f"the {phrase}"
    return Description(*_noun(tree, word), telling, names, phrase, (place, word))


def _series(tree: Tree, word: int) -> str | None:
    """Names that are told together: "Norland, Sudland and the council"."""
    below = [w for w in tree.subtree(word) if tree.relation(w) != "case"]
    plain = all(tree.words[w].tag[:2] in ("NN", "JJ", "DT", "CC") or tree.is_mark(w) for w in below)
    named = any(tree.is_name(w) for w in below) and len(below) <= 2 * _LONGEST
    return _within(tree, below) if plain and named and tree.child(word, "conj") else None


def _within(tree: Tree, words: Collection[int]) -> str:
    """The stretch of some words, as it reads inside a sentence."""
    first = min(words)
    text = tree.sentence[tree.words[first].start : tree.words[max(words)].end]
    return text if first or tree.is_name(first) else text[0].lower() + text[1:]


def _phrase(tree: Tree, word: int) -> list[int]:
    """A noun with what tells it from others, without articles and words that tell little."""
    found = {word}
    for child in tree.children(word, *_MODIFIERS):
        below = tree.subtree(child)
        if tree.relation(child) == "nmod":
            link = tree.child(child, "case")
            if link is None or tree.lower[link] not in _LINKS or len(below) > _LONGEST - 3:
                continue
            if any(tree.lower[w] in _TIMES or tree.words[w].tag == "CD" for w in below):
                continue
            if tree.lower[link] == "between" and tree.child(child, "conj") is None:
                continue
            if tree.lower[link] in ("in", "into") and not tree.is_name(child):
                continue
        elif tree.relation(child) == "nummod":
            if not _is_year(tree, child):
                continue
        elif any(tree.lower[w] in _TIMES for w in below) or (
            tree.relation(child) == "amod" and not _tells(tree, child, word)
        ):
            continue
        found |= below
    return sorted(found)


def _tells(tree: Tree, adjective: int, noun: int) -> bool:
    """Whether an adjective says which thing it is: "nuclear", not "new" or "closely guarded"."""
    if tree.lower[adjective] in _TELLS_LITTLE or tree.words[adjective].tag != "JJ":
        return False
    named = tree.text(adjective)[0].isupper() or not tree.is_name(noun)
    return named and not tree.children(adjective)


def _is_year(tree: Tree, word: int) -> bool:
    return len(tree.lower[word]) == 4 and tree.lower[word].isdigit()


def _most_told(found: Sequence[Description]) -> list[Description]:
    """Of phrases with one noun, those of the one thing that most of them are of."""
    clusters: list[list[Description]] = []
    for each in (d for d in found if d.names):
        akin = [c for c in clusters if any(each.telling & other.telling for other in c)]
        clusters = [c for c in clusters if c not in akin]
        clusters.append([*(d for c in akin for d in c), each])
    most = max(clusters, key=len, default=[])
    return most + [d for d in found if not d.names]


def _worth(each: Description, often: Counter[str]) -> tuple[bool, int, int]:
    """A phrase with a name before others; then what is told of it most often; the shorter."""
    told = sum(sorted(often[word] for word in each.telling)[-3:])
    return any(character.isupper() for character in each.phrase), told, -len(each.phrase)


def _kin(noun: str) -> frozenset[str]:
    return next((group for group in _SAME if noun in group), frozenset([noun]))


def _noun(tree: Tree, word: int) -> tuple[str, bool]:
    """A noun in the singular, and whether it stands in the plural."""
    lower = tree.lower[word]
    if lower == "memoranda":
        return "memorandum", True
    if tree.words[word].tag not in ("NNS", "NNPS"):
        return lower, False
    if lower.endswith("ies"):
        return f"{lower[:-3]}y", True
    return lower.removesuffix("s"), True
