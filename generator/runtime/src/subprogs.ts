export const MAX_SUBPROGS = 256;

/** The program's functions, ordered by first instruction (struct bpf_subprog_info). */
export class Subprogs {
  count = 0;
  /** First instruction; behind the last one stands the program's length. */
  readonly start = new Int32Array(MAX_SUBPROGS + 1);
  /** Bytes of stack in use, a multiple of 8. */
  readonly stackDepth = new Int32Array(MAX_SUBPROGS + 1);
  /** SUBPROG_* bits. */
  readonly flags = new Uint8Array(MAX_SUBPROGS + 1);

  reset(): void {
    this.start.fill(0, 0, this.count + 1);
    this.stackDepth.fill(0, 0, this.count + 1);
    this.flags.fill(0, 0, this.count + 1);
    this.count = 0;
  }

  /** A function begins at an instruction (add_subprog); there must be room. */
  add(insn: number): void {
    if (this.find(insn) >= 0) return;
    let at = this.count++;
    for (; at > 0 && this.start[at - 1] > insn; at--) this.start[at] = this.start[at - 1];
    this.start[at] = insn;
  }

  /** Index of the function that holds an instruction. */
  of(insn: number): number {
    let low = 0;
    let high = this.count - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.start[middle] <= insn) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Index of the function that starts at an instruction, -1 when none does. */
  find(insn: number): number {
    let low = 0;
    let high = this.count - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const start = this.start[middle];
      if (start === insn) return middle;
      if (start < insn) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }
}

export const SUBPROG_HAS_TAIL_CALL = 1;
export const SUBPROG_HAS_LD_ABS = 2;
export const SUBPROG_IS_ASYNC_CALLBACK = 4;
export const SUBPROG_IS_MISUSED = 8;
