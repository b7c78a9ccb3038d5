"""The words that attribute: verbs of saying and judging, nouns, and what stands around them."""

from types import MappingProxyType

from service.claims.lexicon import words

_IRREGULAR = {
    "say": "said", "tell": "told", "write": "wrote written", "think": "thought",
    "know": "knew known", "feel": "felt", "find": "found", "hold": "held", "show": "showed shown",
    "see": "saw seen", "swear": "swore sworn", "read": "read", "understand": "understood",
    "foresee": "foresaw foreseen", "bet": "bet",
}  # fmt: skip

_SAYING = words(
    """
    say tell add write tweet post announce declare state claim argue insist warn note explain
    acknowledge admit confirm report reply respond remark observe recall reiterate repeat stress
    emphasize emphasise underline underscore maintain contend assert allege testify concede
    complain reveal disclose predict estimate conclude suggest caution counter retort quip joke
    boast lament believe think feel swear reason vow promise pledge guarantee hope fear suspect
    expect assume reckon guess bet worry agree hint imply indicate signal assure reassure inform
    advise opine blog recount theorize theorise speculate speculates proclaim profess attest
    certify gripe marvel muse blurt volunteer clarify elaborate chime continue protest interject
    object affirm reaffirm rule find hold calculate forecast project anticipate foresee show
    charge relate snap shout whisper email message text
    """
)
_JUDGING = words(
    """
    laud praise hail applaud commend extol tout endorse defend cheer criticize
    criticise condemn denounce decry deplore dismiss blast slam lambast lambaste assail rebuke
    bash rip pan mock ridicule deride disparage belittle castigate chastise chide berate
    excoriate scold lament bemoan reject dispute refute rebut deny question doubt challenge
    accuse blame fault call label brand describe characterize characterise portray depict cast
    deem consider regard view denigrate eviscerate skewer vilify minimize minimise downplay
    trumpet liken hate admire oppose
    """
)

_ATTITUDES = words(
    """
    urge demand want wish prefer favor favour support refuse threaten recommend propose advocate
    plead point refer express voice
    """
)

STRONG = words(
    """
    say tell add write tweet post announce declare state remark reply testify quip joke stress
    explain insist warn note argue claim contend assert emphasize emphasise acknowledge admit
    reiterate recall retort complain continue concede caution observe lament counter
    """
)
"""Verbs that make a holder of an unknown subject; the others need a known kind of one."""

FINDING = words(
    """
    find show suggest indicate estimate conclude hold rule hint imply signal forecast project
    calculate underscore underline reveal confirm
    """
)
"""Verbs that things do as well ("the tweet suggests"): only voices and inquiries hold those."""


def _forms(verb: str) -> dict[str, str]:
    """Every form of a verb with its kind: base, s, past, ing."""
    stem = verb.removesuffix("e")
    doubled = (
        verb + verb[-1]
        if verb in {"admit", "quip", "slam", "rip", "pan", "blog", "rebut", "bet"}
        else stem
    )
    ending_y = verb.endswith("y") and verb[-2] not in "aeiou"
    third = (
        verb[:-1] + "ies"
        if ending_y
        else verb + ("es" if verb.endswith(("s", "sh", "ch", "x")) else "s")
    )
    past = _IRREGULAR.get(verb, verb[:-1] + "ied" if ending_y else doubled + "ed")
    present = verb if verb.endswith("ee") else doubled
    return {verb: "base", third: "s", present + "ing": "ing"} | dict.fromkeys(past.split(), "past")


def past(verb: str) -> str:
    """The past form of a verb of the tables."""
    return next(form for form, kind in _forms(verb).items() if kind == "past")


def _table(verbs: frozenset[str]) -> MappingProxyType[str, tuple[str, str]]:
    return MappingProxyType(
        {form: (verb, kind) for verb in sorted(verbs) for form, kind in _forms(verb).items()}
    )


HOLDING = _table(_SAYING | _JUDGING | _ATTITUDES)
"""Form -> (verb, kind of form) for verbs whose clause is its subject's position on something."""

NOT_ASSERTING = words(
    """
    deny reject dispute refute rebut doubt question dismiss hope fear wish worry want
    """
)
"""Verbs whose clause is not asserted by who speaks: it is told with the verb, whole."""

KNOWING = words("aware unaware know knows knew known learn learned learnt realize realise discover")
"""What is known or learned is so: whoever writes that says it too."""

CRITICISM_NOUNS = words(
    """
    criticism praise condemnation outrage anger scepticism skepticism doubts fears concerns
    concern complaints accusations allegations objections opposition outcry dismay alarm
    frustration unease disquiet
    """
)
"""Nouns in "amid criticism from X over P"."""

PREPOSITIONS = words(
    """
    in on at by for from with of to during after before following amid about over through via
    against under between among since until into upon within outside inside near as despite
    without across alongside around because
    """
)
