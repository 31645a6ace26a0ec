"""The rode draad -> what an analyst opens: a page, Markdown, a document and a workbook."""
