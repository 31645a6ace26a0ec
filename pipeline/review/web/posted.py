"""What the page sends: of a known shape and size, or refused."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints
from starlette.exceptions import HTTPException
from starlette.requests import Request

from pipeline.codebook import Codebook
from pipeline.codings import Decision
from pipeline.report.safe_text import one_line
from pipeline.review.records import Answer

_LARGEST_BODY = 65_536


class PostedName(BaseModel):
    """Who is going to review."""

    model_config = ConfigDict(extra="forbid", strict=True)

    name: Annotated[str, StringConstraints(max_length=500)]


class PostedAnswer(BaseModel):
    """What the reviewer decided on an item."""

    model_config = ConfigDict(extra="forbid", strict=True)

    decision: Literal[Decision.CODED, Decision.SKIPPED]
    mechanisms: list[str]
    role: str
    remark: Annotated[str, StringConstraints(max_length=4000)]

    def answer(self, codebook: Codebook) -> Answer:
        """Return it in the order of the codebook. Raises HTTPException for a code that the codebook does not have."""
        remark = one_line(self.remark).strip()
        if self.decision is Decision.SKIPPED:
            return Answer(remark=remark, decision=Decision.SKIPPED)
        if not set(self.mechanisms) <= set(codebook.mechanisms) or self.role not in codebook.roles:
            raise HTTPException(422)
        return Answer(tuple(code for code in codebook.mechanisms if code in self.mechanisms), self.role, remark)


async def body_of(request: Request) -> bytes:
    """Return what was sent. Raises HTTPException when it is more than any decision needs."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > _LARGEST_BODY:
            raise HTTPException(413)
    return body
