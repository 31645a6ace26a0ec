"""What the labels of another tool mean in our codebook; never guessed."""

from collections.abc import Iterable, Mapping

from pipeline.codebook import Codebook
from pipeline.codings.cells import RowError
from pipeline.errors import UsageError


class UnknownCodeError(Exception):
    """Labels that are no code of the codebook; the text names them."""

    def __init__(self, labels: list[str]) -> None:
        super().__init__(f"unknown code {', '.join(repr(label) for label in labels)}")
        self.labels = labels


class Codes:
    """The codes of a codebook, found by a mapping of the user, by code, or by a name that one code has."""

    def __init__(self, codebook: Codebook, mapping: Mapping[str, str]) -> None:
        self.codebook = codebook
        self._mapping = mapping
        known = (*codebook.mechanisms, *codebook.roles)
        wrong = [code for code in mapping.values() if code and code not in known]
        if wrong:
            raise UsageError(f"--map gives '{wrong[0]}', which is no code of the codebook: {', '.join(known)}")
        names = [code.naam.casefold() for code in (*codebook.mechanisme, *codebook.rol)]
        self._by_name = {
            code.naam.casefold(): code.code
            for code in (*codebook.mechanisme, *codebook.rol)
            if names.count(code.naam.casefold()) == 1
        }
        self._known = frozenset(known)

    def split(self, labels: Iterable[str]) -> tuple[list[str], str]:
        """Return the mechanisms and the role ('' for none) that labels stand for.

        Raises UnknownCodeError for labels without a meaning, and RowError when there are two roles.
        """
        given = {label: self._meaning(label.strip()) for label in labels}
        unknown = [label for label, code in given.items() if code is None]
        if unknown:
            raise UnknownCodeError(unknown)
        found = {code for code in given.values() if code}
        roles = [code for code in self.codebook.roles if code in found]
        if len(roles) > 1:
            raise RowError(f"it has {len(roles)} roles ({', '.join(roles)}); a passage has one")
        return [code for code in self.codebook.mechanisms if code in found], roles[0] if roles else ""

    def _meaning(self, label: str) -> str | None:
        if label in self._mapping:
            return self._mapping[label]
        return label if label in self._known else self._by_name.get(label.casefold())
