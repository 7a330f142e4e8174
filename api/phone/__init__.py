"""A phone in the browser, for the demo."""
