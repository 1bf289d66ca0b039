import subprocess
import sys

import pytest

from tipsheet.errors import LanguageUnsupported
from tipsheet.intake.language import language_name, language_of, refuse_unreadable

ENGLISH = "The government will withdraw its troops from the city by June, the minister said."


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (
            "Der Präsident sagte am Montag, dass die Truppen die Stadt bis Juni verlassen werden.",
            "de",
        ),
        (
            "Le président a déclaré lundi que les troupes quitteraient la ville en juin.",
            "fr",
        ),
        (
            "El presidente dijo el lunes que las tropas saldrán de la ciudad en junio.",
            "es",
        ),
        (
            "De president zei maandag dat de troepen de stad voor juni zullen verlaten, aldus hem.",
            "nl",
        ),
        ("Президент сообщил, что войска покинут город.", "ru"),
        ("大統領は月曜日、軍が六月までに都市から撤退すると述べた。", "ja"),
    ],
)
def test_language_of_tells_other_languages(text: str, code: str) -> None:
    assert language_of(text) == code


@pytest.mark.parametrize(
    "text",
    [
        ENGLISH,
        ENGLISH.upper(),
        "Police arrest five suspects, seize weapons near Osten border",
        "London Paris Berlin Madrid Rome Warsaw Vienna Prague Brussels",
        "Troops leave Norwick",
        "Berg: Auf Wiedersehen!",
        "Toll: 4,000 dead.",
        "1234 5678",
        f"„Wir gehen nach Hause“, he said. {ENGLISH} {ENGLISH}",
    ],
)
def test_language_of_takes_english_and_the_unclear_for_english(text: str) -> None:
    assert language_of(text) == "en"


def test_language_of_follows_the_source_only_where_unsure() -> None:
    assert language_of("Norwick, Osten, Berg", "sv") == "sv"
    assert language_of(ENGLISH, "de") == "en"


def test_refuse_unreadable_names_the_language_and_the_cure() -> None:
    refuse_unreadable("en")
    with pytest.raises(LanguageUnsupported, match=r"is in German \(de\).*translate.*--language en"):
        refuse_unreadable("de")
    assert language_name("xx") == "the language 'xx'"


def test_language_of_english_loads_no_identifier() -> None:
    code = (
        "import sys; from tipsheet.intake.language import language_of; "
        f"assert language_of({ENGLISH!r}) == 'en'; assert 'py3langid' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
