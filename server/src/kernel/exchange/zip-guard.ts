import { inflateRawSync } from "node:zlib";

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_ENTRY = 0x04034b50;
const END_LENGTH = 22;
const LONGEST_COMMENT = 65_535;
const MOST_ENTRIES = 500;
const SIZE_FOLLOWS = 8;
/** Bytes that may follow an entry whose size was not known when it was begun. */
const LONGEST_DESCRIPTOR = 24;
const STORED = 0;
const DEFLATED = 8;

interface Entry {
  offset: number;
  packed: number;
  unpacked: number;
}

/**
 * Whether an archive is what it says: its directory names entries that lie side by side from the first byte on, and
 * unpacked they have the sizes stated and fit the limit together. The sheet reader trusts the sizes that a file states
 * and would reserve, or unpack into, gigabytes for a few bytes that lie. (PKWARE APPNOTE 4.3.)
 */
export function isSoundArchive(bytes: Buffer, limit: number): boolean {
  const directory = readDirectory(bytes);
  if (!directory) return false;
  let left = limit;
  let at = 0;
  for (const entry of directory.entries) {
    if (entry.offset < at || entry.offset > at + LONGEST_DESCRIPTOR) return false;
    const end = checkEntry(bytes, entry, left);
    if (end === null) return false;
    at = end;
    left -= entry.unpacked;
  }
  return directory.start >= at && directory.start <= at + LONGEST_DESCRIPTOR;
}

function readDirectory(bytes: Buffer): { start: number; entries: Entry[] } | null {
  const end = findEnd(bytes);
  if (end === null) return null;
  const count = bytes.readUInt16LE(end + 10);
  const start = bytes.readUInt32LE(end + 16);
  if (count === 0 || count > MOST_ENTRIES) return null;
  const entries: Entry[] = [];
  let at = start;
  for (let i = 0; i < count; i += 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== DIRECTORY_ENTRY) return null;
    entries.push({
      packed: bytes.readUInt32LE(at + 20),
      unpacked: bytes.readUInt32LE(at + 24),
      offset: bytes.readUInt32LE(at + 42),
    });
    at +=
      46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return { start, entries: entries.sort((a, b) => a.offset - b.offset) };
}

function findEnd(bytes: Buffer): number | null {
  const last = bytes.length - END_LENGTH;
  for (let at = last; at >= Math.max(0, last - LONGEST_COMMENT); at -= 1) {
    if (bytes.readUInt32LE(at) === END_OF_DIRECTORY) return at;
  }
  return null;
}

/** Where the entry's data end; null when it is not sound. */
function checkEntry(bytes: Buffer, entry: Entry, limit: number): number | null {
  const { offset, packed, unpacked } = entry;
  if (unpacked > limit || offset + 30 > bytes.length) return null;
  if (bytes.readUInt32LE(offset) !== LOCAL_ENTRY) return null;
  const method = bytes.readUInt16LE(offset + 8);
  const sizeFollows = (bytes.readUInt16LE(offset + 6) & SIZE_FOLLOWS) !== 0;
  const stated = bytes.readUInt32LE(offset + 22);
  if (stated !== unpacked && !(sizeFollows && stated === 0)) return null;
  const begin = offset + 30 + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28);
  const end = begin + packed;
  if (end > bytes.length) return null;
  const data = bytes.subarray(begin, end);
  return unpackedLength(data, method, unpacked) === unpacked ? end : null;
}

function unpackedLength(data: Buffer, method: number, expected: number): number | null {
  if (method === STORED) return data.length;
  if (method !== DEFLATED) return null;
  try {
    return inflateRawSync(data, { maxOutputLength: Math.max(1, expected) }).length;
  } catch {
    return null;
  }
}
