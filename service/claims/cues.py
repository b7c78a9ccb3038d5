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
    laud praise hail applaud commend welcome salute extol tout endorse defend cheer criticize
    criticise condemn denounce decry deplore dismiss blast slam lambast lambaste assail rebuke
    bash rip pan mock ridicule deride disparage belittle castigate chastise chide berate
    excoriate scold lament bemoan reject dispute refute rebut deny question doubt challenge
    accuse blame fault call label brand describe characterize characterise portray depict cast
    deem consider regard view denigrate eviscerate skewer vilify minimize minimise downplay
    trumpet liken hate admire oppose
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

NOUN_LIKE = words("remark claim note report question state reply post promise estimate")
"""Verbs whose present forms are nouns as well: they need a known kind of subject."""

FINDING = words(
    """
    find show suggest indicate estimate conclude hold rule hint imply signal forecast project
    calculate underscore underline reveal confirm
    """
)
"""Verbs that things do as well ("the tweet suggests"): only voices and inquiries hold those."""

ADDRESSED = words("tell assure reassure inform advise remind")
"""Verbs followed by whom one speaks to."""

AS_JUDGED = words(
    """
    describe characterize characterise portray depict cast regard view deem consider liken call
    label brand
    """
) | {"refer to"}  # fmt: skip
"""Verbs that judge only with what the thing is called ("called it a success")."""

NO_BARE_CLAUSE = words(
    """
    boast report state confirm reveal announce rule hold find show charge relate read post
    emphasize emphasise stress continue object recall recount
    """
)
"""Verbs that often take a plain object: a clause without "that" must show its verb early."""

QUOTE_ONLY = words(
    """
    continue snap shout whisper chime interject relate charge message text email protest marvel
    muse object volunteer elaborate blurt read hold rule maintain post repeat record stress hint
    """
)
"""Verbs that attribute only words in quotation marks or a that-clause."""


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


SAYING = _table(_SAYING)
"""Form -> (verb, kind of form) for verbs whose object is a proposition or a quotation."""

JUDGING = _table(_JUDGING)
"""Form -> (verb, kind of form) for verbs whose subject judges their object."""

CONVINCED = words(
    """
    convinced confident adamant certain sure optimistic hopeful afraid worried concerned
    skeptical sceptical doubtful positive
    """
)
"""Adjectives after "is" that hold the that-clause behind them."""

CRITICISM_NOUNS = words(
    """
    criticism praise condemnation outrage anger scepticism skepticism doubts fears concerns
    concern complaints accusations allegations objections opposition outcry dismay alarm
    frustration unease disquiet
    """
)
"""Nouns in "amid criticism from X over P"."""

AUXILIARIES = words("has have had is are was were be been being 's 've 'd did do does")
MODALS = words("would will could can may might should must shall")
NEGATIONS = words("no longer not never n't hardly neither nor without")
ADVERBS = words(
    """
    also later then once again recently previously repeatedly now soon still even often just
    already twice today yesterday earlier first further ever always long thus far since
    nevertheless nonetheless instead too separately reportedly both all only so
    """
)
WEEKDAYS = words("monday tuesday wednesday thursday friday saturday sunday")
PERIODS = words(
    """
    week weekend month year night morning afternoon evening spring summer autumn fall winter
    """
)
TIME_WORDS = WEEKDAYS | words(
    """
    today yesterday tonight tomorrow earlier later recently afterwards then afterward there here
    overnight last this next late early mid-week midweek
    """
)
PREPOSITIONS = words(
    """
    in on at by for from with of to during after before following amid about over through via
    against under between among since until into upon within outside inside near as despite
    without across alongside around because
    """
)
DETERMINERS = words(
    """
    the a an this that these those his her its their our my your some many most several all both
    each every no any another other one two three four five six seven eight nine ten few more
    such
    """
)
SUBJECT_PRONOUNS = words(
    """
    he she it they we i you there this that these those nobody everyone nothing everything what
    whoever someone
    """
)
CONJUNCTIONS = words(
    """
    and but or although though while whereas because if when as that which where since until
    after before unless whether so than
    """
)
CONTRAST = words("although though while whereas but")

VERB_SIGNS = words(
    """
    is are was were be been am has have had do does did will would can could may might must
    shall should isn't aren't wasn't weren't won't wouldn't can't couldn't don't doesn't didn't
    hasn't haven't hadn't it's he's she's they're we're i'm you're that's there's i've we've
    i'll we'll said says told went came made took got gave became began fell rose grew saw knew
    left led won lost met kept held ran set sent spent built brought bought paid sold stood sat
    fought broke spoke wrote drove flew chose drew hit put cut let hurt struck felt found
    thought remain remains seem seems need needs want wants continue continues cost costs mean
    means shows make makes take takes come comes go goes give gives keep keeps lead leads cannot
    burst hid bled froze swept tore wore swore shook stole rang sank slept wept dealt bent dug hung
    threw overtook withdrew overcame spread shut split quit shot beat bit blew caught taught fled
    fed bore laid lay rode woke arose sought swung spun sprang shrank drank ate forgot forbade
    includes include allows allow requires require depends expects plans hopes faces
    """
)
"""Words that show a finite verb without a tagger."""
