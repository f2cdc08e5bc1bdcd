"""A voice for piper of half a kilobyte: a tone that lasts as long as its phonemes.

No real voice can be shipped (60 MB each). This one is a true ONNX model with the inputs and the
output of piper's own, written out by hand after onnx.proto, so that everything of piper around
the network runs for real.
"""

import json
import struct
from pathlib import Path
from typing import Any

RATE = 16000
PHONEME = 1600
"""Samples of a phoneme id: 100 ms."""

_FLOAT, _INT64 = 1, 7


def voice(folder: Path, name: str, code: str, espeak: str, *, phonemes: str = "espeak") -> Path:
    """Write `NAME.onnx` and its json: a voice of a language."""
    from piper.phoneme_ids import DEFAULT_PHONEME_ID_MAP

    model = folder / f"{name}.onnx"
    model.write_bytes(_model())
    about: dict[str, Any] = {
        "audio": {"sample_rate": RATE},
        "espeak": {"voice": espeak},
        "language": {"code": code},
        "phoneme_type": phonemes,
        "num_symbols": 256,
        "num_speakers": 1,
        "phoneme_id_map": DEFAULT_PHONEME_ID_MAP,
    }
    (folder / f"{name}.onnx.json").write_text(json.dumps(about), encoding="utf-8")
    return model


def _model() -> bytes:
    """sin(0.2 t) for PHONEME times `input_lengths` times the length scale."""
    nodes = (
        _node("Cast", ["input_lengths"], "count", _attribute("to", _FLOAT)),
        _node("Gather", ["scales", "one"], "scale"),
        _node("Mul", ["count", "scale"], "units"),
        _node("Mul", ["units", "phoneme"], "samples"),
        _node("Squeeze", ["samples"], "end"),
        _node("Range", ["zero", "end", "step"], "time"),
        _node("Mul", ["time", "turn"], "phase"),
        _node("Sin", ["phase"], "wave"),
        _node("Unsqueeze", ["wave", "axes"], "output"),
    )
    constants = (
        _tensor("one", _INT64, [1], (1).to_bytes(8, "little")),
        _tensor("axes", _INT64, [2], (0).to_bytes(8, "little") + (1).to_bytes(8, "little")),
        *(
            _tensor(name, _FLOAT, dims, _float(value))
            for name, dims, value in (
                ("phoneme", [1], PHONEME),
                ("zero", [], 0.0),
                ("step", [], 1.0),
                ("turn", [], 0.2),
            )
        ),
    )
    graph = b"".join(
        (
            *(_field(1, node) for node in nodes),
            _field(2, b"tone"),
            *(_field(5, constant) for constant in constants),
            _field(11, _value("input", _INT64, 2)),
            _field(11, _value("input_lengths", _INT64, 1)),
            _field(11, _value("scales", _FLOAT, 1)),
            _field(12, _value("output", _FLOAT, 3)),
        )
    )
    return _number(1, 8) + _field(7, graph) + _field(8, _number(2, 13))  # IR 8, operators 13


def _node(operator: str, inputs: list[str], output: str, attribute: bytes = b"") -> bytes:
    given = b"".join(_field(1, name.encode()) for name in inputs)
    return given + _field(2, output.encode()) + _field(4, operator.encode()) + attribute


def _attribute(name: str, value: int) -> bytes:
    return _field(5, _field(1, name.encode()) + _number(3, value) + _number(20, 2))


def _tensor(name: str, kind: int, dims: list[int], raw: bytes) -> bytes:
    shape = b"".join(_number(1, size) for size in dims)
    return shape + _number(2, kind) + _field(8, name.encode()) + _field(9, raw)


def _value(name: str, kind: int, dims: int) -> bytes:
    shape = b"".join(_field(1, _field(2, f"{name}{dim}".encode())) for dim in range(dims))
    return _field(1, name.encode()) + _field(2, _field(1, _number(1, kind) + _field(2, shape)))


def _float(value: float) -> bytes:
    return struct.pack("<f", value)


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _field(field: int, content: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(content)) + content


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)
