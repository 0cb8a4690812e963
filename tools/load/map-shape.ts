import type { MapShape } from './btf/index.js';

/** A size or number that a kind of map demands: a fixed value, one of several, or anything but 0. */
type Demand = number | readonly number[] | 'some';

interface ShapeRule {
  readonly key: Demand;
  readonly value: Demand;
  readonly entries: Demand;
  /** Flags that must be set, and flags that must not. */
  readonly needs?: number;
  readonly forbids?: number;
  readonly needsBtf?: true;
  readonly needsInner?: true;
}

const NO_PREALLOC = 1;
const RDONLY_PROG = 1 << 7;
const WRONLY_PROG = 1 << 8;

const ARRAY: ShapeRule = { key: 4, value: 'some', entries: 'some' };
const FD_ARRAY: ShapeRule = { key: 4, value: 4, entries: 'some' };
const HASH: ShapeRule = { key: 'some', value: 'some', entries: 'some' };
const LRU: ShapeRule = { ...HASH, forbids: NO_PREALLOC };
const RINGBUF: ShapeRule = { key: 0, value: 0, entries: 'some' };
const QUEUE: ShapeRule = { key: 0, value: 'some', entries: 'some' };
const LOCAL_STORAGE: ShapeRule = { key: 4, value: 'some', entries: 0, needs: NO_PREALLOC, needsBtf: true };
const CGROUP_STORAGE: ShapeRule = { key: [8, 16], value: 'some', entries: 0 };
const SOCKETS: ShapeRule = { key: 'some', value: [4, 8], entries: 'some' };

/** What BPF_MAP_CREATE has demanded of map types as long as they have been there (their map_alloc and map_alloc_check functions). */
const SHAPES: Readonly<Record<string, ShapeRule>> = {
  array: ARRAY,
  percpu_array: ARRAY,
  prog_array: FD_ARRAY,
  perf_event_array: FD_ARRAY,
  cgroup_array: FD_ARRAY,
  array_of_maps: { ...FD_ARRAY, needsInner: true },
  hash: HASH,
  percpu_hash: HASH,
  lru_hash: LRU,
  lru_percpu_hash: LRU,
  hash_of_maps: { ...HASH, value: 4, needsInner: true },
  lpm_trie: { ...HASH, needs: NO_PREALLOC },
  ringbuf: RINGBUF,
  user_ringbuf: RINGBUF,
  queue: QUEUE,
  stack: QUEUE,
  bloom_filter: QUEUE,
  sk_storage: LOCAL_STORAGE,
  inode_storage: LOCAL_STORAGE,
  task_storage: LOCAL_STORAGE,
  cgroup_storage: CGROUP_STORAGE,
  percpu_cgroup_storage: CGROUP_STORAGE,
  sockmap: { ...SOCKETS, key: 4 },
  sockhash: SOCKETS,
  reuseport_sockarray: { ...SOCKETS, key: 4 },
};

const PAGE_SIZE = 4096;

/** Why the kernel would refuse to make a map of such sizes, undefined when nothing speaks against it. Types that aren't known pass. */
export function checkMapShape(map: MapShape, hasBtf: boolean, hasInner: boolean): string | undefined {
  const rule = Object.hasOwn(SHAPES, map.type) ? SHAPES[map.type] : undefined;
  if (rule === undefined) return undefined;
  const { type, flags } = map;
  if (!meets(rule.key, map.keySize)) return `the key of a map of type ${type} has ${wanted(rule.key)} bytes, not ${map.keySize}`;
  if (!meets(rule.value, map.valueSize)) return `the value of a map of type ${type} has ${wanted(rule.value)} bytes, not ${map.valueSize}`;
  if (!meets(rule.entries, map.maxEntries)) return `a map of type ${type} has ${wanted(rule.entries)} entries, not ${map.maxEntries}`;
  if (rule.value === 0 && (map.maxEntries % PAGE_SIZE !== 0 || !isPowerOf2(map.maxEntries))) {
    return `the size of a ${type} is a power of 2 and a multiple of ${PAGE_SIZE}, not ${map.maxEntries}`;
  }
  if ((flags & (rule.needs ?? 0)) !== (rule.needs ?? 0)) return `a map of type ${type} needs the flag no_prealloc`;
  if ((flags & (rule.forbids ?? 0)) !== 0) return `a map of type ${type} can't have the flag no_prealloc`;
  if ((flags & RDONLY_PROG) !== 0 && (flags & WRONLY_PROG) !== 0) return 'a map can not be both rdonly_prog and wronly_prog';
  if (rule.needsBtf && !hasBtf) return `a map of type ${type} needs BTF for its key and value`;
  return rule.needsInner && !hasInner ? `a map of type ${type} needs an inner map` : undefined;
}

function meets(demand: Demand, value: number): boolean {
  if (demand === 'some') return value > 0;
  return typeof demand === 'number' ? value === demand : demand.includes(value);
}

function wanted(demand: Demand): string {
  if (demand === 'some') return 'some';
  return typeof demand === 'number' ? `${demand}` : demand.join(' or ');
}

function isPowerOf2(value: number): boolean {
  return value > 0 && Number.isInteger(Math.log2(value));
}
