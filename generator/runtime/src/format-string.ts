/** What a format string asks for (kernel/bpf/helpers.c bpf_bprintf_prepare): conversions of integers, strings and addresses. */

/** What stops the reading of a format string first, in the order of the spec's `format_outcome`. */
export const WELL_FORMED = 0;
const CONTROL_CHARACTER = 1;
const TOO_FEW_ARGUMENTS = 2;
const NOT_ASCII = 3;
const UNKNOWN_ADDRESS = 4;
const TEXT_BEHIND_STRING = 5;
const UNKNOWN_CONVERSION = 6;

const code = (character: string) => character.charCodeAt(0);
const PERCENT = code('%');

const oneOf = (characters: string) => {
  const codes = new Set([...characters].map(code));
  return (c: number) => codes.has(c);
};
const isFlag = oneOf('0+- ');
const isInteger = oneOf('iduxX');
/** `%pK`, `%px`, `%ps`, `%pS`, `%pB`: one more character that needs nothing behind it. */
const isAddressKind = oneOf('KxsSB');
const isUserOrKernel = oneOf('ku');
const isIp = oneOf('iI');
const isIpVersion = oneOf('46');

/** isspace() of the kernel's Latin-1 table (lib/ctype.c). */
function isSpace(c: number): boolean {
  return (c >= 9 && c <= 13) || c === 0x20 || c === 0xa0;
}

/** ispunct() of the same table. */
function isPunctuation(c: number): boolean {
  if (c > 0xa0) return c < 0xc0 || c === 0xd7 || c === 0xf7;
  return c > 0x20 && c < 0x7f && !isDigit(c) && !isLetter(c);
}

function isDigit(c: number): boolean {
  return c >= code('0') && c <= code('9');
}

function isLetter(c: number): boolean {
  return (c | 0x20) >= code('a') && (c | 0x20) <= code('z');
}

function endsConversion(c: number): boolean {
  return c === 0 || isSpace(c) || isPunctuation(c);
}

/** The text that begins at `off` and ends before the first zero byte. */
class Text {
  readonly #bytes: Uint8Array;
  readonly #off: number;

  constructor(bytes: Uint8Array, off: number) {
    this.#bytes = bytes;
    this.#off = off;
  }

  /** 0 behind its end, as the kernel reads the zero byte there. */
  at(i: number): number {
    return this.#bytes[this.#off + i] ?? 0;
  }
}

/** The conversion whose `%` stands before `start`: the place of its last character, or minus what is wrong with it. */
function conversion(text: Text, start: number): number {
  let i = start;
  if (text.at(i) >= 0x80) return -NOT_ASCII;
  while (isFlag(text.at(i))) i++;
  if (isDigit(text.at(i))) while (isDigit(text.at(i))) i++;
  if (text.at(i) === code('p')) return address(text, i);
  if (text.at(i) === code('s')) return string(text, i);
  if (text.at(i) === code('c')) return i;
  if (text.at(i) === code('l')) i++;
  if (text.at(i) === code('l')) i++;
  return isInteger(text.at(i)) ? i : -UNKNOWN_CONVERSION;
}

function address(text: Text, p: number): number {
  const first = text.at(p + 1);
  const second = text.at(p + 2);
  if (endsConversion(first)) return p;
  if (isUserOrKernel(first) && second === code('s')) return string(text, p + 2);
  if (isAddressKind(first)) return p + 1;
  return isIp(first) && isIpVersion(second) ? p + 2 : -UNKNOWN_ADDRESS;
}

function string(text: Text, s: number): number {
  return endsConversion(text.at(s + 1)) ? s : -TEXT_BEHIND_STRING;
}

/**
 * Reads the format string at an offset of some bytes.
 *
 * @param args how many values there are for it
 */
export function scanFormat(bytes: Uint8Array, off: number, args: number): number {
  const text = new Text(bytes, off);
  let used = 0;
  for (let i = 0; text.at(i) !== 0; i++) {
    const c = text.at(i);
    if (c < 0x80 && !isSpace(c) && (c < 0x20 || c === 0x7f)) return CONTROL_CHARACTER;
    if (c !== PERCENT) continue;
    if (text.at(i + 1) === PERCENT) {
      i++;
      continue;
    }
    if (used >= args) return TOO_FEW_ARGUMENTS;
    const last = conversion(text, i + 1);
    if (last < 0) return -last;
    i = last;
    used++;
  }
  return WELL_FORMED;
}
