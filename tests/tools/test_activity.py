"""What a customer did without buying."""

from datetime import UTC, datetime

import pytest
from pydantic import ValidationError

from tools.activity import Activity

AT = datetime(2026, 3, 4, tzinfo=UTC)


def test_only_known_kinds_are_activity() -> None:
    content = {"id": "a", "phone": "+14155550111", "product_id": "scarpa-drago", "at": AT}
    assert Activity.model_validate({**content, "kind": "browsed"}).variant_id is None
    with pytest.raises(ValidationError):
        Activity.model_validate({**content, "kind": "looked"})
