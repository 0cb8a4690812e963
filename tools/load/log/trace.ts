import { failed, type Loaded, loaded } from '../result.js';
import type { LogEvent, Statistics } from './events.js';
import { beginsReport, type KernelReport, readKernelReport } from './kernel-report.js';
import type { PrintedState } from './printed-state.js';
import { LogReader } from './reader.js';

/** One instruction that the verifier looked at. */
export interface LogStep {
  /** Index of the instruction in the program. */
  readonly insn: number;
  /** Its text without index and opcode. */
  readonly text: string;
  /** 1-based line of the input. */
  readonly line: number;
  /** What was printed in front of it: the whole state where a branch begins, else what had changed. */
  readonly before: PrintedState | undefined;
  /** What it changed, printed behind it. */
  readonly after: PrintedState | undefined;
}

/** A run of steps: the first instructions of the program, what followed when a branch was taken up, or behind lines that are missing. */
export interface LogSegment {
  /** Index of its first step; it goes on to the next segment's. */
  readonly start: number;
  /** The branch that was taken up; undefined for the beginning of a function or of what is left of the log. */
  readonly from: { readonly insn: number; readonly to: number; readonly speculative: boolean } | undefined;
}

/** A source line as it stood in front of a step. */
export interface LogSource {
  /** Index of the step that follows it. */
  readonly step: number;
  readonly text: string;
  readonly file: string | undefined;
  readonly fileLine: number | undefined;
}

/** What a log says of one program. */
export interface LogTrace {
  /** The program's name, when a loader's line around the log says it. */
  readonly program: string | undefined;
  /** 1-based line of the input where it begins. */
  readonly line: number;
  readonly steps: readonly LogStep[];
  readonly segments: readonly LogSegment[];
  readonly sources: readonly LogSource[];
  /** First instructions of the program's functions, by number. */
  readonly functions: readonly number[];
  /** The program's instructions by index, when the log lists them in front of the walk (level 2, 6.15 and later). */
  readonly listing: ReadonlyMap<number, string>;
  /** The lines behind the last step that are neither states nor statistics; empty when the program was accepted. */
  readonly messages: readonly { readonly line: number; readonly text: string }[];
  /** The rejection: the last of `messages`; undefined when there is none. */
  readonly message: string | undefined;
  /** The kernel's own report of the rejection (7.3 and later). */
  readonly report: KernelReport | undefined;
  /** The instruction that was looked at last; undefined when the log shows none. */
  readonly insn: number | undefined;
  readonly statistics: Partial<Statistics>;
  /** Its lines one by one, when they were asked for; empty otherwise. */
  readonly events: readonly LogEvent[];
  /** Does the log begin with the program's first line, and end with its statistics? */
  readonly hasStart: boolean;
  readonly hasEnd: boolean;
}

/** The traces of a log in memory, one for each program in it; an error when nothing in it looks like a verifier's. */
export function parseLog(text: string, options: TraceOptions = {}): Loaded<readonly LogTrace[]> {
  const collector = new TraceCollector(options);
  const reader = new LogReader();
  for (const event of reader.push(text)) collector.add(event);
  for (const event of reader.end()) collector.add(event);
  return collector.finish();
}

/** The same for a log that comes in pieces. */
export async function parseLogStream(chunks: AsyncIterable<string | Uint8Array>): Promise<Loaded<readonly LogTrace[]>> {
  const collector = new TraceCollector();
  const reader = new LogReader();
  for await (const chunk of chunks) for (const event of reader.push(chunk)) collector.add(event);
  for (const event of reader.end()) collector.add(event);
  return collector.finish();
}

/** What a trace keeps. */
export interface TraceOptions {
  /** Its events one by one, too: a log's memory then grows by all that is in it. */
  readonly events?: boolean;
}

/** Puts a log's events together to traces. */
export class TraceCollector {
  readonly #done: LogTrace[] = [];
  readonly #options: TraceOptions;
  #open: OpenTrace;
  /** What a loader's line summed up, until it is known whether the log itself follows. */
  #summary: LogTrace | undefined;

  constructor(options: TraceOptions = {}) {
    this.#options = options;
    this.#open = new OpenTrace(undefined, options);
  }

