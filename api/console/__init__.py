"""The web console: the queue, the thread, the reply."""
