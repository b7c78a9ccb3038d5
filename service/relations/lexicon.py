"""The words that reasons are read from: praise and blame, denial, negation, scope, duty."""

import re

from service.relations.words import wordset

PRAISE = wordset(
    """
    praise praised praises praising laud lauded lauds hail hailed hails applaud applauded
    applauds welcome welcomed welcomes commend commended salute saluted rejoiced rejoice thank
    thanked thanks grateful proud pride celebrate celebrated celebrates triumph triumphant
    success successful victory historic landmark breakthrough masterpiece milestone exemplary
    wise sensible sound sane fair just honest decent brave courageous courage bold noble
    generous humane honourable honorable admirable excellent brilliant outstanding superb
    splendid remarkable great good finest best blessing godsend miracle credit bargain careful
    thorough transparent clean proportionate deserved deserves overdue responsible necessary
    prudent effective constructive productive positive promising progress satisfied glad happy
    pleased relief justified correct well model defended defends endorsed endorses supports
    supported backs backed favours favors approve approves approved vindicated vindication
    stroke gift service patience skill skilful wisely fairly rightly bravely textbook
    splendidly masterwork robust applause daring bless fearless solid dignified magnificent
    superbly impeccable flawless heroic heroes hero honour honor victorious enlightened
    humanity compassion mature timely realistic
    """
)

BLAME = wordset(
    """
    condemn condemned condemns denounce denounced denounces criticise criticised criticize
    criticized criticises criticism deplore deplored deplores blast blasted slam slammed
    attack attacked decry decried lambasted accuse accused complain complained complains
    lament lamented mock mocked ridiculous ridicule shame shameful ashamed disgrace
    disgraceful scandal scandalous outrage outrageous insult insulting failure failed fiasco
    farce sham shambles debacle disaster disastrous catastrophe catastrophic mistake blunder
    error wrong bad worst worse terrible awful dismal miserable shabby grubby reckless foolish
    folly foolhardy unwise irresponsible careless negligent negligence cowardly cowardice
    cruel cruelty unjust unfair injustice harsh excessive brutal barbarous betrayal betrayed
    surrender sell-out robbery theft plunder starve starved starvation waste wasteful useless
    worthless pointless empty hollow meaningless vague toothless weak timid late slow short-
    sighted shortsighted cynical hypocrisy hypocritical illegal arbitrary dangerous threat
    madness insane absurd joke travesty mockery badly feared fears fear worried worry regret
    regretted unacceptable inadequate insufficient disappointed disappointing disappointment
    angry anger humiliation humiliating punishment opposed opposes protest protested nothing
    dawdled half-hearted neglected propaganda provocation provocative grave lullaby setback
    crime stain embarrassment embarrassing mugging complacency overreaction dull pamphlet
    scoffed jeered sneered weep tragedy circus charade sop fig-leaf window-dressing whitewash
    stitch-up blackmail appeasement spineless clumsy stupid ruinous unworthy botched fable
    pity mean petty vanity hypocrites sugar flash nonsense indecent vindictive callous
    heartless
    """
)

DENIAL = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|denials?|reject(?:s|ed|ing)?|dismiss(?:es|ed|ing)?|"
    r"rebut(?:s|ted|ting)?|refut(?:e[sd]?|ing)|disput(?:e[sd]?|ing)|contest(?:s|ed)|"
    r"dispel(?:s|led)?|debunk(?:s|ed)?|disown(?:s|ed)?|repudiat(?:e[sd]?|ing)|"
    r"contradict(?:s|ed)|false|untrue|hoax(?:es)?|fake|fabricat(?:ed|ion)|invention|invented|"
    r"baseless|unfounded|groundless|not true|no truth|never (?:happened|said|took|did|been|had)|"
    r"insist(?:s|ed) (?:that )?(?:\w+ ){1,4}(?:not|never|no)|nor|nobody|"
    r"no \w+ (?:of any kind|whatever|at all)|(?:we|i|he|she|they) \w+ (?:them )?nothing|"
    r"nothing to do with|(?:had|have|has) never|had not|have not|has not|fable|myth|"
    r"did not|have never|"
    r"has never|was not|were not)\b",
    re.IGNORECASE,
)

NEGATION = re.compile(
    r"\b(?:not|no|never|none|nothing|nobody|neither|nor|without|cannot|n['\u2019]t|"
    r"\w+n['\u2019]t|fail(?:s|ed|ure)? to|refus(?:e[sd]?|ing)|declin(?:e[sd]|ing)|"
    r"den(?:y|ies|ied)|lack(?:s|ed|ing)?|hardly|no longer|instead of|rather than|"
    r"stop(?:s|ped)|cancel(?:s|led|ed)|call(?:s|ed)? off|dropped)\b(?:\s(?!and\b|but\b)[^\W\d_]+)?",
    re.IGNORECASE,
)

WHOLE = re.compile(
    r"\b(?:all|every|everyone|everybody|each|entire|entirely|whole|complete|completely|fully|"
    r"unanimous(?:ly)?|both|always|no|none|nobody|not (?:a|one) \w+)\b",
    re.IGNORECASE,
)
PART = re.compile(
    r"\b(?:only|some|most|mostly|many|several|few|a few|half|part|partly|partial(?:ly)?|"
    r"at least one|one of|two of|three of|a third|all but|except|majority|minority|others?|"
    r"not all|nothing but|alone|further|\w+ of (?:the|its|their))\b",
    re.IGNORECASE,
)
DUTY = re.compile(
    r"\b(?:must|have to|has to|had to|shall|obliged?|obliges|obligation|requires?d?|required|"
    r"mandatory|compulsory|binding|bind|ordered|certain(?:ly)?|definitely|will)\b",
    re.IGNORECASE,
)
CHOICE = re.compile(
    r"\b(?:may|might|could|can|optional|voluntary|advisory|recommend(?:s|ed)?|suspended|"
    r"allowed|permitted|free to|not obliged|no obligation|need not|possibly|perhaps|allegedly|"
    r"reportedly|rumou?r(?:ed|s)?|suspected|unconfirmed)\b",
    re.IGNORECASE,
)
