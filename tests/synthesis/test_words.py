"""Words are counted as a reader would: whole, whatever their case, without those that only bind others."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import CountVectorizer
from spacy.lang.nl.stop_words import STOP_WORDS

from pipeline.synthesis.words import stop_words, word_counts, word_counts_in_reports

SENTENCES = ("De linde van 2019 is ziek, de Linde ook.", "Een iep-linde met_lijn staat er over; linden²", "")
texts = st.lists(st.text(st.characters(codec="utf-8") | st.sampled_from("aAeéÉ -_'12ßΣİ\n"), max_size=40), max_size=4)


def test_words_are_counted_in_lower_case_and_short_ones_left_out() -> None:
    assert word_counts(SENTENCES) == {"linde": 3, "ziek": 1, "staat": 1, "linden²": 1}


def test_reports_are_counted_beside_words() -> None:
    times, reports = word_counts_in_reports([("a", "De linde en de linde."), ("b", "Linde bij de iep."), ("a", "")])
    assert times == {"linde": 3}
    assert {word: reports[word] for word in times} == {"linde": 2}


def test_stop_words_are_those_of_spacy() -> None:
    assert stop_words() == STOP_WORDS


@given(texts)
def test_counts_are_those_of_a_vectorizer(sentences: list[str]) -> None:
    """scikit-learn is slow at this, and takes words in the same way."""
    analyze = CountVectorizer(token_pattern=r"(?u)\b[^\W\d_]{4,}\b", stop_words=sorted(STOP_WORDS)).build_analyzer()
    assert word_counts(sentences) == Counter(word for sentence in sentences for word in analyze(sentence))
