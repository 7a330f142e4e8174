"""The service: webhooks, worker, outbox, store and pages."""
