"""Nouns that tell who speaks: bodies, documents, people without a name, titles, places."""


def words(table: str) -> frozenset[str]:
    """The words of a table, which may run over lines."""
    return frozenset(table.split())


BODY_NOUNS = words(
    """
    ministry department government administration army navy military police company corporation
    corp inc ltd llc party committee commission council court parliament congress senate house
    agency union association university college institute institution foundation bank board
    bureau office embassy consulate cabinet group organization organisation network newspaper
    magazine times post journal news media television radio tribunal authority authorities
    regime campaign team club federation league church hospital airline firm fund force forces
    command coalition alliance assembly jury prosecution defense defence pentagon kremlin
    treasury interpol guardian reuters bloomberg politico breitbart buzzfeed axios outlet
    museum clinic memorial airport stadium theatre theater
    broadcaster publisher service center centre watchdog charity street palace security
    protection customs white reserve directorate society chamber conference movement militia
    brigade paper website site blog program programme channel press democrats republicans
    taliban hamas hezbollah google facebook twitter amazon apple
    """
)

DOCUMENT_NOUNS = words(
    """
    statement statements report reports study studies poll polls survey surveys indictment
    communique communiqué letter memo memorandum lawsuit suit complaint filing filings document
    documents transcript editorial article book order resolution treaty records email emails
    e-mail data figures analysis audit release affidavit warrant bill tweet post message note
    declaration agreement bulletin notice text paper papers review investigation research
    dossier advertisement ad petition verdict ruling decision manifesto website report's brief
    caption account accounts summary findings inquiry
    """
)

BODY_SHORT_FORMS = words(
    """
    FBI CIA NATO EU UN U.N US U.S UK U.K CNN BBC KCNA NBC ABC CBS MSNBC WHO IMF OPEC GOP DNC RNC
    AP AFP
    """
)

PEOPLE_NOUNS = words(
    """
    officials critics sources witnesses experts analysts observers residents opponents
    supporters aides advisers advisors lawyers attorneys prosecutors investigators activists
    protesters demonstrators lawmakers legislators senators congressmen politicians leaders
    diplomats ministers economists scientists researchers doctors people circles insiders
    families relatives friends neighbors neighbours colleagues allies authorities reporters
    journalists voters workers employees executives investors traders police officers soldiers
    troops commanders rebels militants refugees migrants survivors victims parents teachers
    students historians scholars academics campaigners environmentalists conservatives liberals
    republicans democrats hawks some many others most several members pundits commentators
    spokesmen spokespeople representatives delegates candidates judges jurors agents americans
    rivals skeptics sceptics proponents advocates backers detractors defenders strategists
    organizers organisers managers owners farmers fans players users customers quarters sides
    parties men women both two three
    """
)

UNNAMED_ROLES = words(
    """
    official source witness aide adviser advisor expert analyst insider person man woman someone
    resident neighbor neighbour relative critic observer lawmaker diplomat spokesman spokeswoman
    spokesperson whistleblower informant investigator operative voter supporter protester
    activist
    """
)

ROLE_NOUNS = words(
    """
    president premier chancellor minister secretary ambassador envoy representative general
    colonel captain major lieutenant sergeant commander admiral senator congressman
    congresswoman governor mayor judge justice chairman chairwoman chair chief director leader
    dictator king queen prince princess pope bishop archbishop cardinal priest rabbi imam
    professor doctor lawyer attorney prosecutor detective sheriff officer inspector economist
    scientist researcher historian author writer journalist reporter editor columnist executive
    ceo founder owner manager coach candidate nominee billionaire businessman businesswoman
    mogul speaker deputy strategist pollster negotiator counsel coordinator co-ordinator
    organizer organiser head vice-president agent teacher student farmer mother father son
    daughter brother sister wife husband actor actress singer pilot driver nurse soldier veteran
    democrat republican conservative socialist libertarian frontrunner front-runner real-estate
    lawmaker legislator official counterpart ally
    """
)

PERSONAL_TITLES = ROLE_NOUNS | words(
    "mr mrs ms miss dr sir lady lord gen lt col capt sgt sen rep gov prof rev maj adm cmdr"
)
TITLES = PERSONAL_TITLES | words(
    """
    mr mrs ms miss dr sir lady lord gen lt col capt sgt sen rep gov prof rev maj adm cmdr hon
    vice prime foreign defense defence interior special former acting deputy senior first
    secretary-general state press supreme chief patrol national security attorney spokesman
    spokeswoman spokesperson saint st
    """
)

_COUNTRIES = words(
    """
    afghanistan albania algeria america angola argentina armenia australia austria azerbaijan
    bahrain bangladesh belarus belgium bolivia bosnia botswana brazil britain bulgaria cambodia
    cameroon canada chad chile china colombia congo croatia cuba cyprus denmark ecuador egypt
    england eritrea estonia ethiopia europe fiji finland france gabon georgia germany ghana
    greece greenland guatemala guinea haiti honduras hungary iceland india indonesia iran iraq
    ireland israel italy jamaica japan jordan kazakhstan kenya korea kosovo kuwait laos latvia
    lebanon liberia libya lithuania luxembourg macedonia madagascar malaysia mali malta mexico
    moldova mongolia montenegro morocco mozambique myanmar namibia nepal netherlands nicaragua
    niger nigeria norway oman pakistan palestine panama paraguay peru philippines poland
    portugal qatar romania russia rwanda scotland senegal serbia singapore slovakia slovenia
    somalia spain sudan sweden switzerland syria taiwan tajikistan tanzania thailand tunisia
    turkey turkmenistan uganda ukraine uruguay uzbekistan venezuela vietnam wales yemen zambia
    zimbabwe
    """
)
_CAPITALS = words(
    """
    washington pyongyang seoul beijing moscow london paris berlin tokyo tehran kyiv kiev
    brussels hanoi delhi islamabad kabul baghdad damascus jerusalem cairo ankara riyadh doha
    rome madrid lisbon vienna warsaw budapest prague athens dublin ottawa canberra havana
    caracas brasilia nairobi pretoria bogota lima santiago manila jakarta bangkok taipei geneva
    stockholm oslo helsinki copenhagen
    """
)
_PEOPLES = words(
    """
    american british chinese russian korean japanese german french italian spanish iranian iraqi
    israeli palestinian syrian turkish indian pakistani afghan mexican canadian australian
    ukrainian polish dutch saudi egyptian venezuelan cuban brazilian vietnamese north south east
    west eastern western northern southern states kingdom republic united european african asian
    """
)
PLACES = _COUNTRIES | _CAPITALS | _PEOPLES
"""Countries, capitals and the adjectives of peoples, in lower case."""
