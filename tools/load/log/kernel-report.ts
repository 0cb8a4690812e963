/** The report that kernels since 7.3 put behind a rejection's message (kernel/bpf/diagnostics.c). */

/** What the kernel itself says of a rejection. */
export interface KernelReport {
  /** `Register Type Safety`, `Memory Safety`, … */
  readonly category: string;
  /** `Unreadable register`; empty when the headline has none. */
  readonly problem: string;
  readonly reason: string;
  readonly at: ReportedPlace | undefined;
  /** The events that led there, oldest first. */
  readonly causalPath: readonly ReportedPlace[];
  /** Remarks about that path: events that were not kept. */
  readonly remarks: readonly string[];
  readonly suggestion: string;
}

/** A place in the program with what is said about it. */
export interface ReportedPlace {
  /** undefined when the instructions around it are cut off. */
  readonly insn: number | undefined;
  /** `main @ prog.c:12:3` as far as it is known. */
  readonly function: string | undefined;
  readonly file: string | undefined;
  readonly fileLine: number | undefined;
  /** The line of C. */
  readonly source: string | undefined;
  /** `error`, `branch`, `update`, `invalidated`, `spilled`, `acquired`, `released`, `context`. */
  readonly label: string;
  readonly text: string;
  /** Instructions around it, by index. */
  readonly insns: readonly { readonly insn: number; readonly text: string }[];
}

const HEADLINE = /^Verification failed: ([^:]*)(?:: (.*))?$/;
const SECTION = /^([A-Z][A-Za-z ]{1,40}):$/;

/** Does a report begin with this line? */
export function beginsReport(text: string): boolean {
  return text.startsWith('Verification failed: ');
}

/** Does a line belong to the report that began above it? Everything in it is indented, but for the names of its sections. */
export function continuesReport(text: string): boolean {
  return text.startsWith('  ') || SECTION.test(text);
}

/** Reads the lines of one report, the headline first; empty ones may be left out. */
export function readKernelReport(lines: readonly string[]): KernelReport {
  const head = HEADLINE.exec(lines[0] ?? '');
  const sections = new Map<string, string[]>();
  let section: string[] | undefined;
  for (const line of lines.slice(1)) {
    const name = SECTION.exec(line)?.[1];
    if (name === undefined) section?.push(line);
    else {
      section = sections.get(name) ?? [];
      sections.set(name, section);
    }
  }
  const at = readPlaces(sections.get('At') ?? []);
  // a lock that is held was taken on the way, too
  const path = readPlaces([...(sections.get('Active lock') ?? []), ...(sections.get('Causal path') ?? [])]);
  return {
    category: head?.[1] ?? '',
    problem: head?.[2] ?? '',
    reason: prose(sections.get('Reason')),
    at: at.places[0],
    causalPath: path.places,
    remarks: path.remarks,
    suggestion: prose(sections.get('Suggestion')),
  };
}

function prose(lines: readonly string[] | undefined): string {
  return (lines ?? []).map((line) => line.trim()).join(' ');
}

/** `  insn 12`, or `  function @ file.c:12:3`, or `  file.c:12:3`: a place begins. */
const PLACE = /^ {2}(?:insn ([0-9]{1,9})|(?:(\S.{0,200}) @ )?(\S[^:]{0,400}):([0-9]{1,9}):[0-9]{1,9})$/;
const NOTE = /^ {2} *\| ( *)\^-- ([a-z]{1,20}): (.*)$/;
const NOTE_GOES_ON = /^ {2} *\| +(\S.*)$/;
const NUMBERED = /^ {2}(>>>| {3}) +([0-9]{1,9}) \| ?(.*)$/;

interface Open {
  insn: number | undefined;
  function: string | undefined;
  file: string | undefined;
  fileLine: number | undefined;
  source: string | undefined;
  label: string;
  text: string;
  insns: { readonly insn: number; readonly text: string }[];
}

function readPlaces(lines: readonly string[]): { places: ReportedPlace[]; remarks: string[] } {
  const places: Open[] = [];
  const remarks: string[] = [];
  let part: 'source' | 'insns' = 'source';
  for (const line of lines) {
    const place = PLACE.exec(line);
    if (place !== null) {
      part = 'source';
      places.push(openPlace(place));
      continue;
    }
    const open = places.at(-1);
    const note = NOTE.exec(line);
    const numbered = note === null ? NUMBERED.exec(line) : null;
    if (line === '  Source context:') part = 'source';
    else if (line === '  Instruction context:') part = 'insns';
    else if (open === undefined) remarks.push(line.trim());
    else if (note !== null) {
      open.label = note[2] ?? '';
      open.text = note[3] ?? '';
    } else if (numbered !== null) addNumbered(open, part, numbered);
    else if (open.label !== '' && part === 'source') open.text += ` ${NOTE_GOES_ON.exec(line)?.[1] ?? line.trim()}`;
    else remarks.push(line.trim());
  }
  return { places, remarks };
}

function openPlace([, insn, name, file, fileLine]: RegExpExecArray): Open {
  return {
    insn: insn === undefined ? undefined : Number(insn),
    function: name,
    file,
    fileLine: fileLine === undefined ? undefined : Number(fileLine),
    source: undefined,
    label: '',
    text: '',
    insns: [],
  };
}

function addNumbered(open: Open, part: 'source' | 'insns', [, mark, number, text = '']: RegExpExecArray): void {
  if (part === 'insns') {
    const insn = Number(number);
    open.insns.push({ insn, text: text.replace(/^\([0-9a-f]{2}\) /, '') });
    if (mark === '>>>') open.insn = insn;
  } else if (mark === '>>>') open.source = text.trim();
}
