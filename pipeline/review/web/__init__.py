"""The review as a web page on this machine."""
