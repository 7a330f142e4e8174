"""Tests of one turn, one file for each module of `agent`."""
