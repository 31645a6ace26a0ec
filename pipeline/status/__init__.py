"""How a run stands: finished, going on, or stopped before its end; and what became of its files since."""

from pipeline.status.standing import Standing, State, standing_of

__all__ = ["Standing", "State", "standing_of"]
