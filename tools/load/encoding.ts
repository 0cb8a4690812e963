import { failed, type Loaded, loaded } from './result.js';

const NOT_A_DIGIT = 0xff;

const HEX_VALUE = digitTable('0123456789abcdef');
for (const [i, c] of [...'ABCDEF'].entries()) HEX_VALUE[c.charCodeAt(0)] = 10 + i;
const BASE64_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const BASE64_VALUE = digitTable(BASE64_ALPHABET);

function digitTable(alphabet: string): Uint8Array {
  const table = new Uint8Array(256).fill(NOT_A_DIGIT);
  for (let i = 0; i < alphabet.length; i++) table[alphabet.charCodeAt(i)] = i;
  return table;
}

function digit(table: Uint8Array, code: number): number {
  return code < 256 ? (table[code] ?? NOT_A_DIGIT) : NOT_A_DIGIT;
}

/** Hexadecimal digits to bytes; an even number of digits, nothing between them. */
export function decodeHex(text: string): Loaded<Uint8Array> {
  if (text.length % 2 !== 0) return failed(`odd number of hexadecimal digits (${text.length})`);
  const bytes = new Uint8Array(text.length / 2);
  for (let i = 0; i < bytes.length; i++) {
    const high = digit(HEX_VALUE, text.charCodeAt(2 * i));
    const low = digit(HEX_VALUE, text.charCodeAt(2 * i + 1));
    // both are below 16 unless one of them is NOT_A_DIGIT
    if ((high | low) > 15) return failed(`no hexadecimal digit at position ${high > 15 ? 2 * i : 2 * i + 1}`);
    bytes[i] = (high << 4) | low;
  }
  return loaded(bytes);
}

/** Standard base64 (RFC 4648, section 4) with its padding to bytes; white space is an error. */
export function decodeBase64(text: string): Loaded<Uint8Array> {
  const length = text.length;
  if (length % 4 !== 0) return failed(`base64 text of ${length} characters, not a multiple of 4`);
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const digits = length - padding;
  const bytes = new Uint8Array((length / 4) * 3 - padding);
  let out = 0;
  let bits = 0;
  let pending = 0;
  for (let i = 0; i < digits; i++) {
    const value = digit(BASE64_VALUE, text.charCodeAt(i));
    if (value === NOT_A_DIGIT) return failed(`no base64 character at position ${i}`);
    pending = (pending << 6) | value;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[out++] = pending >> bits;
      pending &= (1 << bits) - 1;
    }
  }
  return loaded(bytes);
}

/** Bytes to standard base64 with padding. */
export function encodeBase64(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const left = bytes.length - i;
    const word = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    text += BASE64_ALPHABET[word >> 18];
    text += BASE64_ALPHABET[(word >> 12) & 63];
    text += left > 1 ? BASE64_ALPHABET[(word >> 6) & 63] : '=';
    text += left > 2 ? BASE64_ALPHABET[word & 63] : '=';
  }
  return text;
}
