/** A register or spilled slot as the kernel prints it (print_verifier_state in kernel/bpf/verifier.c, later kernel/bpf/log.c). */
export interface PrintedValue {
  /** As it stands in the log. */
  readonly text: string;
  /** `P` in front: a scalar whose exact value matters. */
  readonly precise: boolean;
  /** Flags that print before the type, without their underscore: `untrusted`, `rdonly`, `percpu`, … */
  readonly flags: readonly string[];
  /** Type without flags: `scalar`, `fp`, `map_value`, `ptr` for a BTF pointer, … */
  readonly base: string;
  /** The structure that a BTF pointer points to. Logs of 6.1 leave it out for spilled ones. */
  readonly typeName?: string;
  /** `_or_null` */
  readonly orNull: boolean;
  /** Value of a constant scalar, or the constant offset of a stack pointer. */
  readonly constant?: bigint;
  /** `fp[1]-8`: the frame that a stack pointer belongs to, printed when it is another one's. */
  readonly frame?: number;
  /** What stands in parentheses. */
  readonly fields: PrintedFields;
}

/** Each is there only when the kernel printed it: what has its default value is left out. */
export interface PrintedFields {
  readonly id?: number;
  /** `id=3+8`: the register is another one with that id plus a constant (6.10 and later). */
  readonly idPlus?: number;
  readonly refObjId?: number;
  /** `parent_id`: the object that it is a part of (7.3 and later). */
  readonly parentId?: number;
  /** `off`, in bytes. */
  readonly off?: number;
  /** `r`: range of a packet pointer; negative beyond the end. */
  readonly range?: number;
  /** `ks`, `vs`: sizes of a map's key and value. */
  readonly keySize?: number;
  readonly valueSize?: number;
  /** `map`: the map's name. */
  readonly map?: string;
  /** `sz`: size of a memory region. */
  readonly size?: number;
  readonly imm?: bigint;
  readonly smin?: bigint;
  readonly smax?: bigint;
  readonly umin?: bigint;
  readonly umax?: bigint;
  readonly s32Min?: number;
  readonly s32Max?: number;
  readonly u32Min?: number;
  readonly u32Max?: number;
  /** `var_off`: the tnum; a constant one has mask 0. */
  readonly varOff?: { readonly value: bigint; readonly mask: bigint };
  /** `type`, of a dynptr. */
  readonly dynptrType?: string;
  readonly nonOwningRef?: true;
  /** `dynptr_id`, of a dynptr. */
  readonly dynptrId?: number;
  /** `state` and `depth`, of an iterator. */
  readonly iteratorState?: string;
  readonly depth?: number;
  /** Names that this parser doesn't know, with their text. */
  readonly other?: Readonly<Record<string, string>>;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** In any order: kernels differ. */
const FLAGS = ['rdonly_', 'ringbuf_', 'alloc_', 'user_', 'percpu_', 'rcu_', 'untrusted_', 'trusted_'];
const NUMBER = /^[-+]?(?:0x[0-9a-f]+|[0-9]+)$/i;
const STACK = /^fp(?:\[([0-9]{1,4})\])?([-+]?(?:0x[0-9a-f]+|[0-9]+))?$/i;
const LONGEST_NUMBER = 40;

/** `map_value(off=8,ks=4,vs=24,imm=0)`, `scalar(umax=255,var_off=(0x0; 0xff))`, `P5`, `fp-8`, … Never fails: what is odd stays in `text`. */
export function parsePrintedValue(text: string): PrintedValue {
  // `inv` was the name of scalars until 5.17
  const unnamed = text.startsWith('inv') ? text.slice(3) : text;
  const precise = unnamed.startsWith('P');
  const body = precise ? unnamed.slice(1) : unnamed;
  const constant = toBigInt(body);
  const none = { text, precise, flags: [], orNull: false, fields: {} };
  if (constant !== undefined) return { ...none, base: 'scalar', constant };
  const open = body.indexOf('(');
  const head = open < 0 ? body : body.slice(0, open);
  const fields = open < 0 ? {} : parseFields(body.slice(open + 1, body.endsWith(')') ? -1 : undefined));
  // 6.1 says nothing of a spilled scalar that is no constant
  if (head === '') return { ...none, base: 'scalar', fields };
  const stack = STACK.exec(head);
  if (stack !== null) {
    const offset = stack[2] === undefined ? undefined : toBigInt(stack[2]);
    const frame = stack[1] === undefined ? {} : { frame: Number(stack[1]) };
    return { ...none, base: 'fp', fields, ...frame, ...(offset === undefined ? {} : { constant: offset }) };
  }
  return { ...none, fields, ...parseType(head) };
}

function parseType(head: string): Pick<PrintedValue, 'flags' | 'base' | 'orNull'> & { readonly typeName?: string } {
  const flags: string[] = [];
  let rest = head;
  for (let flag = flagOf(rest); flag !== undefined; flag = flagOf(rest)) {
    flags.push(flag.slice(0, -1));
    rest = rest.slice(flag.length);
  }
  if (!rest.startsWith('ptr_')) {
    const orNull = rest.endsWith('_or_null');
    return { flags, base: orNull ? rest.slice(0, -'_or_null'.length) : rest, orNull };
  }
  rest = rest.slice('ptr_'.length);
  const orNull = rest.startsWith('or_null_');
  const typeName = orNull ? rest.slice('or_null_'.length) : rest;
  return { flags, base: 'ptr', orNull, ...(typeName === '' ? {} : { typeName }) };
}

function flagOf(text: string): string | undefined {
  return FLAGS.find((flag) => text.startsWith(flag));
}

const NUMBERS: Readonly<
  Record<
    string,
    | 'refObjId'
    | 'parentId'
    | 'off'
    | 'range'
    | 'keySize'
    | 'valueSize'
    | 'size'
    | 's32Min'
    | 's32Max'
    | 'u32Min'
    | 'u32Max'
    | 'dynptrId'
    | 'depth'
  >
> = {
  ref_obj_id: 'refObjId',
  ref_id: 'refObjId',
  parent_id: 'parentId',
  off: 'off',
  r: 'range',
  ks: 'keySize',
  vs: 'valueSize',
  sz: 'size',
  s32_min: 's32Min',
  s32_max: 's32Max',
  u32_min: 'u32Min',
  u32_max: 'u32Max',
  smin32: 's32Min',
  smax32: 's32Max',
  umin32: 'u32Min',
  umax32: 'u32Max',
  dynptr_id: 'dynptrId',
  depth: 'depth',
};
const BIG_NUMBERS: Readonly<Record<string, 'smin' | 'smax' | 'umin' | 'umax'>> = { smin: 'smin', smax: 'smax', umin: 'umin', umax: 'umax' };

function parseFields(text: string): PrintedFields {
  const fields: Writable<PrintedFields> = {};
  const other: Record<string, string> = {};
  for (const part of splitFields(text)) {
    // `smin=umin=5`: several names for one value
    const names = part.split('=');
    const value = names.pop() ?? '';
    if (names.length === 0 && value === 'non_own_ref') fields.nonOwningRef = true;
    else if (names.length === 0) other[value] = '';
    // `umax_value` and the like until 5.17
    for (const name of names) if (!setField(fields, name.replace(/_value$/, ''), value)) other[name] = value;
  }
  if (Object.keys(other).length > 0) fields.other = other;
  return fields;
}

/** False when the name is not known or the value is not what it should be. */
function setField(fields: Writable<PrintedFields>, name: string, value: string): boolean {
  if (name === 'map') fields.map = value;
  else if (name === 'type') fields.dynptrType = value;
  else if (name === 'state') fields.iteratorState = value;
  else if (name === 'var_off') return setVarOff(fields, value);
  else if (name === 'id') return setId(fields, value);
  else if (name === 'imm') {
    // hexadecimal without 0x until 6.7, where `off` stands in front of it even when it is 0; later as the other numbers
    const isHex = /^[0-9a-f]{1,16}$/.test(value) && (fields.off !== undefined || /[a-f]/.test(value));
    const imm = isHex ? BigInt(`0x${value}`) : toBigInt(value);
    if (imm === undefined) return false;
    fields.imm = imm;
  } else if (Object.hasOwn(NUMBERS, name)) {
    const field = NUMBERS[name];
    const number = toBigInt(value);
    if (field === undefined || number === undefined) return false;
    // 6.1 prints unsigned bounds as signed, later kernels print large signed numbers in hexadecimal
    const isUnsigned = field === 'u32Min' || field === 'u32Max' || field === 'size';
    fields[field] = Number(isUnsigned ? BigInt.asUintN(32, number) : BigInt.asIntN(32, number));
  } else if (Object.hasOwn(BIG_NUMBERS, name)) {
    const field = BIG_NUMBERS[name];
    const number = toBigInt(value);
    if (field === undefined || number === undefined) return false;
    fields[field] = name.startsWith('s') ? BigInt.asIntN(64, number) : BigInt.asUintN(64, number);
  } else return false;
  return true;
}

function setVarOff(fields: Writable<PrintedFields>, value: string): boolean {
  const match = /^\((0x[0-9a-f]{1,16}|0); (0x[0-9a-f]{1,16}|0)\)$/.exec(value);
  const constant = match === null ? toBigInt(value) : undefined;
  if (match === null && constant === undefined) return false;
  fields.varOff = { value: constant ?? BigInt(match?.[1] ?? 0), mask: BigInt(match?.[2] ?? 0) };
  return true;
}

function setId(fields: Writable<PrintedFields>, value: string): boolean {
  const match = /^([0-9]{1,10})([-+][0-9]{1,10})?$/.exec(value);
  if (match === null) return false;
  fields.id = Number(match[1]);
  if (match[2] !== undefined) fields.idPlus = Number(match[2]);
  return true;
}

// At commas that stand in no parentheses of their own.
function splitFields(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === '(') depth++;
    else if (c === ')') depth--;
    else if (c === ',' && depth === 0) {
      parts.push(text.slice(start, i));
      start = i + 1;
    }
  }
  if (start < text.length) parts.push(text.slice(start));
  return parts;
}

function toBigInt(text: string): bigint | undefined {
  if (text.length > LONGEST_NUMBER || !NUMBER.test(text)) return undefined;
  if (text.startsWith('-')) return -BigInt(text.slice(1));
  return BigInt(text.startsWith('+') ? text.slice(1) : text);
}
