"""Saved web pages (.html): the main text, without what stands around it on every page of a site."""

from pipeline.extract.html.reader import read_html

__all__ = ["read_html"]
