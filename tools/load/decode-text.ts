/** How much of a text is looked at to tell its encoding. */
const LOOKED_AT = 4096;

/** The text of a file as people save it: UTF-8, or UTF-16 with or without a byte order mark (what a redirection makes on some systems). */
export function decodeText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decodeBigEndian(bytes.subarray(2));
  const head = bytes.subarray(0, LOOKED_AT & ~1);
  let even = 0;
  let odd = 0;
  head.forEach((byte, i) => {
    if (byte === 0) i % 2 === 0 ? even++ : odd++;
  });
  const most = head.length * 0.4;
  if (head.length >= 8 && odd > most && even === 0) return new TextDecoder('utf-16le').decode(bytes);
  if (head.length >= 8 && even > most && odd === 0) return decodeBigEndian(bytes);
  return new TextDecoder().decode(bytes);
}

// not every engine's decoder knows it
function decodeBigEndian(bytes: Uint8Array): string {
  const swapped = new Uint8Array(bytes.length & ~1);
  for (let i = 0; i < swapped.length; i += 2) {
    swapped[i] = bytes[i + 1] ?? 0;
    swapped[i + 1] = bytes[i] ?? 0;
  }
  return new TextDecoder('utf-16le').decode(swapped);
}

/** A text without the byte order mark that some editors put in front of it. */
export function withoutMark(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}