  add(event: LogEvent): void {
    if (event.kind === 'loader') {
      if (event.edge === 'begins' || event.edge === 'sums-up' || this.#open.isOver) this.#next();
      // lines in front of a log name its program, lines behind it may be about another
      if (event.program !== undefined && this.#open.isEmpty) this.#open.program = event.program;
      if (event.edge === 'ends') this.#open.isOver = true;
      if (event.edge === 'sums-up') this.#open.isSummary = true;
      return;
    }
    // the statistics of a program are its last lines: whatever follows belongs to the next
    if (this.#open.isOver && event.kind !== 'statistics' && event.kind !== 'message') this.#next();
    this.#open.add(event);
  }

  finish(): Loaded<readonly LogTrace[]> {
    this.#next();
    if (this.#summary !== undefined) this.#done.push(this.#summary);
    return this.#done.length > 0 ? loaded(this.#done) : failed('no verifier log: no line of it is an instruction, a state or a statistic');
  }

  #next(): void {
    const { isSummary } = this.#open;
    const trace = this.#open.finish();
    this.#open = new OpenTrace(trace === undefined || isSummary ? this.#open.program : undefined, this.#options);
    if (trace === undefined) return;
    const summary = this.#summary;
    this.#summary = isSummary ? trace : undefined;
    if (summary !== undefined && (isSummary || !endsAlike(summary, trace))) this.#done.push(summary);
    if (!isSummary) this.#done.push(trace);
  }
}

/** Does the log end with what a loader's line gave of it? */
function endsAlike(summary: LogTrace, { messages, program }: LogTrace): boolean {
  const said = summary.message ?? '';
  if (summary.program !== undefined && program !== undefined && summary.program !== program) return false;
  return messages.length === 0 || messages.some(({ text }) => said.endsWith(text));
}

class OpenTrace {
  program: string | undefined;
  isOver = false;
  isSummary = false;
  #line = 0;
  #recognised = 0;
  #hasStart = false;
  #before: PrintedState | undefined;
  #steps: LogStep[] = [];
  #segments: LogSegment[] = [];
  #sources: LogSource[] = [];
  readonly #functions: number[] = [];
  readonly #listing = new Map<number, string>();
  #report: string[] = [];
  #messages: { line: number; text: string }[] = [];
  #statistics: Partial<Statistics> = {};
  #begins = true;
  #events: LogEvent[] | undefined;

  constructor(program: string | undefined, { events = false }: TraceOptions) {
    this.program = program;
    this.#events = events ? [] : undefined;
  }

  add(event: Exclude<LogEvent, { kind: 'loader' }>): void {
    if (this.#line === 0) this.#line = event.line;
    this.#events?.push(event);
    if (!UNSURE.has(event.kind) || (event.kind === 'message' && event.quoted)) this.#recognised++;
    switch (event.kind) {
      case 'insn':
        if (this.#begins) this.#segments.push({ start: this.#steps.length, from: undefined });
        this.#begins = false;
        this.#messages = [];
        // a log of level 1 begins with the state in front of the first instruction
        if (this.#steps.length === 0 && event.insn === 0 && this.#before !== undefined) this.#hasStart = true;
        this.#steps.push({ insn: event.insn, text: event.text, line: event.line, before: this.#before, after: event.state });
        this.#before = undefined;
        break;
      case 'state':
        this.#messages = [];
        this.#before = event.state;
        break;
      case 'frame-state':
        this.#before = event.state;
        break;
      case 'branch':
        this.#messages = [];
        this.#segments.push({ start: this.#steps.length, from: { insn: event.from, to: event.to, speculative: event.speculative } });
        this.#before = event.state;
        this.#begins = false;
        break;
      case 'pruned':
        this.#messages = [];
        break;
      case 'source':
        this.#sources.push({ step: this.#steps.length, text: event.text, file: event.file, fileLine: event.fileLine });
        break;
      case 'function':
        if (event.number === 0) this.#hasStart = true;
        // numbers are a log's own claim: only the next one can be taken as it is
        if (event.number === this.#functions.length) this.#functions.push(event.insn);
        break;
      case 'analysis':
        if (event.heads === 'registers') this.#forgetWalk();
        break;
      case 'listing':
        this.#listing.set(event.insn, event.text);
        break;
      case 'note':
        // a global function is verified on its own, from its first instruction
        if (event.text.startsWith('Validating ')) this.#begins = true;
        break;
      case 'gap':
        this.#begins = true;
        this.#hasStart = this.#steps.length > 0 && this.#hasStart;
        this.#before = undefined;
        break;
      case 'report':
        // of several the last one belongs to the last message
        if (beginsReport(event.text)) this.#report = [];
        this.#report.push(event.text);
        break;
      case 'message':
        if (!this.isOver) this.#messages.push({ line: event.line, text: event.text });
        break;
      case 'statistics':
        this.#statistics = { ...this.#statistics, ...event.statistics };
        if (event.statistics.processed !== undefined) this.isOver = true;
        break;
      default:
        break;
    }
  }

  /** This listing stands in front of the walk: what looked like steps, in a log that was cut in a listing above it, were none. */
  #forgetWalk(): void {
    this.#steps = [];
    this.#segments = [];
    this.#sources = [];
    this.#messages = [];
    this.#before = undefined;
    this.#begins = true;
    if (this.#events !== undefined) this.#events = [];
  }

  /** Nothing of a log was seen yet. */
  get isEmpty(): boolean {
    return this.#recognised === 0;
  }

  finish(): LogTrace | undefined {
    if (this.isEmpty) return undefined;
    return {
      program: this.program,
      line: this.#line,
      steps: this.#steps,
      segments: this.#segments,
      sources: this.#sources,
      functions: this.#functions,
      listing: this.#listing,
      messages: this.#messages,
      message: this.#messages.at(-1)?.text,
      report: this.#report.length === 0 ? undefined : readKernelReport(this.#report),
      insn: this.#steps.at(-1)?.insn,
      statistics: this.#statistics,
      events: this.#events ?? [],
      hasStart: this.#hasStart,
      hasEnd: this.isOver,
    };
  }
}

/** What may stand in any text. */
const UNSURE: ReadonlySet<LogEvent['kind']> = new Set<LogEvent['kind']>(['message', 'source', 'note', 'gap']);
