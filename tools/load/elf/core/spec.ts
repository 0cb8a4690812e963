import { type Btf, KIND, kindName } from '../../btf/index.js';
import { enumeratorName, enumeratorValue, isComposite, isEnum } from './names.js';

/** What a CO-RE relocation asks for (enum bpf_core_relo_kind), by number. */
export const ASKS = [
  'byte_off',
  'byte_sz',
  'field_exists',
  'signed',
  'lshift_u64',
  'rshift_u64',
  'local_type_id',
  'target_type_id',
  'type_exists',
  'type_size',
  'enumval_exists',
  'enumval_value',
  'type_matches',
] as const;

export type Asks = (typeof ASKS)[number];

/** What an access goes by: a field, a type as a whole, an enumerator. */
export function basisOf(asks: Asks): 'field' | 'type' | 'enumerator' {
  if (asks === 'enumval_exists' || asks === 'enumval_value') return 'enumerator';
  return asks === 'local_type_id' || asks.includes('type_') ? 'type' : 'field';
}

/** One step of an access: a named member, or an element of an array (`name` is null). */
export interface Step {
  readonly type: number;
  readonly index: number;
  readonly name: string | null;
}

/** An access to a type, as the C code has it or as the kernel's types answer it. */
export interface Access {
  readonly btf: Btf;
  readonly root: number;
  readonly asks: Asks;
  readonly steps: readonly Step[];
  /** Every index, those of anonymous members too. */
  readonly raw: readonly number[];
  readonly bitOffset: number;
}

/** An access that goes deeper is refused. */
export const MOST_STEPS = 64;

/** Reads the access string of a relocation (`0:1:2`); undefined when it fits no such type. */
export function parseAccess(btf: Btf, root: number, text: string, asks: Asks): Access | undefined {
  const basis = basisOf(asks);
  const nothing = { btf, root, asks, steps: [], raw: [], bitOffset: 0 };
  if (basis === 'type') return text === '0' ? nothing : undefined;
  if (!/^[0-9]{1,9}(:[0-9]{1,9})*$/.test(text)) return undefined;
  const raw = text.split(':').map(Number);
  const [first] = raw;
  if (first === undefined || raw.length > MOST_STEPS) return undefined;
  const start = btf.skipModifiers(root);
  if (basis === 'enumerator') {
    if (!isEnum(btf.kind(start)) || raw.length > 1 || first >= btf.vlen(start)) return undefined;
    return { ...nothing, raw, steps: [{ type: start, index: first, name: enumeratorName(btf, start, first) }] };
  }
  const size = btf.sizeOf(start);
  if (size === undefined) return undefined;
  const steps: Step[] = [{ type: start, index: first, name: null }];
  let bitOffset = first * size * 8;
  let at = start;
  for (const index of raw.slice(1)) {
    at = btf.skipModifiers(at);
    const kind = btf.kind(at);
    if (isComposite(kind)) {
      if (index >= btf.vlen(at)) return undefined;
      const member = btf.member(at, index);
      bitOffset += member.bitOffset;
      if (member.name !== '') steps.push({ type: at, index, name: member.name });
      at = member.type;
    } else if (kind === KIND.array) {
      const { element, length } = btf.array(at);
      if (!isFlexible(btf, steps.at(-1), length) && index >= length) return undefined;
      at = btf.skipModifiers(element);
      const elementSize = btf.sizeOf(at);
      if (elementSize === undefined) return undefined;
      steps.push({ type: at, index, name: null });
      bitOffset += index * elementSize * 8;
    } else return undefined;
  }
  return { btf, root, asks, steps, raw, bitOffset };
}

/** Is an array of no elements the last member of a structure, and so has as many as there is room for. */
export function isFlexible(btf: Btf, step: Step | undefined, length: number): boolean {
  return step !== undefined && step.name !== null && length === 0 && step.index === btf.vlen(step.type) - 1;
}

/** An access for a message: `<byte_off> [5] struct foo.a.b[2] (0:1:0:2 @ offset 16)`. */
export function formatAccess({ btf, root, asks, steps, raw, bitOffset }: Access): string {
  const head = `<${asks}> [${root}] ${keyword(btf.kind(root))} ${btf.name(root) || '<anon>'}`;
  const basis = basisOf(asks);
  if (basis === 'type') return head;
  const [first] = steps;
  if (basis === 'enumerator') {
    if (first === undefined) return head;
    const value = enumeratorValue(btf, first.type, first.index);
    return `${head}::${first.name} = ${printedValue(btf, first.type, value)}`;
  }
  let path = '';
  for (const [i, { name, index }] of steps.entries()) {
    if (name !== null) path += `.${name}`;
    else if (i > 0 || index > 0) path += `[${index}]`;
  }
  const bits = bitOffset % 8;
  return `${head}${path} (${raw.join(':')} @ offset ${Math.floor(bitOffset / 8)}${bits === 0 ? '' : `.${bits}`})`;
}

function printedValue(btf: Btf, type: number, value: bigint): bigint {
  const bits = btf.kind(type) === KIND.enum64 ? 64 : 32;
  return btf.kindFlag(type) ? BigInt.asIntN(bits, value) : BigInt.asUintN(bits, value);
}

function keyword(kind: number): string {
  return kind === KIND.void ? 'unknown' : kindName(kind);
}
