import { viewOf } from '../../load/elf/bytes.js';
import { isElf } from '../../load/elf/index.js';
import type { Random } from '../random.js';
import { btfFields } from './btf-fields.js';
import { elfFields } from './elf-fields.js';
import type { Field } from './field.js';

/** Where the fields of one kind stand. */
interface Places {
  readonly size: Field['size'];
  readonly at: number[];
}

/** A file to start from, and the fields that were found in it, by kind. */
export interface Original {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly littleEndian: boolean;
  readonly kinds: readonly Places[];
}

/** Looks for the fields of an object file or a BTF blob. */
export function original(name: string, bytes: Uint8Array): Original {
  const kinds = new Map<string, Places>();
  for (const { at, size, kind } of isElf(bytes) ? elfFields(bytes) : btfFields(bytes, 0)) {
    if (at + size > bytes.length) continue;
    const places = kinds.get(kind);
    if (places === undefined) kinds.set(kind, { size, at: [at] });
    else places.at.push(at);
  }
  const littleEndian = isElf(bytes) ? bytes[5] !== 2 : bytes[0] === 0x9f;
  return { name, bytes, littleEndian, kinds: [...kinds.values()] };
}

const MOST_CHANGES = 4;
const LONGEST_PIECE = 256;

/** Something like a file: one to four things changed, a field at a time or blindly. */
export function mutated(from: Original, others: readonly Original[], random: Random): Uint8Array {
  let bytes: Uint8Array = Uint8Array.from(from.bytes);
  for (let changes = random.chance(0.6) ? 1 : 1 + random.below(MOST_CHANGES); changes > 0; changes--) {
    // bytes that were moved no longer stand where fields say
    if (from.kinds.length > 0 && bytes.length === from.bytes.length && random.chance(0.85)) changeField(bytes, from, random);
    else bytes = blindly(bytes, others, random);
  }
  return bytes;
}

function changeField(bytes: Uint8Array, { kinds, littleEndian }: Original, random: Random): void {
  // by kind first: there are far more types and instructions than headers
  const places = random.pick(kinds);
  const view = viewOf(bytes);
  const at = random.pick(places.at);
  write(view, at, places.size, littleEndian, newValue(view, at, places, littleEndian, random));
}

function newValue(view: DataView, at: number, { size, at: places }: Places, littleEndian: boolean, random: Random): bigint {
  const bits = size * 8;
  const old = read(view, at, size, littleEndian);
  switch (random.below(12)) {
    case 0:
      return 0n;
    case 1:
      return old + 1n;
    case 2:
      return old - 1n;
    case 3:
      return (1n << BigInt(bits)) - 1n;
    case 4:
      return 1n << BigInt(bits - 1);
    case 5:
      return (1n << BigInt(bits - 1)) - 1n;
    case 6:
      return old ^ (1n << BigInt(random.below(bits)));
    case 7:
      return BigInt(view.byteLength) + BigInt(random.below(3)) - 1n;
    case 8:
      return BigInt(random.word());
    case 9:
      return old * 2n;
    case 10:
      return BigInt(random.below(64));
    default:
      return read(view, random.pick(places), size, littleEndian);
  }
}

function read(view: DataView, at: number, size: Field['size'], littleEndian: boolean): bigint {
  if (size === 1) return BigInt(view.getUint8(at));
  if (size === 2) return BigInt(view.getUint16(at, littleEndian));
  return size === 4 ? BigInt(view.getUint32(at, littleEndian)) : view.getBigUint64(at, littleEndian);
}

function write(view: DataView, at: number, size: Field['size'], littleEndian: boolean, value: bigint): void {
  if (size === 1) view.setUint8(at, Number(BigInt.asUintN(8, value)));
  else if (size === 2) view.setUint16(at, Number(BigInt.asUintN(16, value)), littleEndian);
  else if (size === 4) view.setUint32(at, Number(BigInt.asUintN(32, value)), littleEndian);
  else view.setBigUint64(at, BigInt.asUintN(64, value), littleEndian);
}

function blindly(bytes: Uint8Array, others: readonly Original[], random: Random): Uint8Array {
  const at = random.below(bytes.length + 1);
  const length = random.below(Math.min(LONGEST_PIECE, bytes.length - at) + 1);
  const [front, piece, back] = [bytes.subarray(0, at), bytes.subarray(at, at + length), bytes.subarray(at + length)];
  switch (random.below(8)) {
    case 0:
      return new Uint8Array(front);
    case 1:
      return joined(front, back);
    case 2:
      return joined(front, piece, piece, back);
    case 3:
      return joined(front, noise(1 + random.below(16), random), piece, back);
    case 4: {
      // a piece of another file in the place of one's own
      const other = random.pick(others).bytes;
      const from = random.below(other.length + 1);
      return joined(front, other.subarray(from, from + length), back);
    }
    case 5:
      return joined(front, new Uint8Array(length), back);
    case 6:
      return joined(front, noise(length, random), back);
    default: {
      const flipped = new Uint8Array(bytes);
      const byte = random.below(Math.max(1, bytes.length));
      if (byte < flipped.length) flipped[byte] = (flipped[byte] ?? 0) ^ (1 << random.below(8));
      return flipped;
    }
  }
}

function noise(length: number, random: Random): Uint8Array {
  return Uint8Array.from({ length }, () => random.below(256));
}

function joined(...pieces: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
