"""Two folders of results -> what changed between them: shares with intervals, sentences with evidence."""
