"""Tables -> the rode draad: claims about all reports together, each with what supports it."""
