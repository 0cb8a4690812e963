import { type Btf, KIND } from '../btf/index.js';
import { failed, type Loaded, loaded, within } from '../result.js';
import { MAP_TYPES } from './map-types.js';

/** A map as the object describes it. */
export interface ObjectMap {
  readonly name: string;
  /** Section and offset that symbols of this map have. */
  readonly section: number;
  readonly offset: number;
  readonly type: string;
  readonly keySize: number;
  readonly valueSize: number;
  readonly maxEntries: number;
  readonly flags: number;
  /** Types of key and value in the object's BTF, 0 for none. */
  readonly key: number;
  readonly value: number;
  readonly inner?: ObjectMap | undefined;
  /** Global data that nothing but the program may write, or nobody at all. */
  readonly frozen?: boolean;
  /** What it holds when it is made, where that is known. */
  readonly contents?: Uint8Array;
  /** Ranges of bytes in it that are not known. */
  readonly unknownContents?: readonly (readonly [from: number, to: number])[];
}

/** Members of a definition whose number is the length of the array that they point to. */
const NUMBERS = ['type', 'max_entries', 'map_flags', 'numa_node', 'key_size', 'value_size', 'pinning', 'map_extra'] as const;

type NumberField = (typeof NUMBERS)[number];

interface Draft {
  readonly numbers: Partial<Record<NumberField, number>>;
  key?: { readonly type: number; readonly size: number };
  value?: { readonly type: number; readonly size: number };
  /** The inner map's definition. */
  inner?: number;
  hasValues?: boolean;
}

/** The maps of a `.maps` section. */
export function readMapSection(btf: Btf, datasec: number, section: number, size: number): Loaded<ObjectMap[]> {
  const maps: ObjectMap[] = [];
  for (const { type: variable, offset, size: bytes } of btf.secVars(datasec)) {
    const name = btf.name(variable);
    if (btf.kind(variable) !== KIND.var || name === '') return failed(`map #${maps.length}: no variable`);
    if (offset + bytes > size) return failed(`map '${name}': BTF data is corrupted`);
    if (btf.trailingWord(variable, 0) !== 1)
      return failed(`map '${name}': unsupported map linkage ${linkage(btf.trailingWord(variable, 0))}`);
    const definition = btf.skipModifiers(btf.sizeOrType(variable));
    if (btf.kind(definition) !== KIND.struct) return failed(`map '${name}': not defined as a structure`);
    if (btf.sizeOrType(definition) > bytes) return failed(`map '${name}': invalid size of the definition`);
    const map = readMap(btf, name, definition, false);
    if (!map.ok) return map;
    maps.push({ ...map.value, section, offset });
  }
  return loaded(maps);
}

function linkage(value: number): string {
  return ['static', 'global', 'extern'][value] ?? `${value}`;
}

function readMap(btf: Btf, name: string, definition: number, isInner: boolean): Loaded<ObjectMap> {
  const draft: Draft = { numbers: {} };
  for (const [i, member] of btf.members(definition).entries()) {
    const isLast = i === btf.vlen(definition) - 1;
    const wrong = readMember(btf, draft, member.name, member.type, isInner, isLast);
    if (wrong !== undefined) return failed(`map '${name}': ${wrong}`);
  }
  const { numbers, key, value } = draft;
  const number = numbers.type ?? 0;
  if (number === 0) return failed(`map '${name}': map type isn't specified`);
  const type = MAP_TYPES[number] ?? `type_${number}`;
  const keySize = sizeOf(numbers.key_size, key?.size);
  const valueSize = draft.hasValues ? sizeOf(numbers.value_size, 4) : sizeOf(numbers.value_size, value?.size);
  if (keySize === undefined || valueSize === undefined) return failed(`map '${name}': conflicting sizes`);
  const inner = draft.inner === undefined ? undefined : within(`map '${name}'`, readMap(btf, `${name}.inner`, draft.inner, true));
  if (inner !== undefined && !inner.ok) return inner;
  return loaded({
    name,
    section: 0,
    offset: 0,
    type,
    keySize,
    valueSize,
    maxEntries: numbers.max_entries ?? 0,
    flags: numbers.map_flags ?? 0,
    key: key?.type ?? 0,
    value: value?.type ?? 0,
    inner: inner?.value,
  });
}

/** Said once, or twice the same. */
function sizeOf(asNumber: number | undefined, asType: number | undefined): number | undefined {
  if (asNumber !== undefined && asNumber !== 0 && asType !== undefined && asNumber !== asType) return undefined;
  return asType ?? asNumber ?? 0;
}

function readMember(btf: Btf, draft: Draft, name: string, type: number, isInner: boolean, isLast: boolean): string | undefined {
  const field = NUMBERS.find((known) => known === name);
  if (field !== undefined) {
    const pointer = btf.skipModifiers(type);
    const array = btf.sizeOrType(pointer);
    if (btf.kind(pointer) !== KIND.ptr || btf.kind(array) !== KIND.array) {
      // __ulong() holds its number in an enumerator; only map_extra is written that way
      if (field === 'map_extra') return undefined;
      return `attribute '${name}' is no pointer to an array`;
    }
    const { length } = btf.array(array);
    if (field === 'pinning' && isInner) return "the inner map can't be pinned";
    if (field === 'pinning' && length > 1) return `invalid pinning value ${length}`;
    draft.numbers[field] = length;
    return undefined;
  }
  switch (name) {
    case 'key':
    case 'value': {
      if (btf.kind(type) !== KIND.ptr) return `${name} spec is not a pointer`;
      const target = btf.sizeOrType(type);
      const size = btf.sizeOf(target);
      if (size === undefined) return `can't determine ${name} size for type [${target}]`;
      draft[name] = { type: target, size };
      return undefined;
    }
    case 'values':
      return readValues(btf, draft, type, isInner, isLast);
    default:
      return `unknown field '${name}'`;
  }
}

/** What the slots of a map of maps or of programs hold. */
function readValues(btf: Btf, draft: Draft, type: number, isInner: boolean, isLast: boolean): string | undefined {
  if (isInner) return 'multi-level inner maps not supported';
  if (!isLast) return "'values' member should be last";
  const mapType = MAP_TYPES[draft.numbers.type ?? 0] ?? '';
  const ofMaps = mapType === 'array_of_maps' || mapType === 'hash_of_maps';
  if (!ofMaps && mapType !== 'prog_array') return 'should be map-in-map or prog-array';
  if (btf.kind(type) !== KIND.array || btf.array(type).length !== 0) return "'values' is not a zero-sized array";
  const pointer = btf.skipModifiers(btf.array(type).element);
  if (btf.kind(pointer) !== KIND.ptr) return "'values' doesn't hold pointers";
  const target = btf.skipModifiers(btf.sizeOrType(pointer));
  draft.hasValues = true;
  if (!ofMaps) return btf.kind(target) === KIND.func_proto ? undefined : "'values' of a prog-array doesn't hold programs";
  if (btf.kind(target) !== KIND.struct) return "'values' of a map-in-map doesn't hold maps";
  draft.inner = target;
  return undefined;
}
