import { linesOf } from '../lines.js';
import { ProgramJsonLoader } from '../program-json.js';
import { failedAt, type LoadError, type Loaded } from '../result.js';
import type { AssembledProgram, AssembleOptions } from './assembled-program.js';
import { Cursor } from './cursor.js';
import { type Token, tokenize } from './lexer.js';
import { ProgramBuilder } from './program-builder.js';
import { SharedHeader } from './shared-header.js';
import { applyStatement } from './statements.js';

/** One program of a text: its name, its first line, and the program or why it can't be read. */
export interface BpfasmEntry {
  readonly name: string;
  readonly line: number;
  readonly program: Loaded<AssembledProgram>;
}

// Number and opcode that a verifier log has in front of an instruction.
const LOG_PREFIX = /^\s*([0-9]{1,7}):\s*\(([0-9a-f]{2})\)/;

/**
 * Programs from text: the syntax of the kernel's disassembly with labels and a header (see the README). Several programs are
 * parted by `---` or by their `program` lines; a mistake in one does not stop the others. There is always at least one entry.
 */
export function assemble(text: string, options: AssembleOptions): BpfasmEntry[] {
  return new Assembler(options).run(text);
}

class Assembler {
  readonly #options: AssembleOptions;
  readonly #loader: ProgramJsonLoader;
  readonly #entries: BpfasmEntry[] = [];
  readonly #shared = new SharedHeader();
  #builder: ProgramBuilder | undefined;
  #error: LoadError | undefined;

  constructor(options: AssembleOptions) {
    this.#options = options;
    this.#loader = new ProgramJsonLoader(options.facts);
  }

  run(text: string): BpfasmEntry[] {
    let lineNumber = 0;
    let pending: Token[] = [];
    let depth = 0;
    for (const line of linesOf(text)) {
      lineNumber++;
      if (depth === 0 && /^\s*---/.test(line)) {
        this.#finish();
        continue;
      }
      const prefix = depth === 0 ? LOG_PREFIX.exec(line) : null;
      const tokens = tokenize(line, lineNumber, prefix?.[0].length ?? 0, depth > 0);
      if (!tokens.ok) {
        this.#fail(tokens.error);
        pending = [];
        depth = 0;
        continue;
      }
      for (const token of tokens.value) {
        pending.push(token);
        if (token.kind === 'op' && token.text === '{') depth++;
        if (token.kind === 'op' && token.text === '}') depth = Math.max(0, depth - 1);
      }
      if (depth > 0) {
        pending.push({ kind: 'op', text: ';', line: lineNumber, column: line.length + 1 });
        continue;
      }
      if (pending.length > 0) this.#statement(pending, { line: lineNumber, column: line.length + 1 }, prefix);
      pending = [];
    }
    if (pending.length > 0) this.#statement(pending, { line: lineNumber, column: 1 }, null);
    this.#finish();
    if (this.#entries.length === 0)
      this.#entries.push({ name: this.#options.defaultName ?? '', line: 1, program: failedAt(1, 1, 'no program in this text') });
    return this.#entries;
  }

  #statement(tokens: readonly Token[], end: { line: number; column: number }, prefix: RegExpExecArray | null): void {
    const first = tokens[0];
    if (first === undefined) return;
    const cursor = new Cursor(tokens, end);
    if (first.text === 'program' && first.kind === 'word') {
      if (this.#builder !== undefined) this.#finish();
      cursor.next();
      this.#builder = new ProgramBuilder(cursor.text('a program type such as sched_cls'), first.line, this.#shared);
      if (!cursor.atEnd) this.#builder.name = cursor.text('a name');
      cursor.finish();
    } else if (this.#error === undefined) {
      applyStatement(cursor, this.#builder, this.#shared);
      if (prefix !== null && cursor.error === undefined)
        this.#builder?.checkLogPrefix(cursor, Number(prefix[1]), Number.parseInt(prefix[2] ?? '', 16), end.line);
    }
    if (cursor.error !== undefined) this.#fail(cursor.error);
  }

  // The first mistake of a program stands for it; what follows would often only be its echo.
  #fail(error: LoadError): void {
    this.#error ??= error;
  }

  #finish(): void {
    const builder = this.#builder;
    const error = this.#error;
    this.#builder = undefined;
    this.#error = undefined;
    if (builder === undefined && error === undefined) return;
    const number = this.#entries.length + 1;
    const fallback = this.#options.defaultName ?? 'program';
    const name = builder?.name ?? (number === 1 ? fallback : `${fallback} #${number}`);
    const line = builder?.line ?? error?.line ?? 1;
    const program: Loaded<AssembledProgram> =
      error !== undefined || builder === undefined
        ? { ok: false, error: error ?? { message: 'no program' } }
        : builder.finish(name, this.#options, this.#loader);
    this.#entries.push({ name, line, program });
  }
}
