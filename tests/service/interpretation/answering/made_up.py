"""Three made-up initiatives of other trades than the sample's, whose documents disagree in other ways."""

from __future__ import annotations

import datetime as dt

from glossary.edition import Edition
from tests.service.interpretation.answering.initiatives import Initiative, Texts, made

HOSPITAL: Texts = {
    "ward-round-plan.md": (
        "it",
        """# Ward Round: IT plan

St Brannoc Hospital, Clinical Systems. Version 2.1, 4 January 2027.

Ward Round is a tablet app for nurses and doctors. It replaces the paper chart on the wards.

## Go-live

- Cardiology: go-live on 1 March 2027, 85 nurses and 22 doctors.
- Maternity: go-live on 15 March 2027, 60 midwives.
- Paediatrics: go-live on 29 March 2027 if the Wi-Fi survey is passed by then.

User accounts for the cardiology nurses are created on 22 February 2027.

The old chart printer is removed on 30 April 2027.

## Not in scope

- The operating theatres keep the theatre system as today.
- Outpatients are not affected.
""",
    ),
    "training-schedule.md": (
        "people_readiness",
        """# Ward Round: training schedule

Learning and Development, draft of 11 January 2027.

| Group | Training | From | To |
|---|---|---|---|
| Cardiology nurses | Classroom training | 2027-02-15 | 2027-02-19 |
| Midwives | Classroom training | 2027-03-08 | 2027-03-12 |

Night staff get their training as e-learning. The date is still open.

An announcement to all wards goes out on 8 February 2027.
""",
    ),
    "minutes-2027-01-25.md": (
        "it",
        """# Ward Round: project meeting

Minutes of 25 January 2027.

- Maternity go-live was moved from 15 March to 22 March 2027, because the midwives asked for more time.
- There are 92 nurses in cardiology, not 85.
- Accessibility: screen reader test failed, vendor promised a fix.
- The chart printer stays as planned.
""",
    ),
}
BANK: Texts = {
    "branch-programme.md": (
        "it",
        """# Teller Desktop: branch programme

Status: 3 May 2027. Retail IT.

The Teller Desktop replaces the green-screen terminal in 140 branches.

| Milestone | Date | Status |
|---|---|---|
| Pilot in the Leeds branches | 7 June 2027 | planned |
| Release freeze for half-year closing | 21 June 2027 - 2 July 2027 | fixed |
| Rollout wave 1, north | 28 June 2027 | planned |
| Rollout wave 2, south | 12 July 2027 | planned |
| Terminal switched off | 30 July 2027 | planned |

2,100 tellers are in scope. Call centre agents are out of scope.
""",
    ),
    "communications.md": (
        "people_readiness",
        """# Teller Desktop: communications and training

5 May 2027, Change Team

Branch managers are briefed on 31 May 2027. Tellers in the north are trained from 5 July to 9 July 2027.
Tellers in the south: training is not planned yet.
The mail to all 2,300 tellers is sent on 14 June 2027.
""",
    ),
}
SCHOOL: Texts = {
    "gradebook.md": (
        "it",
        """# Gradebook rollout

School IT office, 2 August 2027

Teachers get access to the new gradebook on 23 August 2027. Parents get access on 1 October 2027.
The old gradebook is switched off on 20 August 2027.
""",
    ),
    "term-calendar.md": (
        "operations",
        """# Term calendar

As of 1 June 2027

| What | From | To |
|---|---|---|
| Summer holidays | 2027-07-12 | 2027-08-24 |
| Autumn holidays | 2027-10-18 | 2027-10-29 |

Term starts on 25 August 2027.
""",
    ),
}


def hospital(edition: Edition) -> Initiative:
    """A ward app: a go-live that moved, a count corrected, one ward under a condition."""
    return made(HOSPITAL, edition, dt.date(2027, 1, 27), "GB")


def bank(edition: Edition) -> Initiative:
    """A teller desktop: a wave inside a freeze, training after the wave, two numbers of tellers."""
    return made(BANK, edition, dt.date(2027, 5, 10), "GB")


def school(edition: Edition) -> Initiative:
    """A gradebook: the old one goes before the new one comes, access falls into the holidays."""
    return made(SCHOOL, edition, dt.date(2027, 8, 5), "IE")
