import type { Insns, ProgramFunction } from '@kfuncspec/runtime/v1';
import { BtfBuilder, type KptrTags } from './btf/index.js';
import { encodeBase64 } from './encoding.js';
import { addLayout, layoutSize, type ValueLayout } from './layout.js';
import { addPlainType } from './plain-type.js';
import { PROGRAM_FORMAT } from './program-json.js';
import type { MapJson, ProgramJson } from './program-json-type.js';

/** A map to be written; sizes come from the layouts. */
export interface MapSource {
  readonly name: string;
  readonly type: string;
  readonly key: ValueLayout;
  readonly value: ValueLayout;
  /** Does the map carry BTF: else only the layouts' sizes count. */
  readonly hasBtf: boolean;
  readonly maxEntries: number;
  readonly flags: number;
  /** Index of an earlier map, -1 for none. */
  readonly inner: number;
}

export interface ProgramSource extends Omit<ProgramJson, 'format' | 'progFlags' | 'insns' | 'maps' | 'btfs' | 'progBtf' | 'funcInfo'> {
  readonly flags: readonly string[];
  readonly insns: Insns;
  readonly maps: readonly MapSource[];
  readonly functions: readonly Omit<ProgramFunction, 'btfId'>[];
}

/** Program JSON with one BTF blob for all maps and functions; the tags are those of the kernel that will read it. */
export function writeProgramJson(source: ProgramSource, tags: KptrTags): ProgramJson {
  const { flags, insns, maps, functions, ...rest } = source;
  const btf = new BtfBuilder();
  const mapsJson: MapJson[] = maps.map(({ key, value, hasBtf, inner, ...map }, i) => ({
    ...map,
    keySize: layoutSize(key),
    valueSize: layoutSize(value),
    inner: inner < 0 ? null : inner,
    btf: hasBtf
      ? {
          blob: 0,
          key: layoutSize(key) === 0 ? 0 : addLayout(btf, key, `key_${i}`, tags),
          value: addLayout(btf, value, `value_${i}`, tags),
        }
      : null,
  }));
  const funcInfo = functions.map((f): [number, number] => {
    const params = f.params.map((param) => addPlainType(btf, param));
    return [f.offset, btf.func(f.name, addPlainType(btf, f.returns), params, f.isGlobal)];
  });
  const needsBtf = funcInfo.length > 0 || maps.some((map) => map.hasBtf);
  return {
    format: PROGRAM_FORMAT,
    ...rest,
    progFlags: flags,
    insns: insnsToHex(insns),
    maps: mapsJson,
    btfs: needsBtf ? [encodeBase64(btf.finish())] : [],
    progBtf: funcInfo.length > 0 ? 0 : null,
    funcInfo,
  };
}

/** 16 hexadecimal digits for each slot, little endian. */
function insnsToHex(insns: Insns): string {
  let text = '';
  for (let i = 0; i < insns.length; i++) text += slotToHex(insns, i);
  return text;
}

/** One instruction slot as the 16 hexadecimal digits of program JSON. */
export function slotToHex(insns: Insns, index: number): string {
  const imm = insns.imm[index] ?? 0;
  const off = insns.off[index] ?? 0;
  const bytes = [
    insns.code[index] ?? 0,
    ((insns.src[index] ?? 0) << 4) | (insns.dst[index] ?? 0),
    off,
    off >> 8,
    imm,
    imm >> 8,
    imm >> 16,
    imm >> 24,
  ];
  return bytes.map((byte) => (byte & 0xff).toString(16).padStart(2, '0')).join('');
}
