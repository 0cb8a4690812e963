/**
 * Which accesses to the context a program's type allows, and what loads give. The type's `read` and `write` lines say
 * `FROM, TO, SIZES…, RESULT, FLAGS…, ATTACH…`: accesses of these sizes, naturally aligned, within [FROM, TO); RESULT is a register type with
 * its flags; attach types are the only ones for which the line holds. Lines stand one behind another in the property's list.
 */
import type { BlockEntry, Kernel } from '../abi.js';
import { NOT_INIT } from '../layout.js';
import type { Machine } from '../machine.js';
import { program_attach_type } from './program.js';

export interface Line {
  readonly from: number;
  readonly to: number;
  readonly sizes: readonly number[];
  readonly result: number;
  readonly attach: readonly string[];
}

/** In the order of the spec's `access`: read, write. */
type Access = readonly [readonly Line[], readonly Line[]];

const accessOf = new WeakMap<BlockEntry, Access>();

function toLine(kernel: Kernel, numbers: readonly number[], names: readonly string[]): Line {
  const { registerTypes } = kernel;
  const [from = 0, to = 0, ...sizes] = numbers;
  let result = registerTypes.names.indexOf(names[0] ?? '');
  let i = 1;
  for (; i < names.length; i++) {
    const flag = registerTypes.flags.find((f) => f.name === names[i]);
    if (flag === undefined) break;
    result |= 1 << flag.bit;
  }
  return { from, to, sizes, result: Math.max(result, NOT_INIT), attach: names.slice(i) };
}

/** A number behind a name begins the next line. */
export function linesOf(kernel: Kernel, values: readonly (string | number)[]): Line[] {
  const lines: Line[] = [];
  let numbers: number[] = [];
  let names: string[] = [];
  for (const value of values) {
    if (typeof value === 'string') {
      names.push(value);
      continue;
    }
    if (names.length > 0) {
      lines.push(toLine(kernel, numbers, names));
      numbers = [];
      names = [];
    }
    numbers.push(value);
  }
  if (names.length > 0) lines.push(toLine(kernel, numbers, names));
  return lines;
}

function accessTo(m: Machine, type: BlockEntry): Access {
  const known = accessOf.get(type);
  if (known !== undefined) return known;
  const access: Access = [linesOf(m.kernel, type.properties.read ?? []), linesOf(m.kernel, type.properties.write ?? [])];
  accessOf.set(type, access);
  return access;
}

/** Are the arguments of what the program attaches to its context. */
export function program_context_is_by_btf(m: Machine): boolean {
  return m.programType?.properties.context_by_btf !== undefined;
}

/**
 * is_valid_access(): the register type that an access gives, not_init when it is not allowed. `access` is 0 to read, 1 to write; `off` and
 * `size` in bytes.
 */
export function program_context_gives(m: Machine, access: number, off: number, size: number): number {
  if (m.programType === undefined || off % size !== 0) return NOT_INIT;
  const attach = program_attach_type(m);
  for (const line of accessTo(m, m.programType)[access]) {
    if (off < line.from || off + size > line.to || !line.sizes.includes(size)) continue;
    if (line.attach.length === 0 || line.attach.includes(attach)) return line.result;
  }
  return NOT_INIT;
}
