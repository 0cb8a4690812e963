/** Lines of whatever loaded the program: libbpf and what is built on it, Cilium's library, aya, bcc, iproute2. */

/** What such a line says of the log around it. */
export interface LoaderLine {
  readonly program: string | undefined;
  /** A log begins behind it, ends in front of it, or it has the last lines of one. */
  readonly edge: 'begins' | 'ends' | 'sums-up' | undefined;
  /** Lines of the log that stand in it. */
  readonly log: readonly string[];
  /** Lines of the log are missing behind it. */
  readonly gap: boolean;
}

const NONE: LoaderLine = { program: undefined, edge: undefined, log: [], gap: false };

const LOADER =
  /^(?:libbpf: |libxdp: |ERROR: |Error: |Warning: |bpf: |Caused by:|exit status |Prog section |Verifier analysis:|Kernel error log:|Error log:)/;
const BEGIN = /-- BEGIN\b.{0,20}\bLOG --/;
const END = /-- END\b.{0,20}\bLOG --/;
const PROGRAM = /\bprog(?:ram)? '([^']{1,128})':|\bprogram ([\w./-]{1,128}): $/;
/** aya: the log's first line stands behind it. */
const VERIFIER_OUTPUT = /^(.*\bVerifier output: ?)(.*)$/s;
/** Cilium's: `program x: load program: permission denied: 12: (95) exit: R0 !read_ok (7 line(s) omitted)`. */
const LOAD_PROGRAM = /^(.{0,200}?)\b(?:load|can't load) program: ([^:]{1,80}):(?: (.+))?$/;
const OMITTED = /^(.*?) ?\(([0-9]{1,9}) lines?(?:\(s\))? omitted\)$/;
const INSN_FIRST = /^([0-9]{1,9}: \([0-9a-f]{2}\) .*?): (.+)$/;

/** What a line says when it is a loader's; undefined when it is not. */
export function readLoaderLine(text: string): LoaderLine | undefined {
  const aya = text.includes('Verifier output:') ? VERIFIER_OUTPUT.exec(text) : null;
  if (aya !== null) return { ...NONE, program: programIn(aya[1] ?? ''), edge: 'begins', log: [aya[2] ?? ''] };
  const cilium = text.includes(' program: ') ? LOAD_PROGRAM.exec(text) : null;
  if (cilium !== null) return loadProgram(cilium[1] ?? '', cilium[3]);
  const omitted = text.endsWith(' omitted)') ? OMITTED.exec(text) : null;
  if (omitted?.[1] === '') return { ...NONE, gap: true };
  const edge = !text.includes(' LOG --') ? undefined : BEGIN.test(text) ? 'begins' : END.test(text) ? 'ends' : undefined;
  return edge === undefined && !LOADER.test(text) ? undefined : { ...NONE, program: programIn(text), edge };
}

// The last two lines of the log are joined with a colon; an instruction has none.
function loadProgram(before: string, rest: string | undefined): LoaderLine {
  const program = programIn(before);
  if (rest === undefined) return { ...NONE, program, edge: 'begins' };
  const omitted = OMITTED.exec(rest);
  const said = omitted?.[1] ?? rest;
  const pair = INSN_FIRST.exec(said);
  const log = pair === null ? [said] : [pair[1] ?? '', pair[2] ?? ''];
  return { program, edge: 'sums-up', log: said === '' ? [] : log, gap: omitted !== null };
}

function programIn(text: string): string | undefined {
  const match = PROGRAM.exec(text);
  return match?.[1] ?? match?.[2];
}
