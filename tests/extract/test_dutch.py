"""Dutch is told by words that its neighbours lack; where those are few, the identifier is asked till it is decided."""

import subprocess
import sys
from unittest.mock import Mock

import py3langid
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract.dutch import is_dutch, is_dutch_by, is_plainly_dutch

DUTCH = (
    "Bewoners van de haven worden pas laat gehoord, en zij hebben bij de start van het project niet veel te kiezen.",
    "Deze zomer heeft de school zich voorbereid op een nieuwe indeling van de lokalen, zodat er plaats is voor allen.",
    "Wij vragen het college om de fietsers een veilige oversteek te geven voordat het drukke seizoen begint in mei.",
)
DUTCH_BY_SPELLING = (
    "De raad wil dat een tijdige en tastbare regeling de schade op het land beperkt, en dat die tijdelijk is."
)
DUTCH_WITHOUT_THEM = (
    "Brug over vaart hersteld, oever beplant met wilgen, pad langs water verbreed, steiger geverfd in juni."
)
OTHER = {
    "Afrikaans": (
        "Die inwoners van die dorp het lank gewag voordat iemand hulle vertel het hoekom die brug nie oop is nie.",
        "Een van die raadslede het gesê dat daar vir die skool geen geld oor is nie, maar dat hulle aan 'n plan werk.",
    ),
    "Frisian": (
        "De bewenners fan it doarp ha lang wachte op in antwurd fan de gemeente oer de brêge dy't net mear iepen giet.",
        "Wy wolle graach dat de skoalle yn it doarp bliuwt, want foar de bern is de reis nei de stêd fierste lang.",
    ),
    "Low Saxon": (
        "De lüüd in dat dörp hebbt lang töövt, bet een jem vertellt hett, worüm de brügg nich wedder open maakt warrt.",
        "Wi wüllt, dat de school in uns dörp blifft, denn för de kinner is de weg na de stadt veel to wiet un to düür.",
    ),
    "German": (
        "Die Bewohner des Dorfes haben lange gewartet, bis ihnen jemand erklärte, warum die Brücke nicht offen ist.",
        "Wir möchten, dass die Schule im Dorf bleibt, denn für die Kinder ist der Weg in die Stadt viel zu lang.",
    ),
    "English": (
        "The people of the village waited a long time before anyone told them why the bridge had not been repaired.",
        "We would like the school to stay where it is, because for the children the way to town is far too long.",
    ),
    "Dutch names in it": (
        "The Rijksdienst voor Ondernemend Nederland and the town of Nijmegen will pay for the bridge near Dijkhuis.",
    ),
    "a Dutch name in it": (
        "The law is known as the Wet voor de omgeving and its first chapter deals with the tasks of the town and the "
        "province, the second with plans, the third with what an owner of land may build on it without asking anyone.",
    ),
}


def by_identifier(piece: str) -> bool:
    return bool(py3langid.classify(piece)[0] == "nl")


@pytest.mark.parametrize("text", [*DUTCH, DUTCH_BY_SPELLING])
def test_running_dutch_is_plain(text: str) -> None:
    assert is_plainly_dutch(text)


@pytest.mark.parametrize("text", [text for texts in OTHER.values() for text in texts])
def test_its_neighbours_are_not(text: str) -> None:
    assert not is_plainly_dutch(text)


@pytest.mark.parametrize("texts", OTHER.values(), ids=OTHER)
def test_what_the_identifier_says_of_other_languages_holds(texts: tuple[str, ...]) -> None:
    assert is_dutch(texts) is is_dutch_by(by_identifier, texts)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([*DUTCH, DUTCH_WITHOUT_THEM, *(text for texts in OTHER.values() for text in texts)])))
def test_the_verdict_on_a_mixture_is_that_of_the_identifier_on_every_piece(texts: list[str]) -> None:
    dutch = sum(len(text) for text in texts if by_identifier(text))
    assert is_dutch(texts) is (2 * dutch >= sum(map(len, texts)))


@given(st.lists(st.tuples(st.integers(1, 9), st.booleans()), max_size=12))
def test_asking_no_longer_than_needed_changes_no_verdict(pieces: list[tuple[int, bool]]) -> None:
    texts = [("j" if dutch else "n") * length for length, dutch in pieces]
    dutch = sum(length for length, is_so in pieces if is_so)
    assert is_dutch_by(lambda text: text.startswith("j"), texts) is (2 * dutch >= sum(map(len, texts)))


def test_nothing_is_asked_once_the_verdict_is_certain() -> None:
    asked = Mock(return_value=True)
    pieces = ["d" * 5, "a" * 100, "b" * 80, "c" * 10]
    assert is_dutch_by(asked, pieces)
    asked.assert_called_once_with(pieces[1])


def test_too_little_text_is_not_judged() -> None:
    assert is_dutch(["Much too short a text.", ""])


def test_the_identifier_is_loaded_for_doubt_only() -> None:
    script = (
        "import sys; from pipeline.extract.dutch import is_dutch; is_dutch({!r}); print('py3langid' in sys.modules)"
    )
    loaded = [
        subprocess.run([sys.executable, "-c", script.format(texts)], capture_output=True, text=True, check=True).stdout
        for texts in (DUTCH, (DUTCH_WITHOUT_THEM,))
    ]
    assert loaded == ["False\n", "True\n"]
