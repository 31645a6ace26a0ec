"""``python -m pipeline`` is the command ``rodedraad``."""

from pipeline.cli import main

if __name__ == "__main__":
    main()
