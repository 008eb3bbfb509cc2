"""What the tests of signatures share: keys and signed records are made once."""

import pytest

from tests.records.signers import MINISTER, MINISTRY, House, make_house


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    """Keys of a ministry, in a folder that goes with the run."""
    return make_house(tmp_path_factory.mktemp("signers"))


@pytest.fixture(scope="session")
def signed(house: House) -> bytes:
    """The record with the minister's signature."""
    return house.sign(house.record, MINISTER, house.field)


@pytest.fixture(scope="session")
def sealed(house: House, signed: bytes) -> bytes:
    """The record with the minister's signature and the ministry's seal."""
    return house.sign(signed, MINISTRY, house.field.seal())
