"""What a reader read, in short."""

from pipeline.records import Reading


def shapes(reading: Reading) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in reading.blocks]


def texts(reading: Reading) -> list[str]:
    return [block.text for block in reading.blocks]
