"""``python -m pipeline`` is the command ``rodedraad``, which begins here too.

A child process loads the module that the command began with: it has no use for all that a command is made of.
"""


def main() -> None:
    """Run the command, as `cli.main` says."""
    from pipeline.cli import main as run

    run()


if __name__ == "__main__":
    main()
