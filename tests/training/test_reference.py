import tomllib

import numpy as np

from tipsheet.reading.coreference import edges
from training import reference


def test_descent_ends_where_the_slope_does():
    wanted = np.array([1.0, -2.0, 0.5], np.float32)
    found = reference.descend(lambda at: at - wanted, np.zeros(3, np.float32), np.zeros(3))
    assert np.allclose(found, wanted, atol=0.02)


def test_a_ridge_draws_to_the_start():
    wanted, ridge = np.ones(1, np.float32), np.ones(1, np.float32)
    found = reference.descend(lambda at: at - wanted, np.zeros(1, np.float32), ridge)
    assert np.allclose(found, 0.5, atol=0.02)


def test_what_is_written_is_used(tmp_path, monkeypatch):
    monkeypatch.setattr(reference, "PACKAGE", tmp_path)
    size = 1 + len(edges.ROLES) * len(edges.classes())
    weights = np.arange(size, dtype=np.float32)
    reference.write_edges({"start": weights, "end": weights}, 0.25)
    table = tomllib.loads((tmp_path / "edges.toml").read_text(encoding="utf-8"))
    assert (table["least"], table["start"]["scale"]) == (0.25, 0.0)
    assert table["end"]["outside"][edges.classes()[2]] == 3.0


def test_what_weighs_next_to_nothing_is_left_out(tmp_path, monkeypatch):
    monkeypatch.setattr(reference, "PACKAGE", tmp_path)
    reference.write_chains({"name": {"bias": 0.0, "same_text": 1.234, "far": 0.01}})
    table = tomllib.loads((tmp_path / "weights.toml").read_text(encoding="utf-8"))
    assert table == {"name": {"bias": 0.0, "same_text": 1.23}}
