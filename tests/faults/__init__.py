"""Faults on purpose: crashes at every boundary, random kills, paused workers, storms, and a disk that is full."""
