/** What the walker knows of each instruction (struct bpf_insn_aux_data). Arrays are at least as long as the program. */
export class InsnAux {
  /** AUX_* bits. */
  flags = new Uint8Array(0);
  /** Type of the pointer that a load or store used first; 0: none yet. */
  ptrType = new Int32Array(0);
  /** Of a helper call: index + 1 of the map (or of the function, for loops) it was called with, -1 when paths disagree, 0: none yet. */
  mapPtr = new Int32Array(0);

  /** All zero again, with room for n instructions. */
  reset(n: number): void {
    if (this.flags.length < n) {
      const room = Math.max(n, 64);
      this.flags = new Uint8Array(room);
      this.ptrType = new Int32Array(room);
      this.mapPtr = new Int32Array(room);
      return;
    }
    this.flags.fill(0, 0, n);
    this.ptrType.fill(0, 0, n);
    this.mapPtr.fill(0, 0, n);
  }
}

/** Paths that meet here are compared. */
export const AUX_PRUNE_POINT = 1;
/** How the path came here is remembered. */
export const AUX_JMP_POINT = 2;
/** Some path reached the instruction. */
export const AUX_SEEN = 4;
/** A helper call that runs a function of the program before it returns. */
export const AUX_CALLS_BACK = 8;
