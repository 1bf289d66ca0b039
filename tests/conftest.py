"""Settings for all tests, and the shipped model, loaded once for those that need real weights."""

import pytest
from hypothesis import HealthCheck, settings

from tipsheet.reading.encoder import OnnxEncoder

settings.register_profile("tests", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("tests")


@pytest.fixture(scope="session")
def model() -> OnnxEncoder:
    return OnnxEncoder(threads=1)
