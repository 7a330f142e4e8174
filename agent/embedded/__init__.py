"""The model that needs nothing: it understands texts, keeps the dialogue, and speaks through the same port."""
