"""Opens with Python's safetensors what safetensors_write has written.

In: the writer's path. Out: 0, or 77 (skipped) where numpy or safetensors is not installed.
"""
import os
import subprocess
import sys
import tempfile

try:
    import numpy
    import safetensors
except ImportError as missing:
    print(f"skipped: {missing}")
    sys.exit(77)

EXPECTED = {
    "bytes": ("uint8", [1, 2, 3, 4, 5]),
    "indices": ("uint32", [[0, 1, 4000000000], [7, 8, 9]]),
    "hashes": ("uint64", [2**64 - 1, 5]),
    "weights": ("float32", [[0.5], [-1.25], [1024.0]]),
    "none": ("float32", []),
    "margins": ("float64", [0.1, -2.0]),
}

with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "model.safetensors")
    subprocess.run([sys.argv[1], path], check=True)
    with safetensors.safe_open(path, framework="numpy") as model:
        metadata = model.metadata()
        assert metadata["labels"] == "supportive critical neutral", metadata
        assert metadata["note"] == 'a "quoted" caf\u00e9\n', metadata
        assert len(metadata["checksum"]) == 32, metadata
        names = [name for name in model.keys() if not name.startswith("pad.")]
        assert sorted(names) == sorted(EXPECTED), names
        for name, (dtype, values) in EXPECTED.items():
            found, expected = model.get_tensor(name), numpy.array(values, dtype=dtype)
            assert found.dtype == expected.dtype and found.shape == expected.shape, (name, found)
            assert (found == expected).all(), (name, found)
print(f"{len(EXPECTED)} tensors agree")
