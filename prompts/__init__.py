"""What marketers write: prompts, phrases, previews and example texts, as files."""
