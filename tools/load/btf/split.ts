import { failed, type Loaded } from '../result.js';
import { parseBtf } from './parse.js';
import type { Btf } from './table.js';

const HEADER_SIZE = 24;

/**
 * The types of a kernel module, which go on where those of the kernel end: one table with both, in which ids from `base.count` on are
 * the module's.
 *
 * @param base the kernel's types
 * @param bytes the module's BTF, as it stands in its `.BTF` section
 */
export function parseSplitBtf(base: Btf, bytes: Uint8Array): Loaded<Btf> {
  if (bytes.length < HEADER_SIZE) return failed(`BTF cut short: ${bytes.length} bytes`);
  const le = base.littleEndian;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint16(0, le) !== 0xeb9f) return failed("no BTF in the kernel's byte order: the magic number eb9f is missing");
  const header = view.getUint32(4, le);
  const types = slice(bytes, header + view.getUint32(8, le), view.getUint32(12, le));
  const strings = slice(bytes, header + view.getUint32(16, le), view.getUint32(20, le));
  if (types === undefined || strings === undefined) return failed("BTF sections don't fit the blob");
  const baseHeader = new DataView(base.bytes.buffer, base.bytes.byteOffset, base.bytes.byteLength).getUint32(4, le);
  const parts = [base.bytes.subarray(baseHeader, base.stringsStart), types, base.bytes.subarray(base.stringsStart), strings];
  const merged = new Uint8Array(HEADER_SIZE + parts.reduce((sum, part) => sum + part.length, 0));
  let at = HEADER_SIZE;
  for (const part of parts) {
    merged.set(part, at);
    at += part.length;
  }
  const typesLength = base.stringsStart - baseHeader + types.length;
  merged.set(base.bytes.subarray(0, 8));
  const out = new DataView(merged.buffer);
  out.setUint32(4, HEADER_SIZE, le);
  out.setUint32(12, typesLength, le);
  out.setUint32(16, typesLength, le);
  out.setUint32(20, merged.length - HEADER_SIZE - typesLength, le);
  return parseBtf(merged, { origin: 'kernel' });
}

function slice(bytes: Uint8Array, start: number, length: number): Uint8Array | undefined {
  return start + length <= bytes.length ? bytes.subarray(start, start + length) : undefined;
}
