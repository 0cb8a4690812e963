import { type DeclarationOf, declarationsOf } from '../../extract/declarations.js';
import type { Random } from '../random.js';

/** A map that random programs use: its line of the header, and how large keys and values are. */
export interface FuzzMap {
  readonly id: string;
  readonly type: string;
  readonly key: number;
  readonly value: number;
  readonly line: string;
}

const map = (id: string, type: string, key: number, value: number, more = ''): FuzzMap => ({
  id,
  type,
  key,
  value,
  line: `map ${id} ${type} key ${key} value ${value} ${more || 'entries 2'}`,
});
const typed = (id: string, type: string, value: number, text: string, more = 'entries 2'): FuzzMap => ({
  id,
  type,
  key: 4,
  value,
  line: `map ${id} ${type} key u32 value ${text} ${more}`,
});

export const MAPS: readonly FuzzMap[] = [
  map('values', 'hash', 4, 48),
  map('array', 'array', 4, 48, 'entries 1'),
  map('percpu', 'percpu_array', 4, 16),
  map('lru', 'lru_hash', 8, 16),
  map('lpm', 'lpm_trie', 8, 16, 'entries 2 flags no_prealloc'),
  map('queue', 'queue', 0, 8),
  map('bloom', 'bloom_filter', 0, 8),
  map('progs', 'prog_array', 4, 4),
  map('events', 'perf_event_array', 4, 4),
  map('traces', 'stack_trace', 4, 80),
  map('cgroups', 'cgroup_array', 4, 4),
  map('devices', 'devmap', 4, 4),
  map('cpus', 'cpumap', 4, 4),
  map('afxdp', 'xskmap', 4, 4),
  map('socks', 'sockmap', 4, 4),
  map('sockhash', 'sockhash', 4, 8),
  map('reuse', 'reuseport_sockarray', 4, 8),
  map('storage', 'cgroup_storage', 16, 16, 'entries 0'),
  map('outer', 'array_of_maps', 4, 4, 'entries 2 inner array'),
  map('ring', 'ringbuf', 0, 0, 'entries 4096'),
  map('drain', 'user_ringbuf', 0, 0, 'entries 4096'),
  typed('of_socks', 'sk_storage', 16, '{ 0: u64 a; 8: u64 b }', 'entries 0 flags no_prealloc'),
  typed('of_tasks', 'task_storage', 16, '{ 0: u64 a; 8: u64 b }', 'entries 0 flags no_prealloc'),
  typed('of_inodes', 'inode_storage', 16, '{ 0: u64 a; 8: u64 b }', 'entries 0 flags no_prealloc'),
  typed('locked', 'array', 16, '{ 0: spin_lock l; 8: u64 n }'),
  typed('timed', 'array', 24, '{ 0: timer t; 16: u64 n }'),
  typed('kptrs', 'hash', 24, '{ 0: kptr prog_test_ref_kfunc a; 8: kptr_ref prog_test_ref_kfunc b; 16: u64 n }', 'entries 2'),
];

/** Types of maps whose values any helper may be given. */
const PLAIN = MAPS.filter(({ type }) => ['hash', 'array', 'lru_hash', 'lpm_trie', 'percpu_array'].includes(type));

/** The maps that suit each helper, as the spec's map types say. */
export class MapChoice {
  readonly #claimed: ReadonlyMap<string, readonly FuzzMap[]>;
  readonly #taking: ReadonlyMap<string, readonly FuzzMap[]>;

  constructor(specDir: string) {
    const blocks = declarationsOf(specDir, 'block').filter(({ keyword }) => keyword === 'map');
    this.#claimed = listed(blocks, 'claims');
    this.#taking = listed(blocks, 'helpers');
  }

  /** A map for a helper, mostly one that it takes. */
  for(helper: string, random: Random): FuzzMap {
    const claimed = this.#claimed.get(helper);
    const taking = this.#taking.get(helper);
    if (random.chance(0.03)) return random.pick(MAPS);
    return random.pick(claimed ?? (taking !== undefined && random.chance(0.4) ? taking : PLAIN));
  }
}

/** The maps of each helper that the types of maps name in such a property. */
function listed(blocks: readonly DeclarationOf<'block'>[], property: string): Map<string, FuzzMap[]> {
  const found = new Map<string, FuzzMap[]>();
  for (const { name, properties } of blocks) {
    const of = MAPS.filter(({ type }) => type === name.text);
    for (const value of properties.filter(({ key }) => key.text === property).flatMap(({ values }) => values)) {
      if (value.kind === 'name' && of.length > 0) found.set(value.name.text, [...(found.get(value.name.text) ?? []), ...of]);
    }
  }
  return found;
}
