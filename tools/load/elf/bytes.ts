/** Reading texts and numbers out of an ELF file's bytes. */

const LONGEST_NAME = 512;

/** A string up to its zero byte, as Latin-1; undefined when there is none. */
export function textAt(bytes: Uint8Array, offset: number): string | undefined {
  if (offset >= bytes.length) return undefined;
  let text = '';
  for (let at = offset; at < offset + LONGEST_NAME; at++) {
    const byte = bytes[at];
    if (byte === undefined) return undefined;
    if (byte === 0) return text;
    text += String.fromCharCode(byte);
  }
  return undefined;
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Exact up to 2^53; what is larger is out of every range anyway. */
export function u64(view: DataView, at: number, littleEndian: boolean): number {
  const low = view.getUint32(at + (littleEndian ? 0 : 4), littleEndian);
  const high = view.getUint32(at + (littleEndian ? 4 : 0), littleEndian);
  return high * 0x1_0000_0000 + low;
}
