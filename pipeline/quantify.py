"""How many sentences of a report truly have a code: a corrected count with its uncertainty (quantification learning).

What the classifier assigns is not what is there: it misses some and invents others. On documents held out we know how
often (`ScoreBins`), and so which share of sentences would explain the probabilities that a report shows. With two bins
this is the adjusted count (Rogan & Gladen 1978; Forman 2008); with more it is the mixture whose likelihood Saerens,
Latinne & Decaestecker (2002) maximise. Here all shares are weighed, not only the likeliest. How often the classifier
errs differs from document to document, and it errs most where others have the code; that is weighed too.
`docs/quantification.md` has the figures.
"""

from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from pipeline.model.score_bins import ScoreBins

Values = NDArray[np.float64]
Counts = NDArray[np.int64]

# Chosen on documents of the corpus that were held out, by the log loss of the chance that a code is present.
_PRIOR = (0.5, 5.0)  # of the share: half a sentence that has the code, and five without
_STYLE = 0.6  # standard deviation between reports of the log-odds of a hit, true or false
_NEAR = 0.1  # the share at which false hits are halfway between those in documents without and with the code
_ALIKE = 0.005  # correlation of two sentences of a report: n of them tell as much as n / (1 + (n - 1) * this)

# Steps in which shares, and the styles of true and of false hits, are weighed. With (31, 31) styles and 300 shares no
# chance of the sample reports changes by more than 0.02, and none of long real ones by more than 0.05.
_SHARES = 60
_STYLES = (np.linspace(-2.5, 2.5, 5), np.linspace(-2.5, 2.5, 9))
_ROWS = 500  # reports at a time: a row takes 2,700 numbers
_BOUNDS = (0.025, 0.975)


@dataclass(frozen=True)
class Estimate:
    """What is believed of the number of sentences that truly have a code, for n reports.

    All are (n,): ``sentences`` in the report, and the ``mean`` and standard deviation (``spread``) of the number. Its
    distribution is taken as n times a beta distribution with that mean and spread.
    """

    sentences: Counts
    mean: Values
    spread: Values

    @property
    def interval(self) -> tuple[Values, Values]:
        """The bounds between which the number lies with 95 % certainty, within 0 and the number of sentences."""
        from scipy.stats import beta  # takes a second, and who only needs a verdict by name should not wait for it

        low, high = (self.sentences * beta.ppf(bound, *self._shape) for bound in _BOUNDS)
        return np.clip(low - 0.5, 0, self.sentences), np.clip(high + 0.5, 0, self.sentences)

    def at_least(self, numbers: Counts) -> Values:
        """Return (n,): the chance that the number is at least that of ``numbers`` (n,); of 0 or less it is certain."""
        from scipy.stats import beta

        chance = beta.sf((numbers - 0.5) / np.maximum(self.sentences, 1), *self._shape)
        return np.where(numbers <= 0, 1.0, np.where(numbers <= self.sentences, chance, 0.0))

    @property
    def _shape(self) -> tuple[Values, Values]:
        total = np.maximum(self.sentences, 1)
        share = np.clip(self.mean / total, 1e-9, 1 - 1e-9)
        weight = np.clip(share * (1 - share) * (total / np.maximum(self.spread, 1e-9)) ** 2 - 1, 1e-6, 1e9)
        return share * weight, (1 - share) * weight


def estimate(counts: Counts, bins: ScoreBins) -> Estimate:
    """Return the estimates for (n, K) ``counts``: how many sentences of each report fall in each bin."""
    sentences = counts.sum(axis=1)
    mixture = _Mixture.of(bins)
    parts = [mixture.moments(counts[i : i + _ROWS]) for i in range(0, len(counts), _ROWS)]
    mean, variance = np.hstack([np.zeros((2, 0)), *parts])
    return Estimate(sentences, mean, np.sqrt(variance))


@dataclass(frozen=True)
class _Mixture:
    """S states of a report: a share of sentences that have the code, in a style.

    ``prior`` (S,) has the log of their weights; ``chances`` (S, K) the log of the chance of each bin; ``true`` (S, K)
    the chance that a sentence in the bin has the code.
    """

    prior: Values
    chances: Values
    true: Values

    @classmethod
    def of(cls, bins: ScoreBins) -> "_Mixture":
        # Steps of equal weight under the prior of Jeffreys, finest near 0 and 1.
        shares = np.sin(np.pi / 2 * (np.arange(_SHARES) + 0.5) / _SHARES) ** 2
        prior = (_PRIOR[0] - 0.5) * np.log(shares) + (_PRIOR[1] - 0.5) * np.log1p(-shares)
        near = (shares / (shares + _NEAR))[:, None]
        having, beside, elsewhere = bins.shares
        weights, states = [], []
        for true, false in product(*_STYLES):
            lacking = near * _styled(beside, false) + (1 - near) * _styled(elsewhere, false)
            states.append(_sides(shares, _styled(having, true), lacking))
            weights.append(prior - (true**2 + false**2) / 2)  # the log of the normal density
        true, either = np.concatenate(states, axis=1)
        return cls(np.concatenate(weights), np.log(either), true / either)

    def moments(self, counts: Counts) -> Values:
        """Return (2, n): mean and variance of the number of sentences that have the code, by (n, K) counts."""
        alike = 1 + np.maximum(counts.sum(axis=1, keepdims=True) - 1, 0) * _ALIKE
        weights = (counts / alike) @ self.chances.T
        weights += self.prior
        weights -= weights.max(axis=1, keepdims=True)
        np.exp(weights, out=weights)
        weights /= weights.sum(axis=1, keepdims=True)
        expected = counts @ self.true.T
        mean = np.einsum("ns,ns->n", weights, expected)
        within = (counts * (weights @ (self.true * (1 - self.true)))).sum(axis=1)
        expected -= mean[:, None]
        np.square(expected, out=expected)
        return np.stack([mean, within + np.einsum("ns,ns->n", weights, expected)])


def _sides(shares: Values, having: Values, lacking: Values) -> Values:
    """Return (2, shares, K): the chance that a sentence has the code and falls in a bin, and that it falls there."""
    true = shares[:, None] * having
    return np.stack([true, true + (1 - shares[:, None]) * lacking])


def _styled(shares: Values, deviations: float) -> Values:
    """Return (K,) shares in a style so many standard deviations from the usual: more or fewer leave the lowest bin."""
    if len(shares) == 1:
        return shares
    from scipy.special import expit, logit

    above = expit(logit(1 - shares[0]) + _STYLE * deviations)
    return np.array([1 - above, *(shares[1:] * above / (1 - shares[0]))])
