import type { Program } from '@kfuncspec/runtime/v1';
import type { KptrTags } from './btf/index.js';
import { type MapSource, type ProgramSource, writeProgramJson } from './json-writer.js';
import { keyOf, layoutOf, plainKey } from './layout.js';
import type { ProgramJson } from './program-json-type.js';
import { type Loaded, loaded, within } from './result.js';

/** A program with layouts for its maps in place of the BTF that it was read from: the kernel finds the same fields in them. */
export function sourceOf(program: Program): Loaded<ProgramSource> {
  const maps: MapSource[] = [];
  for (const [i, map] of program.maps.entries()) {
    const { name, type, keySize, valueSize, maxEntries, flags, inner, hasBtf } = map;
    const value = hasBtf ? layoutOf(map) : loaded(plainKey(valueSize));
    if (!value.ok) return within(`map ${i}`, value);
    maps.push({ name, type, maxEntries, flags, inner, hasBtf, key: hasBtf ? keyOf(type, keySize) : plainKey(keySize), value: value.value });
  }
  const { name, progType, expectedAttachType, attachTo, license, flags, insns, kfuncs, functions } = program;
  return loaded({ name, progType, expectedAttachType, attachTo, license, flags, insns, maps, kfuncs, functions });
}

/** A program as program JSON, with a new BTF blob for its maps and functions. */
export function programToJson(program: Program, tags: KptrTags): Loaded<ProgramJson> {
  const source = sourceOf(program);
  return source.ok ? loaded(writeProgramJson(source.value, tags)) : source;
}
