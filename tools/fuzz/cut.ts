/** Cutting instructions out of a program (16 hex digits a slot) while its jumps still lead where they led. */

const SLOT = 16;
const LD_IMM64 = 0x18;
const CALL = 0x85;
const PSEUDO_CALL = 1;

interface Slot {
  readonly text: string;
  readonly code: number;
  readonly src: number;
  readonly off: number;
  readonly imm: number;
}

const little = (hex: string) => (hex.match(/../g) ?? []).reverse().join('');
const s16 = (hex: string) => (Number.parseInt(little(hex), 16) << 16) >> 16;
const s32 = (hex: string) => Number.parseInt(little(hex), 16) | 0;
const hex16 = (n: number) => little((n & 0xffff).toString(16).padStart(4, '0'));
const hex32 = (n: number) => little((n >>> 0).toString(16).padStart(8, '0'));

function split(insns: string): Slot[] {
  const out: Slot[] = [];
  for (let at = 0; at < insns.length; at += SLOT) {
    const text = insns.slice(at, at + SLOT);
    out.push({
      text,
      code: Number.parseInt(text.slice(0, 2), 16),
      src: Number.parseInt(text.slice(2, 3), 16),
      off: s16(text.slice(4, 8)),
      imm: s32(text.slice(8)),
    });
  }
  return out;
}

const isJump = (slot: Slot) => ((slot.code & 7) === 5 || (slot.code & 7) === 6) && slot.code !== 0x95 && (slot.code & 0xf0) !== 0x80;
const isLocalCall = (slot: Slot) => slot.code === CALL && slot.src === PSEUDO_CALL;

/** The program without the slots `from` up to, not including, `to`; a jump to one of them leads to what follows. Undefined when nothing is left or half an ld_imm64 would stay. */
export function cut(insns: string, from: number, to: number): string | undefined {
  const slots = split(insns);
  const second = (i: number): boolean => i > 0 && slots[i - 1]?.code === LD_IMM64 && !(i > 1 && second(i - 1));
  if (to - from >= slots.length || second(from) || second(to)) return undefined;
  const removed = (i: number) => i >= from && i < to;
  const moved = (i: number) => (i <= from ? i : i >= to ? i - (to - from) : from);
  let out = '';
  slots.forEach((slot, i) => {
    if (removed(i)) return;
    if (isJump(slot)) out += slot.text.slice(0, 4) + hex16(moved(i + 1 + slot.off) - moved(i) - 1) + slot.text.slice(8);
    else if (isLocalCall(slot)) out += slot.text.slice(0, 8) + hex32(moved(i + 1 + slot.imm) - moved(i) - 1);
    else out += slot.text;
  });
  return out;
}

/** Every program with one run of slots cut out: long runs first. */
export function cuts(insns: string): string[] {
  const length = insns.length / SLOT;
  const out = new Set<string>();
  for (let size = length >> 1; size >= 1; size = size > 4 ? size >> 1 : size - 1) {
    for (let from = 0; from + size <= length; from += Math.max(1, size >> 1)) {
      const shorter = cut(insns, from, from + size);
      if (shorter !== undefined) out.add(shorter);
    }
  }
  return [...out];
}
