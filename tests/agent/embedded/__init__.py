"""Tests of the embedded model, one file for each module of `agent.embedded`."""
