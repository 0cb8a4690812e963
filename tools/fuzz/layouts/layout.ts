import type { Random } from '../random.js';

/** A field of a map's value. */
export interface Field {
  readonly off: number;
  readonly size: number;
  readonly is: 'number' | 'kptr' | 'kptr_ref' | 'spin_lock' | 'timer' | 'ptr';
  /** The structure that a pointer leads to. */
  readonly of: string;
}

/** A map with fields of all kinds in its value. */
export interface Layout {
  readonly id: string;
  readonly fields: readonly Field[];
  readonly size: number;
  readonly line: string;
}

const STRUCTURES = [
  'prog_test_ref_kfunc',
  'prog_test_ref_kfunc',
  'prog_test_ref_kfunc',
  'prog_test_member',
  'prog_test_member',
  'task_struct',
  'sock',
] as const;
/** Those of which the kernel lets programs own one. */
const OWNED = ['prog_test_ref_kfunc', 'prog_test_ref_kfunc', 'prog_test_member'] as const;
const NUMBERS = [
  ['u64', 8],
  ['u32', 4],
  ['u16', 2],
  ['u8', 1],
  ['u32[3]', 12],
  ['char[16]', 16],
] as const;

/** A value of one to seven fields, with gaps now and then. */
export function randomLayout(random: Random, id: string): Layout {
  const fields: Field[] = [];
  const texts: string[] = [];
  let at = 0;
  const special = random.below(10);
  const add = (off: number, size: number, is: Field['is'], of: string, type: string) => {
    fields.push({ off, size, is, of });
    texts.push(`${off}: ${type} f${fields.length}`);
    at = off + size;
  };
  const align = (n: number) => Math.ceil(at / n) * n;
  for (let n = 1 + random.below(7); n > 0; n--) {
    const how = random.below(10);
    if (random.chance(0.15)) at = align(8) + 8 * random.below(3);
    if (how < 3) {
      const of = random.pick(OWNED);
      add(align(8), 8, 'kptr_ref', of, `kptr_ref ${of}`);
    } else if (how < 5) {
      const of = random.pick(STRUCTURES);
      add(align(8), 8, 'kptr', of, `kptr ${of}`);
    } else if (how === 5 && random.chance(0.2)) add(align(8), 8, 'ptr', 'task_struct', 'ptr task_struct');
    else if (how === 6 && special < 2 && !fields.some(({ is }) => is === 'spin_lock')) add(align(4), 4, 'spin_lock', '', 'spin_lock');
    else if (how === 7 && special === 2 && !fields.some(({ is }) => is === 'timer')) add(align(8), 16, 'timer', '', 'timer');
    else {
      const [type, size] = random.pick(NUMBERS);
      add(align(size > 8 ? 4 : size), size, 'number', '', type);
    }
  }
  const size = align(8);
  const locked = fields.some(({ is }) => is === 'spin_lock' || is === 'timer');
  const type = random.pick(locked ? ['hash', 'array'] : ['hash', 'array', 'array', 'array', 'lru_hash']);
  return { id, fields, size, line: `map ${id} ${type} key u32 value { ${texts.join('; ')} } size ${size} entries 4` };
}
