"""Terms found in texts, beside scikit-learn: the same terms, and the same numbers to the last bit."""

from functools import cache

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer, TfidfVectorizer

from pipeline.model.parts import LONG, SHORT, Parts
from pipeline.model.terms import Dense, Sparse, Words

LEARNT = [
    "De iepen langs de gracht zijn ziek, en de linden ook.",
    "Te weinig geld voor bomen; te weinig mensen voor het riool.",
    "Zo\u00a0n plan's 2e deel (2024) kost \u20ac 3 mln: caf\u00e9's, I\u0130\u0131 en \u03a3\u03a3.",
    "een een een iep x y z \u0130stanbul _en_ e\u0301\u00e9n",
]
# Words that were learnt and others, with whatever stands between words in any language.
PIECES = st.sampled_from([word for text in LEARNT for word in text.split()]) | st.text(max_size=6)
BLANKS = st.sampled_from([" ", "  ", "\n", "\t ", "\u00a0", "\u2003", "\x1c", "\x85", "\u200b", "-", "'", ""])
TEXTS = st.lists(
    st.lists(st.tuples(PIECES, BLANKS), max_size=12).map(lambda pairs: "".join(map("".join, pairs))), max_size=4
)


@cache
def words() -> tuple[TfidfVectorizer, Words]:
    theirs = TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2), dtype=np.float32).fit(LEARNT)
    return theirs, Words(tuple(theirs.get_feature_names_out()), theirs.idf_)


@cache
def parts() -> tuple[CountVectorizer, TfidfTransformer, Parts]:
    cut = CountVectorizer(analyzer="char_wb", ngram_range=(SHORT, LONG), dtype=np.float32)
    weigh = TfidfTransformer(sublinear_tf=True).fit(cut.fit_transform(LEARNT))
    return cut, weigh, Parts(tuple(cut.get_feature_names_out()), weigh.idf_)


def dense(rows: Sparse) -> Dense:
    return np.asarray(rows.matrix().toarray())


@given(TEXTS)
@example(LEARNT)
@example(["Te weinig", "te\u00a0weinig te wei_nig", "weinig te", "x te y weinig"])
def test_words_and_pairs_are_those_of_scikit_learn(texts: list[str]) -> None:
    theirs, ours = words()
    if texts:
        assert np.array_equal(dense(ours.rows(texts)), theirs.transform(texts).toarray())


@given(TEXTS)
@example(LEARNT)
@example(["a", "ab", "abc", "a\u00adb", "\u1e9e \ufb01n", "e\u0301\u0301"])
def test_parts_of_words_are_those_of_scikit_learn(texts: list[str]) -> None:
    cut, weigh, ours = parts()
    if texts:
        assert np.array_equal(dense(ours.rows(texts)), weigh.transform(cut.transform(texts)).toarray())


@given(TEXTS)
def test_a_product_is_that_of_all_numbers(texts: list[str]) -> None:
    rows = words()[1].rows(texts)
    other = np.random.default_rng(1).normal(size=(rows.width, 3)).astype(np.float32)
    assert (rows @ other).shape == (len(texts), 3)
    assert np.allclose(rows @ other, dense(rows) @ other, atol=1e-6)


def test_nothing_in_nothing_out() -> None:
    for rows in (words()[1].rows([]), parts()[2].rows([])):
        assert (len(rows), rows.matrix().shape) == (0, (0, rows.width))


def test_without_terms_all_is_0() -> None:
    none = np.zeros(0, dtype=np.float32)
    for terms in (Words((), none), Parts((), none)):
        assert (terms.rows(["Een iep.", ""]) @ np.zeros((0, 2), dtype=np.float32)).tolist() == [[0, 0], [0, 0]]


def test_a_pair_does_not_reach_over_the_end_of_a_text() -> None:
    ours = words()[1]
    apart = ours.rows(["te", "weinig"])
    assert [ours.terms[place] for place in apart.places] == ["te", "weinig"]
