"""A picture that no two programs can agree on by chance."""

import random
import struct
import zlib


def noise():
    """A PNG with 64 times 64 points of noise: every byte there is, in every order."""
    points = random.Random(19)
    rows = b"".join(b"\0" + points.randbytes(64 * 3) for _ in range(64))

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 64, 64, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))
