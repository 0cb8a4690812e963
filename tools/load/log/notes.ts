/** Lines in which the verifier tells of its way: never the reason for a rejection by themselves. */

/** What it says of functions and arguments while it goes on. */
const NOTE = new RegExp(
  `^(?:${[
    'Validating .*\\bfunc#[0-9]+\\.\\.\\.$',
    'Func#[0-9]+ .*(?:is safe for any args|is global and )',
    // btf_ctx_access(): what a field of the context is
    "func '[^']{1,128}' (?:arg[0-9]+|return) has btf_id [0-9]+ type ",
    'frame ?[0-9]+:? (?:propagating |bpf_loop iteration limit reached)',
    'propagating ',
    '(?:cur|old) state:',
    'hit verifier bug|verifier bug: ',
    'warning: .* ',
  ].join('|')})`,
);

/** Is a line such a note? */
export function isNote(text: string): boolean {
  return NOTE.test(text);
}

const BACKTRACK = /^(?:last_idx |regs=|parent |mark_precise: |force_precise: )/;
/** In front of the state of an ancestor that the search for precise scalars came to. */
const ANCESTOR = /(?:\bmarks:|\bparent state regs=[^ ]* stack=[^ ]*: ) ?(?= ?(?:frame[0-9]|R[0-9]|fp-|$))/;

/** Is a line one of that search? */
export function isBacktrack(text: string): boolean {
  return BACKTRACK.test(text);
}

/** The state in a line of that search; undefined when there is none. */
export function ancestorState(text: string): string | undefined {
  const match = text.startsWith('parent ') || text.includes('parent state') ? ANCESTOR.exec(text) : null;
  return match === null ? undefined : text.slice(match.index + match[0].length);
}

/** Headlines of the listings in front of the walk (6.15 and later), and lines of what the analyses found. */
const STACK_LISTING = /^stack use\/def /;
const REGISTER_LISTING = /^Live regs before insn/;
const ANALYSIS =
  /^(?:SCC (?:enter|exit|backedge) \(|arg JOIN insn |subprog#[0-9]+ |topo_order\b|\([0-9,]+\) (?:frame [0-9]+ insn [0-9]+ |live stack update done))/;

/** What such a line heads; null when it is no line of an analysis. */
export function analysisHead(text: string): 'stack' | 'registers' | undefined | null {
  if (STACK_LISTING.test(text)) return 'stack';
  if (REGISTER_LISTING.test(text)) return 'registers';
  return ANALYSIS.test(text) ? undefined : null;
}

/** `      3: 01........ (35) if r0 >= 0x5 goto pc+5`: live registers, in front of them the number of a loop, behind them marks. */
const REGISTER_LINE = /^ *(?:[0-9]{1,9} +)?([0-9]{1,9}): [0-9.]{10} +(?:[pP] +)?\([0-9a-f]{2}\) (.*)$/;
/** `  6: (79) r0 = *(u64 *)(r10 -16)       ; use: fp0-16`, or with what it did to arguments behind a tab. */
const STACK_LINE = /^ *([0-9]{1,9}): \([0-9a-f]{2}\) ([^;\t]*)/;

/** An instruction in a listing of live registers, or in one of stack slots when `inStack`; undefined when it is none. */
export function listedInsn(text: string, inStack: boolean): { readonly insn: number; readonly text: string } | undefined {
  const match = REGISTER_LINE.exec(text) ?? (inStack || text.includes('\t') ? STACK_LINE.exec(text) : null);
  return match === null ? undefined : { insn: Number(match[1]), text: (match[2] ?? '').trimEnd() };
}
