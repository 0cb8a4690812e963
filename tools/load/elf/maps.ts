import { type Btf, KIND } from '../btf/index.js';
import { failed, type Loaded, loaded } from '../result.js';
import { viewOf } from './bytes.js';
import { TypeIndex } from './core/names.js';
import { type ObjectMap, readMapSection } from './map-definition.js';
import { MAP_TYPES } from './map-types.js';
import type { ObjectBtf } from './object-btf.js';
import { type Elf, type ElfSection, SECTION_TYPE, SYMBOL } from './reader.js';

const RDONLY_PROG = 1 << 7;
const MMAPABLE = 1 << 10;
/** Section number of `.kconfig`, which no file has. */
export const KCONFIG_SECTION = -1;

const STATIC = 0;
const LEGACY_FIELDS = 5;

/** All maps of an object: `.maps`, legacy `maps`, sections of global data. `.kconfig` comes with the externs. */
export function readMaps(elf: Elf, object: ObjectBtf | undefined): Loaded<ObjectMap[]> {
  const maps: ObjectMap[] = [];
  const names = new Set<string>();
  for (const section of elf.sections) {
    if (section.size > 0 && isMapSection(section)) {
      if (names.has(section.name)) return failed(`several sections '${section.name}'`);
      names.add(section.name);
    }
    const found = mapsOf(elf, section, object);
    if (!found.ok) return found;
    for (const map of found.value) maps.push(map);
  }
  return loaded(maps);
}

function isMapSection(section: ElfSection): boolean {
  return section.name === 'maps' || section.name === '.maps' || globalData(section) !== undefined;
}

function mapsOf(elf: Elf, section: ElfSection, object: ObjectBtf | undefined): Loaded<readonly ObjectMap[]> {
  if (section.name === 'maps' && section.type === SECTION_TYPE.progbits) return readLegacyMaps(elf, section, object?.btf);
  if (section.name === '.maps') {
    const datasec = object?.datasec('.maps');
    if (object === undefined || datasec === undefined) return failed("section '.maps' without BTF that describes it");
    return readMapSection(object.btf, datasec, section.index, section.size);
  }
  const data = globalData(section);
  if (data === undefined || section.size === 0) return loaded([]);
  if (section.size > 0x7fffffff) return failed(`section '${section.name}' of ${section.size} bytes`);
  const map = dataMap(section.name, section.index, section.size, data === 'rodata', object);
  return loaded([map.frozen === true ? { ...map, contents: section.data } : map]);
}

function globalData({ name, type, executable }: ElfSection): 'data' | 'rodata' | undefined {
  const is = (prefix: string): boolean => name === prefix || name.startsWith(`${prefix}.`);
  if (type === SECTION_TYPE.nobits) return is('.bss') ? 'data' : undefined;
  if (type !== SECTION_TYPE.progbits || executable) return undefined;
  return is('.data') ? 'data' : is('.rodata') ? 'rodata' : undefined;
}

/** A section of variables: an array of one entry, whose value is the section. */
export function dataMap(name: string, section: number, size: number, readOnly: boolean, object: ObjectBtf | undefined): ObjectMap {
  const value = object === undefined ? undefined : object.datasec(name);
  const flags = (readOnly ? RDONLY_PROG : 0) | (object !== undefined && value !== undefined && isMapped(object.btf, value) ? MMAPABLE : 0);
  return {
    name,
    section,
    offset: 0,
    type: 'array',
    keySize: 4,
    valueSize: size,
    maxEntries: 1,
    flags,
    key: 0,
    value: value ?? 0,
    ...(readOnly ? { frozen: true } : {}),
  };
}

/** Variables that other files may see are mapped into the process that loads the object. */
function isMapped(btf: Btf, datasec: number): boolean {
  return btf.secVars(datasec).some(({ type }) => btf.kind(type) === KIND.var && btf.trailingWord(type, 0) !== STATIC);
}

/** Maps as they were before BTF: a structure of five or more numbers each. */
function readLegacyMaps(elf: Elf, section: ElfSection, btf: Btf | undefined): Loaded<readonly ObjectMap[]> {
  const symbols = elf.symbols.filter(({ section: at, type }) => at === section.index && type !== SYMBOL.section);
  if (symbols.length === 0) return loaded([]);
  const stride = section.data.length / symbols.length;
  if (!Number.isInteger(stride) || stride < 4 * LEGACY_FIELDS) {
    return failed(`section 'maps': ${section.data.length} bytes for ${symbols.length} maps`);
  }
  const view = viewOf(section.data);
  const types =
    btf &&
    new TypeIndex(
      btf,
      symbols.map(({ name }) => legacyTypeName(name)),
    );
  const maps: ObjectMap[] = [];
  for (const { name, value: offset } of symbols) {
    if (offset + stride > section.data.length) return failed(`section 'maps': map '${name}' is outside of it`);
    const word = (index: number): number => view.getUint32(offset + 4 * index, elf.littleEndian);
    for (let at = 4 * LEGACY_FIELDS; at < stride; at++) {
      if (section.data[offset + at] !== 0) return failed(`section 'maps': map '${name}' has fields that are not known`);
    }
    const type = MAP_TYPES[word(0)] ?? `type_${word(0)}`;
    const sizes = { keySize: word(1), valueSize: word(2), maxEntries: word(3), flags: word(4) };
    maps.push({
      name,
      section: section.index,
      offset,
      type,
      ...sizes,
      ...legacyTypes(btf, types?.find(KIND.struct, legacyTypeName(name))),
    });
  }
  return loaded(maps);
}

function legacyTypeName(map: string): string {
  return `____btf_map_${map}`;
}

/** Types of key and value that a structure for the map gives. */
function legacyTypes(btf: Btf | undefined, id: number | undefined): { readonly key: number; readonly value: number } {
  if (btf === undefined || id === undefined) return { key: 0, value: 0 };
  const [key, value] = btf.members(id);
  return key?.name === 'key' && value?.name === 'value' ? { key: key.type, value: value.type } : { key: 0, value: 0 };
}
