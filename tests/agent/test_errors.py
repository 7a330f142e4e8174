"""Every model error is a leaf of one tree, so that a turn can catch them by who must act."""

from __future__ import annotations

from agent import errors


def test_the_tree_is_as_drawn() -> None:
    leaves = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.ModelError)]
    drawn = errors.__doc__ or ""
    assert len(leaves) == 7
    assert all(kind.__name__ in drawn for kind in leaves)
