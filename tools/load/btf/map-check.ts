import type { ValueFields } from './fields.js';
import { KIND } from './kinds.js';
import type { Btf } from './table.js';

/** What BPF_MAP_CREATE is told of a map, as far as its BTF must agree with it. */
export interface MapShape {
  /** UAPI name, lower case, without BPF_MAP_TYPE_. */
  readonly type: string;
  readonly keySize: number;
  readonly valueSize: number;
  readonly maxEntries: number;
  readonly flags: number;
}

const EACCES = -13;
const EINVAL = -22;
const EOPNOTSUPP = -95;
const ENOTSUPP = -524;

const RDONLY_PROG = 1 << 7;
const WRONLY_PROG = 1 << 8;

const MAY_HOLD_SPIN_LOCK = new Set(['hash', 'array', 'cgroup_storage', 'sk_storage', 'inode_storage', 'task_storage']);
const MAY_HOLD_TIMER = new Set(['hash', 'lru_hash', 'array']);
const MAY_HOLD_KPTR = new Set(['hash', 'lru_hash', 'array', 'percpu_array']);

/** Which demand a map type makes of its key's type; types that are not here take any, but demand one. */
const KEY_CHECK: Readonly<Record<string, 'none' | 'array' | 'int' | 'struct' | 'keyless' | 'cgroup'>> = {
  array: 'array',
  percpu_array: 'array',
  perf_event_array: 'none',
  cgroup_array: 'none',
  array_of_maps: 'none',
  hash_of_maps: 'none',
  devmap: 'none',
  devmap_hash: 'none',
  stack_trace: 'none',
  cpumap: 'none',
  sockmap: 'none',
  sockhash: 'none',
  sk_storage: 'int',
  inode_storage: 'int',
  task_storage: 'int',
  lpm_trie: 'struct',
  bloom_filter: 'keyless',
  cgroup_storage: 'cgroup',
  percpu_cgroup_storage: 'cgroup',
};

/** The value's type behind modifiers with its size in bytes (btf_type_id_size); undefined for a type without a size. */
export function sizedType(btf: Btf, id: number): { readonly id: number; readonly size: number } | undefined {
  const size = btf.sizeOf(id);
  return size === undefined ? undefined : { id: btf.skipModifiers(id), size };
}

/**
 * What BPF_MAP_CREATE answers to a map with BTF, as far as the BTF decides it (map_check_btf in kernel/bpf/syscall.c, as on 6.1):
 * 0 or a negative errno.
 *
 * @param key type id of the key, 0 for none
 * @param fields what `findValueFields` found in the value's type
 */
export function checkMapBtf(map: MapShape, btf: Btf, key: number, value: number, fields: ValueFields): number {
  const needs = KEY_CHECK[map.type];
  let keyType = 0;
  if (key !== 0) {
    const sized = sizedType(btf, key);
    if (sized === undefined || sized.size !== map.keySize) return EINVAL;
    keyType = sized.id;
  } else if (needs === undefined) {
    return EINVAL;
  }
  const valueType = sizedType(btf, value);
  if (valueType === undefined || valueType.size !== map.valueSize) return EINVAL;
  if (fields.spinLock >= 0) {
    if ((map.flags & RDONLY_PROG) !== 0) return EACCES;
    if (!MAY_HOLD_SPIN_LOCK.has(map.type)) return ENOTSUPP;
  }
  if (fields.timer >= 0) {
    if ((map.flags & RDONLY_PROG) !== 0) return EACCES;
    if (!MAY_HOLD_TIMER.has(map.type)) return EOPNOTSUPP;
  }
  if (fields.kptrs.length > 0) {
    if ((map.flags & (RDONLY_PROG | WRONLY_PROG)) !== 0) return EACCES;
    if (!MAY_HOLD_KPTR.has(map.type)) return EOPNOTSUPP;
  }
  return checkKey(map, btf, keyType, valueType.id);
}

// The map_check_btf functions of the map types.
function checkKey(map: MapShape, btf: Btf, key: number, value: number): number {
  switch (KEY_CHECK[map.type]) {
    case 'none':
      return ENOTSUPP;
    case 'array':
      // a section of global data is an array of one entry without a key type
      if (key === 0) return map.type === 'array' && map.maxEntries === 1 && btf.kind(value) === KIND.datasec ? 0 : EINVAL;
      return isPlainInt(btf, key, 32) ? 0 : EINVAL;
    case 'int':
      return isPlainInt(btf, key, 32) ? 0 : EINVAL;
    case 'struct':
      return btf.kind(key) === KIND.struct ? 0 : EINVAL;
    case 'keyless':
      return key === 0 ? 0 : EINVAL;
    case 'cgroup':
      return isCgroupKey(map, btf, key) ? 0 : EINVAL;
    default:
      return 0;
  }
}

function isPlainInt(btf: Btf, id: number, bits: number): boolean {
  if (btf.kind(id) !== KIND.int) return false;
  const int = btf.int(id);
  return int.bits === bits && int.offset === 0;
}

/** sizeof(struct bpf_cgroup_storage_key): a map with such a key keeps its attach types apart. */
const CGROUP_STORAGE_KEY = 16;

function isCgroupKey(map: MapShape, btf: Btf, key: number): boolean {
  if (map.keySize !== CGROUP_STORAGE_KEY) return isPlainInt(btf, key, 64);
  if (btf.kind(key) !== KIND.struct || btf.vlen(key) !== 2) return false;
  return [64, 32].every((bits, i) => {
    const member = btf.member(key, i);
    return isPlainInt(btf, btf.skipModifiers(member.type), bits) && member.bitfieldSize === 0 && member.bitOffset === 64 * i;
  });
}
