import type { PlainType } from '@kfuncspec/runtime/v1';
import { quote } from '../result.js';
import type { Cursor } from './cursor.js';

const MAX_SIZE = 0xffffffff;
const POINTER_SIZE = 8;

/** Integers by the name that a text gives them; the sign is of no interest to whoever asks. */
const INTS: Readonly<Record<string, number>> = { u8: 1, s8: 1, char: 1, u16: 2, s16: 2, u32: 4, s32: 4, int: 4, u64: 8, s64: 8, u128: 16 };
/** The name of an integer by its size. */
const INT_NAMES: Readonly<Record<number, string>> = { 1: 'u8', 2: 'u16', 4: 'int', 8: 'u64', 16: 'u128' };

/** Other kinds: the size when none is said, the kind in BTF, and whether a name follows. */
const KINDS = {
  void: { kind: 'void', size: 0, isNamed: false },
  enum: { kind: 'enum', size: 4, isNamed: false },
  float: { kind: 'float', size: 4, isNamed: false },
  array: { kind: 'array', size: 0, isNamed: false },
  proto: { kind: 'func_proto', size: 0, isNamed: false },
  ptr: { kind: 'ptr', size: POINTER_SIZE, isNamed: false },
  struct: { kind: 'struct', size: 0, isNamed: true },
  union: { kind: 'union', size: 0, isNamed: true },
  fwd: { kind: 'fwd', size: 0, isNamed: true },
} as const;

const VOID: PlainType = { kind: 'void', name: '', size: 0 };

const isKind = (text: string): text is keyof typeof KINDS => Object.hasOwn(KINDS, text);

/** Does a word begin a type. */
export function beginsType(text: string): boolean {
  return Object.hasOwn(INTS, text) || isKind(text);
}

/** `u32`, `struct sk_buff size 232 *`, `struct "" size 4`, `u8 "bool"`, `void *`, `ptr *`. */
export function parsePlainType(c: Cursor): PlainType {
  const type = parseUnpointed(c);
  if (c.take('*')) return { kind: 'ptr', name: parseName(c), size: POINTER_SIZE, pointee: type };
  return type.kind === 'ptr' ? { ...type, pointee: VOID } : type;
}

function parseUnpointed(c: Cursor): PlainType {
  const token = c.peek();
  const text = c.word('a type such as int or struct');
  const size = Object.hasOwn(INTS, text) ? INTS[text] : undefined;
  if (size !== undefined) return { kind: 'int', name: parseName(c), size };
  if (isKind(text)) {
    const { kind, size, isNamed } = KINDS[text];
    const name = isNamed ? c.text('its name') : parseName(c);
    return { kind, name, size: c.take('size') ? c.number('a size in bytes', MAX_SIZE) : size };
  }
  if (token !== undefined) {
    c.failAt(token, `${quote(text)} is no type: expected ${[...Object.keys(INTS), ...Object.keys(KINDS)].join(', ')}`);
  }
  return VOID;
}

/** The name that a variable's type goes by. */
function parseName(c: Cursor): string {
  return c.peek()?.kind === 'string' ? c.text('a name') : '';
}

/** What `parsePlainType` reads back; undefined for what the text form has no word for. */
export function plainTypeText({ pointee, ...type }: PlainType): string | undefined {
  if (pointee === undefined) return unpointedText(type);
  const text = unpointedText(pointee);
  return text === undefined ? undefined : `${text} *${quotedName(type.name)}`;
}

function quotedName(name: string): string {
  return name === '' ? '' : ` ${JSON.stringify(name)}`;
}

function unpointedText({ kind, name, size }: PlainType): string | undefined {
  if (kind === 'int') return INT_NAMES[size] === undefined ? undefined : `${INT_NAMES[size]}${quotedName(name)}`;
  const found = Object.entries(KINDS).find(([, entry]) => entry.kind === kind);
  if (found === undefined) return undefined;
  const [word, entry] = found;
  const named = entry.isNamed ? ` ${/^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name)}` : quotedName(name);
  return `${word}${named}${size === entry.size ? '' : ` size ${size}`}`;
}
