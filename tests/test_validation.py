"""What a user reads when a value in a file of hers cannot be used."""

from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from pipeline.validation import first_problem


class Inner(BaseModel):
    naam: str
    codes: tuple[str, ...] = ()


class Outer(BaseModel):
    model_config = ConfigDict(extra="forbid")

    aantal: int = Field(default=1, ge=0)
    deel: float = Field(default=0.5, gt=0, lt=1)
    aan: bool = True
    soort: Literal["a", "b"] = "a"
    termen: Annotated[tuple[str, ...], Field(min_length=2, max_length=3)] = ("x", "y")
    delen: tuple[Inner, ...] = ()

    @field_validator("soort", mode="after")
    @classmethod
    def not_b(cls, value: str) -> str:
        if value == "b":
            raise ValueError("b is gone; write a")
        return value


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"aantal": "veel"}, 'aantal: found "veel", needed a whole number'),
        ({"aantal": 1.5}, "aantal: found 1.5, needed a whole number"),
        ({"aantal": -1}, "aantal: found -1, needed 0 or more"),
        ({"deel": 0}, "deel: found 0, needed more than 0.0"),
        ({"deel": 1}, "deel: found 1, needed less than 1.0"),
        ({"deel": []}, "deel: found [], needed a number"),
        ({"aan": "misschien"}, 'aan: found "misschien", needed true or false'),
        ({"soort": "c"}, "soort: found \"c\", needed 'a' or 'b'"),
        ({"soort": "b"}, "soort: b is gone; write a"),
        ({"termen": ["x"]}, "termen: found 1 in the list, needed 2 or more"),
        ({"termen": "x"}, 'termen: found "x", needed a list, between square brackets'),
        ({"delen": [{"naam": "n"}, {}]}, "delen, 2, naam: it is missing; add it"),
        ({"delen": [{"naam": None}]}, "delen, 1, naam: found nothing, needed text between quotes"),
        ({"delen": 3, "anders": 1}, "delen: found 3, needed a list, between square brackets (and 1 more)"),
        ({"anders": 1}, "anders: this key is not known here; look for a typing error, or leave it out"),
        ({"termen": "x" * 70}, f'termen: found "{"x" * 59}…, needed a list, between square brackets'),
    ],
)
def test_a_problem_is_one_plain_line(given: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Outer.model_validate(given)
    assert first_problem(caught.value) == said
