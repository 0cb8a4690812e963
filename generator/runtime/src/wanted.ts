/** Registers and stack slots whose values are still looked for: bit n is Rn, bit n of the pair is stack slot n. */
export class Wanted {
  regs = 0;
  slotsLo = 0;
  slotsHi = 0;
}

/** Stack slot `spi` (0 is fp-8) is looked for. */
export function wantSlot(wanted: Wanted, spi: number): void {
  if (spi < 32) wanted.slotsLo |= 1 << spi;
  else wanted.slotsHi |= 1 << (spi - 32);
}
