"""Commands drafted into proposals: live state read, policy asked, money worked out, the preview's facts filled."""
