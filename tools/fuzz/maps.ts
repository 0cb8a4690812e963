import { Buffer } from 'node:buffer';

/**
 * The maps that random programs use, with the BTF of their values. One structure holds two kinds of kptr, a scalar in between and one
 * behind; one has a spin lock; one nothing at all.
 */

interface Field {
  readonly name: string;
  readonly offset: number;
  readonly type: 'u64' | 'u32' | 'lock' | { readonly kptr: string; readonly tag: string };
}

class BtfBlob {
  readonly #types: number[] = [];
  readonly #strings: string[] = [''];
  #stringBytes = 1;
  count = 0;

  name(text: string): number {
    if (text === '') return 0;
    const at = this.#stringBytes;
    this.#strings.push(text);
    this.#stringBytes += text.length + 1;
    return at;
  }

  /** Adds a type and gives its id. */
  type(name: string, kind: number, vlen: number, sizeOrType: number, ...more: number[]): number {
    this.#types.push(this.name(name), (kind << 24) | vlen, sizeOrType, ...more);
    this.count += 1;
    return this.count;
  }

  base64(): string {
    const typeBytes = this.#types.length * 4;
    const blob = Buffer.alloc(24 + typeBytes + this.#stringBytes);
    blob.writeUInt16LE(0xeb9f, 0);
    blob.writeUInt8(1, 2);
    blob.writeUInt32LE(24, 4);
    blob.writeUInt32LE(0, 8);
    blob.writeUInt32LE(typeBytes, 12);
    blob.writeUInt32LE(typeBytes, 16);
    blob.writeUInt32LE(this.#stringBytes, 20);
    this.#types.forEach((word, i) => {
      blob.writeUInt32LE(word >>> 0, 24 + 4 * i);
    });
    blob.write(`${this.#strings.join('\0')}\0`, 24 + typeBytes, 'latin1');
    return blob.toString('base64');
  }
}

const BTF_KIND = { int: 1, ptr: 2, struct: 4, typeTag: 18 } as const;

function valueBtf(name: string, size: number, fields: readonly Field[]): { blob: string; key: number; value: number } {
  const btf = new BtfBlob();
  const u32 = btf.type('unsigned int', BTF_KIND.int, 0, 4, 32);
  const u64 = btf.type('unsigned long long', BTF_KIND.int, 0, 8, 64);
  const lock = btf.type('bpf_spin_lock', BTF_KIND.struct, 1, 4, btf.name('val'), u32, 0);
  const members = fields.map((field) => {
    if (field.type === 'u64') return { field, id: u64 };
    if (field.type === 'u32') return { field, id: u32 };
    if (field.type === 'lock') return { field, id: lock };
    const target = btf.type(field.type.kptr, BTF_KIND.struct, 0, 0);
    const tag = btf.type(field.type.tag, BTF_KIND.typeTag, 0, target);
    return { field, id: btf.type('', BTF_KIND.ptr, 0, tag) };
  });
  const value = btf.type(
    name,
    BTF_KIND.struct,
    members.length,
    size,
    ...members.flatMap(({ field, id }) => [btf.name(field.name), id, field.offset * 8]),
  );
  return { blob: btf.base64(), key: u32, value };
}

/** Type tags of the two kinds of kptr field: they changed names in 6.4. */
export interface KptrTags {
  readonly unreferenced: string;
  readonly referenced: string;
}
export const KPTR_TAGS: Readonly<Record<string, KptrTags>> = {
  '6.1': { unreferenced: 'kptr', referenced: 'kptr_ref' },
  '6.12': { unreferenced: 'kptr_untrusted', referenced: 'kptr' },
};

/** What a program's JSON says of its maps: the same for every random program of a kernel. */
export function mapsFor(tags: KptrTags) {
  const kptrs = valueBtf('kptrs', 48, [
    { name: 'unref', offset: 0, type: { kptr: 'prog_test_ref_kfunc', tag: tags.unreferenced } },
    { name: 'ref', offset: 8, type: { kptr: 'prog_test_ref_kfunc', tag: tags.referenced } },
    { name: 'number', offset: 16, type: 'u64' },
    { name: 'member', offset: 24, type: { kptr: 'prog_test_member', tag: tags.referenced } },
    { name: 'tail', offset: 32, type: 'u64' },
  ]);
  const locked = valueBtf('locked', 16, [
    { name: 'lock', offset: 0, type: 'lock' },
    { name: 'number', offset: 8, type: 'u64' },
  ]);
  const map = (name: string, type: string, valueSize: number, btf: { blob: number; key: number; value: number } | null) => ({
    name,
    type,
    keySize: 4,
    valueSize,
    maxEntries: 2,
    flags: 0,
    inner: null,
    btf,
  });
  return {
    maps: [
      map('kptrs', 'array', 48, { blob: 0, key: kptrs.key, value: kptrs.value }),
      map('locked', 'array', 16, { blob: 1, key: locked.key, value: locked.value }),
      map('plain', 'hash', 16, null),
    ],
    btfs: [kptrs.blob, locked.blob],
  };
}

export const MAP_KPTRS = 0;
export const MAP_LOCKED = 1;
export const MAP_PLAIN = 2;
export const MAP_COUNT = 3;
