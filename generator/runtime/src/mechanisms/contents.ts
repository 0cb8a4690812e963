/** What is known of maps whose contents never change. */
import { scanFormat, WELL_FORMED } from '../format-string.js';
import { markKnown } from '../known.js';
import { R_TYPE, SCALAR } from '../layout.js';
import type { Machine } from '../machine.js';

/** bpf_map_direct_read() into a register: `size` bytes (1, 2, 4 or 8) at `off` of the value; the flag of precision stays as it was. */
export function load_contents(m: Machine, reg: number, map: number, off: number, size: number): void {
  const { contents } = m.maps[map];
  let low = 0;
  let high = 0;
  for (let i = 0; i < size; i++) {
    const byte = contents?.[off + i] ?? 0;
    if (i < 4) low |= byte << (8 * i);
    else high |= byte << (8 * (i - 4));
  }
  m.w[reg + R_TYPE] = SCALAR;
  markKnown(m.w, reg, low, high);
}

/**
 * The verifier knows a number that we don't. Every value of it was considered, so an accept stands: the verifier walks fewer paths then.
 * A refusal doesn't: see verdictOf().
 */
export function rely_on_unknown_constant(m: Machine): void {
  m.unknownConstants = true;
}

/** bpf_bprintf_prepare(): reads the format string at `off` of a map's value, for so many values. */
export function read_format(m: Machine, map: number, off: number, args: number): void {
  const { contents } = m.maps[map];
  m.formatOutcome = contents === undefined ? WELL_FORMED : scanFormat(contents, off, args);
}
