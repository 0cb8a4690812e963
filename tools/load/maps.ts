import type { ProgramMap } from '@kfuncspec/runtime/v1';
import type { Btf } from './btf/index.js';
import { checkMapBtf, findValueFields, sizedType, type ValueFields } from './btf/index.js';
import type { KernelFacts } from './kernel-facts.js';
import { checkMapShape } from './map-shape.js';
import { failed, type Loaded, loaded } from './result.js';

/** Types of a map's key and value; 0 for none. A program keeps only what the verifier looks at, so reports go back to these for names. */
export interface MapBtf {
  readonly table: Btf;
  readonly key: number;
  readonly value: number;
}

/** A map as a loader reads it, before its BTF is looked at. */
export interface MapDefinition {
  readonly name: string;
  readonly type: string;
  readonly keySize: number;
  readonly valueSize: number;
  readonly maxEntries: number;
  readonly flags: number;
  /** Index of an earlier map, -1 for none. */
  readonly inner: number;
  readonly btf?: MapBtf | undefined;
}

const E2BIG = -7;
const EINVAL = -22;
// What the kernel keeps of a map that was made without BTF.
const WITHOUT_BTF: Pick<ValueFields, 'spinLock' | 'timer' | 'kptrs'> = { spinLock: EINVAL, timer: EINVAL, kptrs: [] };

const ERRNO_NAMES: Readonly<Record<number, string>> = { 13: 'EACCES', 22: 'EINVAL', 95: 'EOPNOTSUPP', 524: 'ENOTSUPP' };

/**
 * Finds the special fields of a map's value and asks whether the kernel would make such a map (map_create in
 * kernel/bpf/syscall.c, as far as BTF decides it).
 */
export function makeMap(definition: MapDefinition, facts: KernelFacts): Loaded<ProgramMap> {
  const { btf, ...plain } = definition;
  const wrong = checkMapShape(definition, btf !== undefined && btf.key !== 0 && btf.value !== 0, definition.inner >= 0);
  if (wrong !== undefined) return failed(`the kernel refuses such a map: ${wrong}`);
  // the kernel looks at BTF only when there is a value type
  if (btf === undefined || btf.value === 0) {
    if (btf !== undefined && btf.key !== 0) return failed('has a key type but no value type');
    return loaded({ ...plain, ...WITHOUT_BTF, hasBtf: false });
  }
  const { table, key, value } = btf;
  if (!table.isType(key) || !table.isType(value)) return failed(`BTF type ${table.isType(key) ? value : key} doesn't exist`);
  const valueType = sizedType(table, value);
  const fields = findValueFields(table, valueType?.id ?? 0, facts.kptrTags, facts.types);
  const errno = checkMapBtf(definition, table, key, value, fields);
  if (errno !== 0)
    return failed(
      `the kernel refuses such a map (errno ${-errno} ${ERRNO_NAMES[-errno] ?? ''}): ${refusal(definition, table, key, value, errno)}`,
    );
  const { spinLock, timer, kptrs, kptrErrno } = fields;
  // no other reason for a failed search shows anywhere: the map then simply has no kptrs
  return loaded({ ...plain, spinLock, timer, kptrs, hasBtf: true, ...(kptrErrno === E2BIG ? { kptrErrno } : {}) });
}

function refusal(map: MapDefinition, table: Btf, key: number, value: number, errno: number): string {
  const keySize = key === 0 ? undefined : sizedType(table, key)?.size;
  const valueSize = sizedType(table, value)?.size;
  if (errno !== EINVAL) return `a map of type ${map.type} with flags 0x${map.flags.toString(16)} may not hold what its BTF describes`;
  if (keySize !== undefined && keySize !== map.keySize) return `its key has ${map.keySize} bytes, the key's BTF type ${keySize}`;
  if (valueSize !== map.valueSize) return `its value has ${map.valueSize} bytes, the value's BTF type ${valueSize ?? 'no size'}`;
  return `a map of type ${map.type} can't have such a key type`;
}
