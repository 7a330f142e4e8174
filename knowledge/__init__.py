"""What marketers know: articles, cut into passages and found again."""
