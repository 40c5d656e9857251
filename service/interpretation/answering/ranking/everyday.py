"""Words of everyday and office English that stand for one another, where a question and a document differ in register.

It is about words alone: what they mean to two communities is the glossary's business. A group is as wide as a reader
would let it be who looks for an answer, not as a writer who may replace the one by the other.
"""

from __future__ import annotations

import re
from functools import lru_cache

from snowballstemmer import stemmer

_GROUPS = """
people|persons|staff|employees|colleagues|workers|workforce|everyone|everybody|folks|headcount|all hands
boss|manager|supervisor|line manager|team lead|superior|head of
helper|champion|super user|superuser|key user|multiplier|ambassador|floor walker|buddy|mentor|guide
help|support|assist|assistance|hotline|help desk|helpdesk|service desk|hypercare|floor walking|contact
call|phone|ring|dial|telephone|hotline|line
text message|text messages|texts|sms
mail|email|e-mail|e-mails|emails|inbox|message
letter|mail|post|note|notice
weekend|weekends|saturday|saturdays|sunday|sundays
night|nights|overnight|evening|evenings|after hours|out of hours
morning|a.m.|early
midday|noon
login|log in|log on|logon|sign in|sign on|sign-in|log-in|log-on|signs in|signs on|account|credentials|password
remote|from home|home office|remotely|off site|telework|working from home|work from home
browser|web|online|internet
phone|mobile|smartphone|handset|cell
computer|pc|laptop|workstation|desktop|machine|device
tablet|tablets|handheld|device|devices
screen|display|monitor
badge|card|smart card|id card|key card|fob
password|passcode|pin
blind|screen reader|low vision|visually impaired|sight|large print|accessibility|braille
deaf|hearing|captions|subtitles|sign language
disabled|disability|impairment|accessibility|assistive|wheelchair
course|class|classes|training|workshop|session|lesson|seminar|webinar|e-learning|learn|teach|taught
practice|practise|try|try out|exercise|sandbox|rehearse|rehearsal|play with|practice system|test system
trainer|instructor|teacher|coach
film|video|clip|recording
guide|leaflet|manual|handbook|instructions|cheat sheet|handout|card|how-to
seat|seats|licence|licences|license|licenses|subscription|subscriptions
enough|suffice|sufficient|sufficiently|adequate|too few|not enough|short of|shortage|cover everyone|is that all|go round
money|budget|funds|funding|finance|cost|costs|price|pay|paid|fee|charge|spend|expense
buy|bought|purchase|purchased|order|ordered|procure|procurement|contract
approve|approved|release|released|agree|agreed|sign off|signed off|consent|grant|granted|green light|ok
decide|decision|decided|conclude|resolved|resolution|verdict
postpone|postponed|delay|delayed|put off|pushed|deferred|later|slip|slipped|moved|move|reschedule|rescheduled
earlier|sooner|brought forward|bring forward|ahead of schedule|pull forward
cancel|cancelled|called off|dropped|scrapped
start|begin|starts|begins|go live|goes live|go-live|live|launch|kick off|open|opens|from then on
end|ends|finish|finished|over|closes|close|until|stops|stop|last day
withdraw|withdrawn|switch off|switched off|turn off|turned off|retire|retired|shut down|decommission|goes|gone|removed
switch|switch over|changeover|change over|cutover|cut over|migrate|migration|move|moves|transition|go-live|go live
roll back|rollback|rolled back|way back|go back|undo|revert|reverse|back out|fall back|fallback|return to|back to
replace|replaced|replacement|instead of|in place of|successor
keep|keeps|stay|stays|remain|remains|unchanged|as before|as today|continue|continues
same|unchanged|identical|as before|no change
missing|lacking|lack|absent|not there|outstanding|still open|not arrived
arrive|arrives|come|delivered|delivery|deliver|shipped|shipment|supplied
late|delay|delayed|overdue|behind|too late
broken|fault|faulty|fails|fail|failure|outage|down|crash|not working|does not work|stuck|breaks|problem|trouble|incident
fix|fixed|repair|repaired|mend|solve|solved|resolve
slow|response time|performance|seconds|speed|fast|quick
offline|no network|no signal|without network|no connection|dead spot|disconnected|reception
backup|copy|restore|recovery
rights|permission|permissions|access|entitlement|role|authorisation|authorization|privilege
allowed|may|permitted|can|permission
forbidden|prohibited|not allowed|banned|must not|may not|no entry|disallowed
must|mandatory|compulsory|required|obligatory|have to|has to|enforced|need to
optional|voluntary|free to|not required
own|personal|private|individual
shared|common|joint|generic|group account
old|former|previous|legacy|existing|until now|today's
new|replacement|next
paper|printed|print|on paper|hard copy|printout
list|overview|table|register
form|template|sheet
report|reports|dashboard|statistics|analysis|evaluation
survey|questionnaire|feedback|poll|pulse
complain|complaint|complaints|worry|worries|worried|concern|concerns|fear|fears|afraid|resistance|upset|angry|unhappy
want|ask for|asked for|request|requested|wish|demand|demands|insist|insists
union|works council|staff council|employee representatives|shop steward|worker representatives|unions
insurer|insurance|cover
law|legal|statute|regulation|compliance|regulator
privacy|data protection|gdpr|tracking|surveillance|monitor|personal data
steerco|steering committee|steering group|steering board|board|committee
meeting|meet|session|round|call|get together
holiday|holidays|vacation|leave|public holiday|bank holiday|day off|closed|festival
shutdown|closure|closed|standstill|plant holiday|close down|maintenance window
freeze|frozen|blackout|no changes|nothing may be changed|change stop|embargo|moratorium|quarter close|year end
deadline|due|by when|at the latest|latest|cut-off|last day
date|day|when
duration|how long|length|hours|minutes|lasts
number|count|figure|how many|total|amount
record|recorded|recording|tape|dictate
announce|announcement|announced|inform|informed|tell|told|communicate|communication|message|notify|heard
test|tests|testing|tested|check|trial|acceptance|uat
pilot|trial|early access|test group|first users|beta|preview|early adopters
vendor|supplier|provider|contractor|manufacturer|agency
customer|customers|client|clients|public|visitor|visitors
temp|temps|temporary|agency staff|agency workers|contractors|external|externals|freelancers
apprentice|trainee|trainees|intern|interns|student
parttime|part-time|part time|half days|reduced hours
car park|parking|park
canteen|lunch|food|meal|menu
driver|drivers|crew|crews
fill in|complete|enter|key in|type in|submit|record|log
find|search|look up|lookup|locate
send|sent|forward|dispatch|mailed|posted
look after|responsible|owner|owns|in charge|accountable|takes care|lead|leads|accountability
who does|nobody|no one|unassigned|no owner|open
exception|exceptions|exempt|except|excluded|out of scope|not part|not included|not in scope|left out
extra|additional|more|further|surplus|spare
half|half day|half past
twice|two times|second time|again
catch up|catching up|caught up|backlog|late entries
mark|marks|grade|grades|score|scores|result|results
first|initial|at first|early
happens|happening|planned|scheduled|going on|takes place|on the agenda
consequence|consequences|impact|effect|result|means for|otherwise
risk|danger|threat|worry|at stake
success|successful|works|criteria|target|goal|measure|kpi|metric|service level|sla
reached|available|usable|accessible|reach|access|open
name|called|stands for|known as|means|meaning
language|languages|translated|translation|english|german|french|spanish|polish|welsh
site|location|place|building|office|branch|plant|depot|where
warehouse|store|stockroom|depot
shift|shifts|rota|roster|schedule
wait|waiting|queue|hold
fire|emergency|alarm|evacuation
lost|lose|stolen|forgotten|forgot|forget
alarm|alarms|alert|alerts|warning|warnings|notification|notifications|siren
fridge|fridges|refrigerator|refrigeration|freezer|cooling|cold store
picture|pictures|photo|photos|photograph|image|portrait
doctor|doctors|physician|physicians|medic|medics|consultant|consultants|clinician|clinicians
nurse|nurses|nursing|ward staff|carer|carers
swap|swop|exchange|trade|swapped
average|mean|typical|on average|median
correct|corrected|correction|put right|amend|amended|rectify|rectified|adjust|adjusted
reader|readers|terminal|terminals|scanner|scanners|card machine|card machines
payslip|pay slip|pay slips|payslips|payroll|salary|wages|wage|earnings|remuneration
bonus|premium|allowance|supplement|extra pay|overtime
contract|agreement|terms
rule|rules|policy|regulation|guideline|requirement|requirements|condition|conditions
reason|reasons|because|why|cause|due to|owing to
door|doors|gate|gates|entrance|entry|way in|lock|locks
key|keys|code|token|fob
pass|permit|badge|id|visitor card
room|rooms|hall|lab|classroom|space|venue
vehicle|vehicles|van|vans|truck|trucks|lorry|lorries|car|cars|cab|bus|buses
equipment|kit|gear|tools|hardware
glove|gloves|protective|ppe|helmet|goggles
headset|headsets|headphones|earphones
cable|cables|wiring|socket|plug|charger|charging
battery|batteries|power|charge
internet|network|wifi|wi-fi|connection|line|wan|signal|connectivity
server|servers|data centre|hosting|cloud
software|programme|program|application|tool|app|system|platform
version|build|release|update|upgrade|patch
error|errors|bug|bugs|defect|defects|fault|glitch
ticket|tickets|request|requests|case|incident|incidents
spreadsheet|excel|sheet|workbook
folder|folders|drive|share|file share|document library
file|files|document|documents|record|records
data|records|figures|information|history
import|imported|load|loaded|upload|uploaded|transfer|transferred|migrate|migrated|carry over|carried over|taken over
delete|deleted|erase|wipe|wiped|purge|destroyed
duplicate|duplicates|double|twice
clean|cleaning|clean up|tidy|cleansing|correct
security|secure|safety|protection|protected|risk
hacker|attack|phishing|breach|virus|malware
second factor|two factor|mfa|2fa|multi-factor|authenticator|one-time code|verification code
single sign-on|sso|one password|one login
vpn|tunnel|remote access|secure connection
conference|video call|video calls|teams call|online meeting|webcam|camera|cameras
chat|messaging|instant message
signature|sign|signed|signatures
invoice|invoices|bill|bills|billing|invoicing
order|orders|purchase order|requisition
stock|inventory|goods|supplies|parts|material|materials
delivery|deliveries|parcel|parcels|shipment|goods in
refund|refunds|money back|reimburse|reimbursed|give back
cash|coins|notes|change
price|prices|tariff|rate|rates
receipt|receipts|slip|proof
booking|bookings|reservation|book|reserve|appointment|appointments
timesheet|time sheet|working time|clock in|clocking|time recording|hours worked
absence|absences|sick|sickness|illness|off sick|sick leave
annual leave|leave|holiday|time off|vacation
starter|starters|new starter|new hire|joiner|joiners|new colleague|onboarding|began|newcomer
leaver|leavers|resign|departure|offboarding|leaving
deputy|substitute|stand-in|cover|replacement|deputise
signal|reception|coverage
noise|loud|noisy|quiet
safe|vault|locker|cupboard|cabinet|drawer
kept|stored|storage|held|located|lies|lie
who decides|decision maker|approver|decides|authority
chair|chairs|president|head
director|directors|executive|executives|cfo|cio|ceo|management|leadership
sponsor|client|owner
budget|over budget|overspend|overspent|over by
saving|savings|save|cheaper|economy
penalty|fine|fee|charge
deadline|expires|expiry|run out|runs out|lapse|valid until|end of contract|end of life
support ends|out of support|no longer supported|end of life|end of support
wave|waves|phase|phases|batch|batches|stage|stages|tranche|ring|group
pilot site|pilot group|pilot|trial run|test site
parents|parent|guardian|guardians|families|family|carers
pupil|pupils|student|students|learner|learners|children|child|kids
teacher|teachers|lecturer|lecturers|tutor|instructor|school staff
school|schools|college|campus|building|buildings
exam|exams|examination|examinations|test|assessment
patient|patients|client|resident
roster|rostered|rosters|rota|shift plan|duty plan
court|judge|lawyer|lawyers|legal
police|officer|officers|patrol|constable
kitchen|cook|cooks|chef|canteen|catering
clean up|cleaner|cleaners|janitor|caretaker
guard|guards|security lodge|gatekeeper|reception|front desk|receptionist
translate|translation|interpreter|language|tongue|in english
newsletter|bulletin|intranet|web page|news page|portal
poster|posters|flyer|flyers|sign|notice board|leaflet
town hall|all-hands|assembly|gathering|briefing|roadshow|meeting
presentation|slides|slide|deck|talk
question|questions|ask|enquiry|query|queries|faq
answer|answers|reply|response|respond|feedback
rumour|rumours|gossip|hearsay|whisper|unrest
trust|confidence|faith
stress|pressure|overload|overworked|too much work|workload|busy|rush|peak
ready|prepared|readiness|in place|done|finished|complete|completed
not ready|unready|incomplete|unfinished|outstanding
draft|drafted|proposal|suggested
agreed|settled|fixed|confirmed|certain|final
open|undecided|unclear|tbd|tbc|to be decided|to be confirmed|not decided|not agreed|not yet
wrong|incorrect|mistake|mistaken|error|inaccurate
double check|verify|confirm|validate|validated
count|counted|tally|stock-take|stocktake|inventory
limit|limits|cap|maximum|at most|no more than|ceiling|threshold|quota
minimum|at least|no fewer than|lowest
percent|per cent|share|rate|proportion|%
double|twice as many|increase|rise|grow|higher|raise
reduce|reduced|fewer|less|cut|lower|drop|decrease
compulsory|obligatory|mandatory|no choice
choose|choice|select|option|options|alternative|alternatives|pick
temporary|interim|for now|provisional|workaround|stopgap
permanent|for good|forever|for ever|always
parallel|in parallel|side by side|at the same time|both systems|alongside|overlap|meanwhile
before|prior to|ahead of|earlier than
wait for|depends on|dependent|depend|prerequisite|needs|requires|waits for|blocked by|only after
block|blocked|blocks|locked|lock|locked out|shut out|suspended|disabled|barred
unlock|unlocked|reset|resets|re-enable
wipe|factory reset|reinstall
install|installed|installation|fitted|fitting|set up|setup|mounted|put in|deploy|deployed|rolled out
fitter|fitters|installer|installers|technician|technicians|engineer|engineers|mechanic
collect|collected|pick up|picked up|fetch|handed over|hand in|handed in|return|returned|give back
issue|issued|hand out|handed out|given out|distributed|receive|get
broken|defective|damaged|cracked|crack|worn
spare|spares|reserve|backup device|replacement device
own device|own phone|private phone|byod|personal phone
watch|watched|observe|track|tracked|followed|monitored|located|location
anonymous|anonymised|nobody sees|not by name
punish|discipline|disciplinary|sanction|warned
praise|like|liked|happy|welcome|glad
dislike|unhappy|against|refuse|refused|object|objection|resist|reject
shop|shops|store|stores|outlet|branch|branches
headquarters|head office|main office|hq
outside|outdoors|field|on the road|mobile
night line|out-of-hours|night desk|emergency line
colleague|colleagues|co-worker|team mate|peer|peers
"""
_PHRASE_MARK = re.compile(r"[ .-]")


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The stem of one word in small letters."""
    # One for each call: a stemmer keeps the word at work in itself, and questions are gathered in threads.
    return str(stemmer("english").stemWord(word))


def _read() -> tuple[dict[str, frozenset[int]], dict[str, frozenset[int]]]:
    words: dict[str, set[int]] = {}
    phrases: dict[str, set[int]] = {}
    for number, line in enumerate(_GROUPS.strip().splitlines()):
        for form in line.split("|"):
            if _PHRASE_MARK.search(form):
                phrases.setdefault(form, set()).add(number)
            else:
                words.setdefault(stem(form), set()).add(number)
    return {w: frozenset(n) for w, n in words.items()}, {p: frozenset(n) for p, n in phrases.items()}


_WORDS, _PHRASES = _read()
_PHRASE = re.compile(
    r"(?<!\w)(?:" + "|".join(re.escape(p) for p in sorted(_PHRASES, key=len, reverse=True)) + r")(?!\w)"
)


def groups_of(stemmed: str) -> frozenset[int]:
    """Numbers of the groups that a word belongs to, by its stem."""
    return _WORDS.get(stemmed, frozenset())


def phrases_in(small: str) -> list[tuple[int, int, frozenset[int]]]:
    """Where phrases of groups stand in a text in small letters: start, end, the numbers of their groups."""
    return [(m.start(), m.end(), _PHRASES[m.group()]) for m in _PHRASE.finditer(small)]
