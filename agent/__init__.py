"""One turn of a conversation: a transcript in, a Turn out."""
