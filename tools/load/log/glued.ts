/** Some messages end without a line end, and the statistics follow in the same line. */
const STATISTICS = /(?<=.)processed [0-9]+ insns \(limit [0-9]+\) /;
/**
 * At level 1 the log of a path that is done with is taken back to where the branch was left; by then a blank stands in place of the line end
 * behind the instruction (bpf_vlog_reset and print_insn_state in kernel/bpf), and the branch's state follows: `4: (15) if r0 == 0x0 goto pc+1 6: R0=0`.
 */
const STATE = /^[0-9]{1,9}: \([0-9a-f]{2}\) [^;]*?(?= [0-9]{1,9}: (?:frame[0-9]+: )?R[0-9]+(?:_[a-zA-Z]+)?=)/;

/** Where in a line a second one begins; -1 when it is one line. */
export function whereGlued(text: string): number {
  if (text.includes('processed ')) return text.search(STATISTICS);
  const state = text.includes(': R', 4) || text.includes(': frame', 4) ? STATE.exec(text) : null;
  return state === null ? -1 : state[0].length + 1;
}
