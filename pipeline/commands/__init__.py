"""The commands, by the room they work in; each prints through `show` and leaves errors to `cli.main`."""
