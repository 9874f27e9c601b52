"""TZif data (RFC 8536) that cctz, which phoney reads it with, takes as Python's zoneinfo does.

Beyond the last transition both follow the rule at the end of the data, but cctz takes a last transition that changes
nothing, which says from when on the rule holds, for none, and turns to the rule too early; and it repeats the 400 years
from the last transition's year on for ever, in which the rule may not have begun. So the transitions of the rule are
written out up to the end of the year after.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

HEADER = struct.Struct(">4sc15x6l")
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)


@dataclass
class Block:
    """The data block of version 2 and later, and what stands around it."""

    before: bytes
    version: bytes
    times: list[int]
    types: list[int]  # of each transition
    kinds: list[tuple[int, bool, int]]  # of each type: offset, daylight saving, place of its abbreviation
    abbreviations: bytes
    rest: bytes  # leap seconds and indicators, which need no change
    counts: tuple[int, int, int]  # of these
    rule: bytes


def with_rule_written_out(data: bytes) -> bytes:
    """The same zone; the same bytes where no rule with daylight saving ends it."""
    block = _read(data)
    if b"," not in block.rule or not block.times:
        return data
    zone = ZoneInfo.from_file(io.BytesIO(data))
    for moment in _changes(zone, block.times[-1]):
        block.times.append(int(moment.timestamp()))
        block.types.append(_type_of(block, moment.astimezone(zone)))
    return _written(block)


def _changes(zone: ZoneInfo, last: int) -> Iterator[datetime]:
    """The first moments of what the zone changes to, after `last` and before the end of the year after."""

    def shown(moment: datetime) -> tuple[timedelta | None, str | None]:
        local = moment.astimezone(zone)
        return local.utcoffset(), local.tzname()

    before = datetime.fromtimestamp(last, timezone.utc)
    end = datetime(before.year + 2, 1, 1, tzinfo=timezone.utc)
    while before + DAY < end:
        after = before + DAY
        if shown(before) != shown(after):
            low, high = before, after
            while high - low > SECOND:
                middle = low + timedelta(seconds=(high - low) // SECOND // 2)
                low, high = (middle, high) if shown(middle) == shown(low) else (low, middle)
            yield high
        before = after


def _type_of(block: Block, local: datetime) -> int:
    """The type that shows this; of several, the one that was in force last. A rule may have a type that was never in force before."""
    for index in (*reversed(block.types), *range(len(block.kinds))):
        offset, _, place = block.kinds[index]
        abbreviation = block.abbreviations[place : block.abbreviations.index(b"\0", place)]
        if timedelta(seconds=offset) == local.utcoffset() and abbreviation.decode() == local.tzname():
            return index
    block.kinds.append((int((local.utcoffset() or timedelta()).total_seconds()), bool(local.dst()), len(block.abbreviations)))
    block.abbreviations += (local.tzname() or "").encode() + b"\0"
    return len(block.kinds) - 1


def _read(data: bytes) -> Block:
    _, _, isut, isstd, leap, time, kind, char = HEADER.unpack_from(data)
    start = HEADER.size + 5 * time + 6 * kind + char + 8 * leap + isstd + isut
    _, version, isut, isstd, leap, time, kind, char = HEADER.unpack_from(data, start)
    place = start + HEADER.size
    times = list(struct.unpack_from(f">{time}q", data, place))
    place += 8 * time
    types = list(data[place : place + time])
    place += time
    kinds = list(struct.iter_unpack(">l?B", data[place : place + 6 * kind]))
    place += 6 * kind
    abbreviations = data[place : place + char]
    place += char
    end = place + 12 * leap + isstd + isut
    return Block(data[:start], version, times, types, kinds, abbreviations, data[place:end], (isut, isstd, leap), data[end:])


def _written(block: Block) -> bytes:
    header = HEADER.pack(b"TZif", block.version, *block.counts, len(block.times), len(block.kinds), len(block.abbreviations))
    kinds = b"".join(struct.pack(">l?B", *kind) for kind in block.kinds)
    return b"".join((
        block.before, header, struct.pack(f">{len(block.times)}q", *block.times), bytes(block.types), kinds, block.abbreviations, block.rest, block.rule))
