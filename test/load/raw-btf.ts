import { type Btf, KIND, parseBtf, parseSplitBtf } from '../../tools/load/btf/index.js';

/** One type: kind, name, the head's third word (size or type), what follows the head, vlen, the kind flag. */
export interface RawType {
  readonly kind: keyof typeof KIND;
  readonly name?: string;
  readonly of?: number;
  readonly words?: readonly (number | string)[];
  readonly vlen?: number;
  readonly flag?: boolean;
}

/** BTF of types as they are given, sound or not; the first has the id 1, or the number behind a base's last. Texts among words are names. */
export function rawBtf(types: readonly RawType[], base?: Btf): Uint8Array {
  const start = base === undefined ? 0 : base.bytes.length - base.stringsStart;
  const offsets = new Map<string, number>([['', 0]]);
  const texts: string[] = base === undefined ? [''] : [];
  let size = base === undefined ? 1 : 0;
  const name = (text: string): number => {
    const known = offsets.get(text);
    if (known !== undefined) return known;
    const offset = start + size;
    offsets.set(text, offset);
    texts.push(text);
    size += text.length + 1;
    return offset;
  };
  const words = types.flatMap(({ kind, name: own = '', of = 0, words: rest = [], vlen = 0, flag = false }) => [
    name(own),
    ((KIND[kind] << 24) | vlen | (flag ? 0x8000_0000 : 0)) >>> 0,
    of,
    ...rest.map((word) => (typeof word === 'string' ? name(word) : word)),
  ]);
  const bytes = new Uint8Array(24 + 4 * words.length + size);
  const view = new DataView(bytes.buffer);
  const head = [0x0001eb9f, 24, 0, 4 * words.length, 4 * words.length, size];
  for (const [i, word] of [...head, ...words].entries()) view.setUint32(4 * i, word, true);
  bytes.set(new TextEncoder().encode(texts.map((text) => `${text}\0`).join('')), 24 + 4 * words.length);
  return bytes;
}

export function kernelOf(types: readonly RawType[]): Btf {
  const btf = parseBtf(rawBtf(types), { origin: 'kernel' });
  if (!btf.ok) throw new Error(btf.error.message);
  return btf.value;
}

export function moduleOf(base: Btf, types: readonly RawType[]): Btf {
  const btf = parseSplitBtf(base, rawBtf(types, base));
  if (!btf.ok) throw new Error(btf.error.message);
  return btf.value;
}
