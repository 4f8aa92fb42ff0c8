"""From a file's bytes to 8-bit RGB pixels, with every change said."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from leukdesk.imaging import remark_texts
from leukdesk.imaging.headers import Alpha, Damaged, Header
from leukdesk.imaging.opencv_messages import silence_opencv
from leukdesk.imaging.remark import Remark
from leukdesk.language import marked, tr

silence_opencv()

_CAMERA_BITS = (8, 10, 12, 14, 16)
_UNDECODABLE = marked("its content cannot be decoded")


def decode(data: bytes, header: Header) -> tuple[NDArray[np.uint8], tuple[Remark, ...]]:
    """Decode the (first) picture of a file.

    Parameters
    ----------
    data : bytes
        The whole file, found to be complete.
    header : Header
        What its header says.

    Returns
    -------
    pixels : array, uint8, shape (H, W, 3), RGB
    notes : tuple of Remark
        What was changed on the way.

    Raises
    ------
    Damaged
        The decoder failed, or found another size than the header says.
    MemoryError
    """
    notes: list[Remark] = []
    stored = _imdecode(_without_orientation(data, header))
    if stored.shape[:2] != (header.height, header.width):
        raise Damaged(tr("its header and its content differ in size"))
    if header.pages > 1:
        notes.append(Remark("first-page", remark_texts.FIRST_PAGE.format(pages=header.pages)))
    colour, alpha = _split_alpha(stored)
    if colour.dtype == np.uint16:
        colour, note = _to_8_bit(colour, inverted=header.inverted)
        notes.append(Remark("16-bit", note))
    pixels = _to_rgb(colour)
    if alpha is not None:
        if header.alpha is Alpha.MEANINGLESS and alpha.min() != alpha.max():
            notes.append(Remark("fourth-channel", remark_texts.FOURTH_CHANNEL))
        elif header.alpha is not Alpha.MEANINGLESS and alpha.max() > 0 and alpha.min() < 255:
            pixels = _on_white(pixels, alpha, premultiplied=header.alpha is Alpha.PREMULTIPLIED)
            notes.append(Remark("transparency", remark_texts.TRANSPARENT))
    if header.orientation != 1:
        pixels = _oriented(pixels, header.orientation)
        notes.append(Remark("orientation", remark_texts.TURNED))
    return np.ascontiguousarray(pixels), tuple(notes)


def _imdecode(data: NDArray[np.uint8]) -> NDArray[np.integer]:
    try:
        # UNCHANGED: all channels, 16 bits where there are 16, no orientation.
        picture = cv2.imdecode(data, cv2.IMREAD_UNCHANGED)
    except cv2.error as error:
        if error.code == cv2.Error.StsNoMem:
            raise MemoryError from error
        raise Damaged(tr(_UNDECODABLE)) from error
    if picture is None or picture.dtype not in (np.uint8, np.uint16):
        raise Damaged(tr(_UNDECODABLE))
    return np.asarray(picture)


def _without_orientation(data: bytes, header: Header) -> NDArray[np.uint8]:
    """Blank a TIFF's orientation: OpenCV would obey it, so that whether it was obeyed could not be told."""
    if header.orientation == 1 or not header.orientation_at:
        return np.frombuffer(data, np.uint8)
    copy = np.frombuffer(data, np.uint8).copy()
    place = copy[header.orientation_at.start : header.orientation_at.stop]
    place[place != 0] = 1
    return copy


def _split_alpha(stored: NDArray[np.integer]) -> tuple[NDArray[np.integer], NDArray[np.uint8] | None]:
    """Return the colour (BGR or grey) and the alpha channel as 8 bits."""
    if stored.ndim == 2 or stored.shape[2] == 3:
        return stored, None
    if stored.shape[2] != 4:
        raise Damaged(tr("it decodes to {count} channels").format(count=stored.shape[2]))
    alpha = stored[..., 3]
    return stored[..., :3], alpha.astype(np.uint8) if alpha.dtype == np.uint8 else (alpha >> 8).astype(np.uint8)


def _to_8_bit(values: NDArray[np.integer], *, inverted: bool) -> tuple[NDArray[np.uint8], str]:
    """Keep the 8 most significant bits of the range that the camera seems to have used.

    Microscope cameras of 10, 12 and 14 bits store their values unshifted in 16; shifting by 8 would show them nearly
    black. No file says how many bits were used, so the smallest range of 8, 10, 12, 14 or 16 bits that holds the
    largest value is taken for the camera's; a TIFF with inverted grey counts as 16. All values are divided by one
    power of two, so neither colour nor contrast changes.

    Exposure stays only where the largest value reaches a quarter of the camera's range. A darker picture cannot be
    told from one of a camera with fewer bits: it comes out 4, 16, 64 or 256 times as bright, is not told as
    under-exposed and does not compare with the camera's others. The note names the bits, for a person to notice.

    Dropping low bits, not rounding, gives back exactly any 8-bit picture that was widened to 16 (by 256 or by 257) and
    whose largest value was 64 or more.
    """
    largest = int(values.max())
    bits = next(bits for bits in _CAMERA_BITS if largest < 1 << bits)
    if inverted:
        bits = 16
        values = np.invert(values)
    note = (remark_texts.SHALLOW if bits == 8 else remark_texts.DEEP).format(bits=bits, largest=largest)
    return (values >> (bits - 8)).astype(np.uint8), note


def _to_rgb(colour: NDArray[np.integer]) -> NDArray[np.uint8]:
    code = cv2.COLOR_GRAY2RGB if colour.ndim == 2 else cv2.COLOR_BGR2RGB
    return np.asarray(cv2.cvtColor(np.ascontiguousarray(colour), code), np.uint8)


def _on_white(pixels: NDArray[np.uint8], alpha: NDArray[np.uint8], *, premultiplied: bool) -> NDArray[np.uint8]:
    """Composite on white, by bands of rows: the 16-bit intermediate of a large picture would not be small."""
    result = np.empty_like(pixels)
    for top in range(0, pixels.shape[0], 256):
        colour = pixels[top : top + 256].astype(np.uint16)
        cover = alpha[top : top + 256, :, np.newaxis].astype(np.uint16)
        if not premultiplied:
            colour = (colour * cover + 127) // 255
        result[top : top + 256] = np.minimum(colour + (255 - cover), 255)
    return result


def _oriented(pixels: NDArray[np.uint8], orientation: int) -> NDArray[np.uint8]:
    """Apply an EXIF orientation, 2 to 8."""
    if orientation >= 5:  # 5: mirrored along the falling diagonal; 6 to 8 are that and a flip
        pixels = pixels.transpose(1, 0, 2)
    if orientation in (2, 3, 6, 7):
        pixels = pixels[:, ::-1]
    if orientation in (3, 4, 7, 8):
        pixels = pixels[::-1]
    return pixels
