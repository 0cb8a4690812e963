/** What registers name maps by: an index into the program's maps, or behind those the map that stands for whatever lies in a map of maps. */
import type { Program, ProgramMap } from './program.js';

const known = new WeakMap<Program, readonly ProgramMap[]>();

/** The program's maps; where one is of maps, behind all of them for each in turn what its elements count as (bpf_map_meta_alloc). */
export function mapsByHandle(program: Program): readonly ProgramMap[] {
  const { maps } = program;
  if (!maps.some(({ inner }) => inner >= 0)) return maps;
  const before = known.get(program);
  if (before !== undefined) return before;
  const all = [...maps, ...maps.map((map) => standIn(maps[map.inner] ?? map))];
  known.set(program, all);
  return all;
}

/** Of the template's name and contents the kernel keeps nothing. */
function standIn({ contents, unknownContents, ...template }: ProgramMap): ProgramMap {
  return { ...template, name: '', inner: -1, frozen: false };
}

/** The handle of what lies in a map of maps. */
export function elementHandle(program: Program, outer: number): number {
  return program.maps.length + outer;
}

/** The program's own map that a handle means: itself, or the template of what lies in a map of maps. */
export function templateOf({ maps }: Program, handle: number): number {
  return handle < maps.length ? handle : (maps[handle - maps.length]?.inner ?? -1);
}
