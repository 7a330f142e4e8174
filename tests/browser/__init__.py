"""The console in a real browser: Debian's Chromium, headless, against the whole service on a port of its own."""
