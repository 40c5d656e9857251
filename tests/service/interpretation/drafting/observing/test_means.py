from __future__ import annotations

import pytest

from glossary.edition import Edition
from service.planning.checks.fitting.control_users_cannot_meet import control_users_cannot_meet
from tests.service.interpretation.drafting.observing.reading import FLOOR, IT, PEOPLE, found


@pytest.mark.parametrize(
    ("demand", "lack"),
    [
        ("Staff confirm each sign-in with a code sent to their mobile.", "Mobiles are banned in the clean room."),
        ("The activation link goes to the work e-mail address.", "The cleaners have no mailbox."),
        ("Sign-in requires an internet connection.", "There is no signal in the tunnels, fitters work offline."),
        ("Face ID unlocks the terminal.", "Welders wear full-face visors all day."),
        ("Callers are identified by voice.", "The press hall is loud, 95 dB, hearing protection is mandatory."),
        ("Everybody logs in with a fingerprint.", "In surgery gloves are worn throughout."),
        (
            "| Control | Value |\n|---|---|\n| Second factor | authenticator app |\n",
            "| Group | What is different |\n|---|---|\n| Bus drivers | phones stay in the locker while driving |\n",
        ),
        ("Only a hardware token lets people log on.", "USB ports are blocked, the ward PCs have no token reader."),
        ("A code is sent by e-mail at every log-in.", "On board a tablet has no connection at all."),
        ("Every user must install the app on their phone.", "Prison officers hand in their phones at the gatehouse."),
        ("Users verify their identity with a selfie.", "Cameras are forbidden in the refinery."),
        (
            "Password reset: a PIN is texted to the user.",
            "Instructors aren't permitted to bring mobiles inside the walls.",
        ),
        ("- MFA: Microsoft Authenticator", "Handsets must be surrendered at the gate."),
        ("Log-on by facial recognition at the kiosk.", "Painters work in respirators, hoods up."),
        ("Alerts are colour-coded only: red stop, green go.", "Three of our signalmen are colour-blind."),
        ("Access only from inside the corporate network.", "The barge skippers are out of coverage for days."),
        ("Passkeys on personal devices are mandatory.", "Dairy farmers: many still have a flip phone, no apps."),
        ("Proof of identity by video call, camera on.", "Filming of any kind is prohibited in the vault."),
        ("People register with their smartphone.", "Half of the seasonal pickers do not own a smartphone."),
    ],
)
def test_a_demand_on_people_who_lack_it_is_found(edition: Edition, demand: str, lack: str) -> None:
    findings = found(control_users_cannot_meet, edition, (IT, demand), (FLOOR, lack))
    assert len(findings) == 1
    assert findings[0].severity == "high"
    assert {side.community for side in findings[0].sides} == {"it", "operations"}


@pytest.mark.parametrize(
    ("demand", "lack"),
    [
        ("Sign-in needs a phone or a hardware token.", "Phones are not allowed on the floor."),
        (
            "Sign-in needs the authenticator app. Whoever has no phone gets a hardware key.",
            "Phones are not allowed on the floor.",
        ),
        ("Sign-in needs a badge. No phone is needed.", "Phones are not allowed on the floor."),
        ("Everybody logs in with a fingerprint; it works with gloves.", "Sign-in with winter gloves works too."),
        (
            "Sign-in needs a phone. The machine operators are exempt from the second factor.",
            "Machine operators may not carry phones.",
        ),
        ("Office staff sign in with their phone.", "Machine operators may not carry phones."),
        ("In 2024 we considered sign-in by phone.", "Phones are not allowed on the floor."),
        ("Sign-in with a phone; who has none gets a printed card.", "Half of the bakers have no smartphone."),
        ("Registration for the course by e-mail.", "Drivers have no e-mail address."),
        ("The till unlocks with the PC's camera.", "Scales are not allowed on the PCs."),
        ("Sign-in by phone is out of scope.", "Phones are not allowed on the floor."),
        ("Users sign in with a badge; mobile phones are not involved.", "Phones are banned in the vault."),
        ("Sign-in problems: the phone number is 4711.", "Phones are banned in the vault."),
        ("The app works offline; sign-in needs a connection once a week.", "There is no signal in the mine."),
        ("Sign-in by fingerprint is planned for the offices only.", "Butchers wear gloves."),
        ("Sign-in needs a phone.", "Until last year phones were banned; since January each fitter has a work phone."),
        ("Sign-in needs an internet connection.", "There is no signal in the mine until the mast is built."),
        ("Sign-in needs a phone.", "Everybody has a company phone."),
        ("Sign-in needs a phone.", "The phone list is not printed any more."),
    ],
)
def test_another_way_an_exemption_or_other_people_are_no_conflict(edition: Edition, demand: str, lack: str) -> None:
    assert found(control_users_cannot_meet, edition, (IT, demand), (FLOOR, lack)) == []


def test_an_alternative_that_they_lack_too_is_none(edition: Edition) -> None:
    papers = (
        (IT, "Sign-in needs a phone or a hardware token."),
        (PEOPLE, "The fitters have no phone. The fitters may not carry tokens."),
    )
    assert len(found(control_users_cannot_meet, edition, *papers)) == 2


def test_who_writes_both_knows_of_it(edition: Edition) -> None:
    assert found(control_users_cannot_meet, edition, (IT, "Sign-in needs a phone. The fitters have no phone.")) == []
