"""What people coded: the training truth, in a folder of CSV files that only ever grows."""

from pipeline.codings.read import Codings, read_codings
from pipeline.codings.records import CONSENSUS, CodedPassage, Decision, Place, Proposal

__all__ = ["CONSENSUS", "CodedPassage", "Codings", "Decision", "Place", "Proposal", "read_codings"]
