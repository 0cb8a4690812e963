/** Names of map types by number (enum bpf_map_type), lower case, without prefix. */
export const MAP_TYPES: readonly string[] = [
  'unspec',
  'hash',
  'array',
  'prog_array',
  'perf_event_array',
  'percpu_hash',
  'percpu_array',
  'stack_trace',
  'cgroup_array',
  'lru_hash',
  'lru_percpu_hash',
  'lpm_trie',
  'array_of_maps',
  'hash_of_maps',
  'devmap',
  'sockmap',
  'cpumap',
  'xskmap',
  'sockhash',
  'cgroup_storage',
  'reuseport_sockarray',
  'percpu_cgroup_storage',
  'queue',
  'stack',
  'sk_storage',
  'devmap_hash',
  'struct_ops',
  'ringbuf',
  'inode_storage',
  'task_storage',
  'bloom_filter',
  'user_ringbuf',
  'cgrp_storage',
  'arena',
];

/** Types that go to the kernel without BTF. */
export const WITHOUT_BTF: ReadonlySet<string> = new Set([
  'perf_event_array',
  'cgroup_array',
  'stack_trace',
  'array_of_maps',
  'hash_of_maps',
  'devmap',
  'devmap_hash',
  'cpumap',
  'xskmap',
  'sockmap',
  'sockhash',
  'queue',
  'stack',
  'arena',
]);

const PAGE_SIZE = 4096;
const RINGBUFS = new Set(['ringbuf', 'user_ringbuf']);
const SIZED_BY_USER = new Set(['array', 'hash', 'percpu_array', 'perf_event_array']);

/**
 * How many entries a map gets: a ring buffer a power of two of pages; what has no number gets one from the program that loads the
 * object, at least the smallest.
 */
export function entriesOf(type: string, asked: number): number {
  if (RINGBUFS.has(type)) {
    let size = PAGE_SIZE;
    while (size < asked && size < 0x8000_0000) size *= 2;
    return size;
  }
  return asked === 0 && SIZED_BY_USER.has(type) ? 1 : asked;
}
