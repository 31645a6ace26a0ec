"""OpenDocument texts (.odt): what LibreOffice shows with all changes accepted, in reading order.

Own code on lxml rather than odfpy or odfdo: those give a tree as it is in the file, without list numbers, inherited
styles or pages, which is what most of the code here is for.
"""

from pipeline.extract.odt.reader import read_odt

__all__ = ["read_odt"]
