"""Render the program's sounds into resources/sounds: ``python packaging/render_sounds.py``.

They are computed and not recorded, so they need nobody's licence. ``capture.wav``: a soft chime of two notes a fifth
apart (E5 and B5), mono, 16 bits, 22,050 a second, beginning and ending in silence so that no speaker clicks.
"""

from __future__ import annotations

import io
import wave
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

SOUNDS = Path(__file__).resolve().parents[1] / "resources" / "sounds"
RATE = 22050
_SECONDS = 0.4
_LOUDNESS = 0.35


def chime() -> NDArray[np.int16]:
    """Return the chime, shape (8820,)."""
    time = np.arange(round(RATE * _SECONDS)) / RATE
    sound = np.zeros_like(time)
    # Frequency in Hz, share, when it begins, after how many seconds it has faded to a third.
    notes = ((659.26, 1.0, 0.0, 0.07), (987.77, 0.8, 0.07, 0.09), (1975.5, 0.12, 0.07, 0.04))
    for frequency, share, begin, fade in notes:
        since = np.maximum(time - begin, 0.0)
        swell = 1 - np.exp(-since / 0.004)
        sound += share * swell * np.exp(-since / fade) * np.sin(2 * np.pi * frequency * since)
    sound *= np.minimum(1.0, (time[-1] - time) / 0.05)
    return np.round(sound / np.abs(sound).max() * _LOUDNESS * 32767).astype(np.int16)


def as_wave(sound: NDArray[np.int16]) -> bytes:
    """Return a sound as a WAV file."""
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(sound.astype("<i2").tobytes())
    return buffer.getvalue()


if __name__ == "__main__":
    SOUNDS.mkdir(parents=True, exist_ok=True)
    (SOUNDS / "capture.wav").write_bytes(as_wave(chime()))
