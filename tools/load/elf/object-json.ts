import type { Program } from '@kfuncspec/runtime/v1';
import type { Btf } from '../btf/index.js';
import { encodeBase64 } from '../encoding.js';
import { slotToHex } from '../json-writer.js';
import { PROGRAM_FORMAT } from '../program-json.js';
import type { ProgramJson } from '../program-json-type.js';
import type { Linked } from './link.js';

/** An object's BTF in base64, made when it is first asked for. */
export class LazyBlob {
  readonly #btf: Btf | undefined;
  #text: string | undefined;

  constructor(btf: Btf | undefined) {
    this.#btf = btf;
  }

  get list(): readonly string[] {
    if (this.#btf === undefined) return [];
    this.#text ??= encodeBase64(this.#btf.bytes);
    return [this.#text];
  }
}

/** A linked program as program JSON. */
export function jsonOf(program: Program, { insns, maps, mapTypes, kfuncs, funcInfo }: Linked, blob: LazyBlob): ProgramJson {
  const { name, progType, expectedAttachType, attachTo, flags, license } = program;
  let hex = '';
  for (let i = 0; i < insns.length; i++) hex += slotToHex(insns, i);
  return {
    format: PROGRAM_FORMAT,
    name,
    progType,
    expectedAttachType,
    attachTo,
    progFlags: flags,
    license,
    insns: hex,
    maps: maps.map(({ name, type, keySize, valueSize, maxEntries, flags, inner, frozen, contents, unknownContents }, i) => {
      const types = mapTypes[i];
      const btf = types === undefined || (types.key === 0 && types.value === 0) ? null : { blob: 0, key: types.key, value: types.value };
      return {
        name,
        type,
        keySize,
        valueSize,
        maxEntries,
        flags,
        inner: inner < 0 ? null : inner,
        btf,
        ...(frozen ? { frozen } : {}),
        // the format can't say that a part is not known
        ...(contents && unknownContents === undefined ? { contents: encodeBase64(contents) } : {}),
      };
    }),
    kfuncs,
    btfs: blob.list,
    progBtf: funcInfo.length > 0 ? 0 : null,
    funcInfo,
  };
}
