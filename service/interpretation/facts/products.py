"""Well-known products, and capitalised words that name none.

Below `systems`. The products are those whose names are ordinary words, so that no rule of spelling would show them.
"""

from __future__ import annotations

from service.interpretation.facts.reading import choice

KNOWN = choice(
    """
    Microsoft (?:Teams|365|Entra ID|Entra|Intune|Copilot|Planner|Project|Forms|Viva|Authenticator)
    (?<=\\bto )Teams|(?<=\\bin )Teams|(?<=\\bon )Teams|(?<=\\bvia )Teams
    Microsoft (?:Exchange|Outlook|Dynamics(?: 365)?)
    (?:MS )?(?:SharePoint|OneDrive|OneNote|Power (?:BI|Apps|Automate|Platform)|Outlook|Intune|Yammer|Visio)
    Windows (?:Hello(?: for Business)?|10|11|Server|Autopilot)
    Office 365
    M365
    Dynamics 365(?: (?:Sales|Finance|Customer Service|Field Service|Business Central))?
    Entra ID
    (?:Azure )?Active Directory
    Azure(?: AD| DevOps| Virtual Desktop)?
    Exchange (?:Online|Server)
    Viva (?:Engage|Insights|Learning)
    Google (?:Workspace|Drive|Meet|Chat|Docs|Sheets|Calendar|Cloud)
    Gmail
    SAP(?: (?:S/4 ?HANA|ERP|Concur|Ariba|SuccessFactors|Fiori|BW|ECC|HR|CRM|IBP|Signavio|Analytics Cloud))?
    S/4 ?HANA
    Oracle(?: (?:Fusion|HCM|ERP|EBS|Cloud))?
    Salesforce(?: (?:Service Cloud|Sales Cloud))?
    Workday
    Okta
    Citrix
    Jira(?: Service Management)?
    Confluence
    Slack
    Zoom
    Webex
    Zendesk
    Concur
    Ariba
    Coupa
    Kronos
    Tableau
    Snowflake
    Trello
    Asana
    Lotus Notes
    HCL Notes
    Genesys(?: Cloud)?
    Five9
    Avaya
    BMC Remedy
    Cherwell
    Moodle
    Cornerstone
    Docebo
    Expensify
    Dropbox
    Workspace ONE
    Jabber
    Skype(?: for Business)?
    Duo
    (?:Cisco )?AnyConnect
    YubiKeys?
    Meditech
    Cerner
    """
)
# Spelled like products and none.
NOT_NAMES = frozenset(
    """PhD DevOps DevSecOps JavaScript TypeScript McDonald MacDonald LinkedIn YouTube FaceBook WiFi eLearning iPhone
    iPad eMail GmbH KPIs FAQs PDFs APIs URLs SLAs OKRs PoC QoS SaaS PaaS IaaS BYOD IoT GitOps FinOps AIOps MLOps
    OAuth OIDC mTLS IPsec IPv4 IPv6 kWh HowTo TestCase UserStory PowerUsers SuperUsers KickOff GoLive RollOut
    HyperCare""".split()
)
# A name that ends so is of a plan, a body or a document.
NO_TOOL = frozenset(
    """Strategy Plan Policy Program Programme Project Framework Act Committee Team Group Detection Guide Roadmap Model
    Architecture Standard Process Training Day Week Wave Office Department Board Council Agreement Management Playbook
    Order Memo Memorandum Phase Principles Requirements Rules Duties Options Workflow Community Campaign Initiative
    Manager Director Lead Owner Officer Street Road Region Site Plant Center Centre Building Summary Overview""".split()
)
# Capitalised where they stand for days, teams, places, techniques or nothing at all: no names of systems.
CALENDAR = choice(
    """
    January|February|March|April|May|June|July|August|September|October|November|December
    Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun
    Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Q[1-4]|H[12]|FY[0-9]*|KW|CW|EOD|EOW
    """
)
ORDINARY = (
    CALENDAR
    + "|"
    + choice(
        """
    Week|Phase|Wave|Sprint|Step|Ring|Stage|Building|Floor|Room|Site|Level|Section|Appendix|Annex|Table|Figure
    Finance|HR|IT|Sales|Marketing|Operations|Logistics|Procurement|Payroll|Legal|Engineering|Production
    Purchasing|Management|Human|Resources|Customer|Field|Team|Teams|Group|Support|Help|Desk|Service|Department
    Europe|Asia|Africa|America|EMEA|APAC|DACH|UK|US|USA|EU|Germany|France|Spain|Italy|Poland|India|China|Japan
    English|German|French|Spanish|Italian|Polish|Dutch|Chinese|Japanese
    SSO|MFA|2FA|API|APIs|SAML|PIN|FAQ|UAT|KPI|SLA|CEO|CIO|CFO|CTO|PDF|AI|GDPR|DNS|TLS|RBAC|TOTP|FIDO2?|OTP|IDs?|URL
    The|A|An|All|New|Each|Every|This|These|Those|Our|Your|Their|Its|We|You|They|I|If|When|In|On|At|For|By|To|From
    With|Some|Any|No|Both|Other|Existing|Legacy|Old|Current|Which|What|How|Who|As|Only|After|Before|Until|Once
    Internal|External|Users?|Business|Key|Go|Day|Access|Training|Communication|Test|Change|Data|Cloud|Single|Multi
    """
    )
)
