"""A zip archive that was looked over before anything in it is read.

Belongs here: sizes, ratios, paths, encryption, access to members by name.
Does not belong here: what kind of file the archive is (`containers`) and what the members mean.

Neither `zipfile` nor calamine yields more bytes than a member declares, and both compare the checksum at the end:
limits on the declared sizes therefore bound what is really unpacked.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from typing import IO

from contracts.model import Limits
from orchestration.submissions.reading.refusals import Refused, damage_refused

_ENCRYPTED = 0x41
_UTF8_NAME = 0x800
_LOCAL_HEADER = struct.Struct("<4s22xHH")
"""Signature, and the lengths of the name and of the extra field, after which the content starts."""
_LOCAL_SIGNATURE = b"PK\x03\x04"
_SMALL = 2**20
_DRIVE = re.compile(r"[A-Za-z]:")
_NAME_ENCODINGS = ("utf-8", "cp850", "cp437", "cp1252", "mac_roman")
"""What names are in: of today's systems, of French MS-DOS and what goes by it, of MS-DOS, of Windows, of old Macs."""
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class Archive:
    """The members of an archive by name, `/` between folders. Raises Refused from the constructor on."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self.data = data
        with damage_refused("tronque"):
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        entries = [(_name(info), info) for info in self._zip.infolist()]
        for name, info in entries:
            _check_path(name, info)
        files = [(name, info) for name, info in entries if not info.is_dir()]
        _check_sizes([info for _, info in files], limits)
        if any(info.flag_bits & _ENCRYPTED for _, info in files):
            raise Refused("chiffre")
        self.files = files
        self._by_name = dict(files)
        self._by_folded_name = {name.lower(): info for name, info in files}

    def __contains__(self, name: str) -> bool:
        return name in self._by_name or name.lower() in self._by_folded_name

    def open(self, name: str) -> IO[bytes]:
        """A member as a stream, named without regard to case, as packages ask.

        KeyError where there is none.
        """
        return self.stream(self._by_name.get(name) or self._by_folded_name[name.lower()])

    def stream(self, info: zipfile.ZipInfo) -> IO[bytes]:
        """A member of `files` as a stream. Only stored and deflated ones: what office suites write."""
        if info.compress_type not in _METHODS:
            raise Refused("illisible", compression=info.compress_type)
        return io.BytesIO(self._unpacked(info)) if info.file_size <= _SMALL else self._zip.open(info)

    def head(self, info: zipfile.ZipInfo, size: int) -> bytes:
        """The first bytes of a member, cheaper than opening it; b"" where the archive is damaged there."""
        try:
            return self._inflated(info, min(info.compress_size, 2 * size), size)
        except (zipfile.BadZipFile, struct.error, zlib.error):
            return b""

    def _unpacked(self, info: zipfile.ZipInfo) -> bytes:
        """A small member at once: opening it through `zipfile` costs more than reading it."""
        content = self._inflated(info, info.compress_size, info.file_size + 1)
        if len(content) != info.file_size or zlib.crc32(content) != info.CRC:
            raise zipfile.BadZipFile(info.filename)
        return content

    def _inflated(self, info: zipfile.ZipInfo, packed_size: int, most: int) -> bytes:
        """At most so many bytes of a member, from so many packed ones."""
        signature, *lengths = _LOCAL_HEADER.unpack_from(self.data, info.header_offset)
        if signature != _LOCAL_SIGNATURE:
            raise zipfile.BadZipFile(info.filename)
        start = info.header_offset + _LOCAL_HEADER.size + sum(lengths)
        packed = self.data[start : start + packed_size]
        if info.compress_type == zipfile.ZIP_STORED:
            return packed[:most]
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, most)


def other_names(info: zipfile.ZipInfo) -> list[str]:
    """What a member whose name does not say that it is UTF-8 may be called, in the order in which it is tried."""
    return [one.replace("\\", "/") for one in _readings(info)]


def _name(info: zipfile.ZipInfo) -> str:
    """The member's name, `/` between folders: the first reading of its bytes."""
    return _readings(info)[0].replace("\\", "/")


def _readings(info: zipfile.ZipInfo) -> list[str]:
    """The name under each code page that its bytes may be in; `zipfile` took them for CP437."""
    name = info.filename
    if info.flag_bits & _UTF8_NAME or name.isascii():
        return [name]
    try:
        data = name.encode("cp437")
    except UnicodeEncodeError:  # not from those bytes: another field of the archive gave the name
        return [name]
    found = []
    for encoding in _NAME_ENCODINGS:
        try:
            found.append(data.decode(encoding))
        except UnicodeDecodeError:
            continue
    return found


def _check_path(name: str, info: zipfile.ZipInfo) -> None:
    if name.startswith("/") or _DRIVE.match(name) or ".." in name.split("/") or "\0" in info.orig_filename:
        raise Refused("chemins", membre=name)


def _check_sizes(infos: list[zipfile.ZipInfo], limits: Limits) -> None:
    unpacked = sum(info.file_size for info in infos)
    if unpacked > limits.unpacked_bytes:
        raise Refused("decompression", octets=unpacked)
    for info in infos:
        if info.file_size > limits.ratio_from_bytes and info.file_size > limits.ratio * info.compress_size:
            raise Refused("ratio", membre=info.filename)
