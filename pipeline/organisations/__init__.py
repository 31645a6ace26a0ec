"""Organisations: the list of public bodies, finding them in a text, and with a model others too."""
