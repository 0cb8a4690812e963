/** What one generation leaves for the next: copies of tables that nothing that changed has to do with. */
import type { Block, Declaration, SourceFile, Span } from '../grammar/ast.js';
import type { Instance } from './ir.js';
import type { TypeTable } from './static/btf.js';
import type { Symbols } from './symbols.js';

interface Remembered {
  /** Everything that any copy may depend on besides tables and calls. */
  readonly stamp: string;
  readonly tables: ReadonlyMap<string, string>;
  readonly instances: ReadonlyMap<string, Instance>;
}

/** By kernel. */
export class ModelCache {
  readonly #kernels = new Map<string, Remembered>();

  recall(inputs: SliceInputs): Recalled {
    const before = this.#kernels.get(inputs.kernel);
    if (before?.stamp !== inputs.stamp) return NOTHING;
    const changed = new Set<string>();
    for (const [name, text] of inputs.tables) if (before.tables.get(name) !== text) changed.add(name);
    return (key) => {
      const instance = before.instances.get(key);
      if (!instance) return undefined;
      for (const name of instance.visited) if (changed.has(name)) return undefined;
      return instance;
    };
  }

  remember(inputs: SliceInputs, instances: ReadonlyMap<string, Instance>): void {
    this.#kernels.set(inputs.kernel, { stamp: inputs.stamp, tables: inputs.tables, instances });
  }
}

/** A copy of the generation before that still holds. */
export type Recalled = (key: string) => Instance | undefined;

const NOTHING: Recalled = () => undefined;

/** Texts of a slice, by what depends on them. */
export class SliceInputs {
  readonly stamp: string;
  readonly tables = new Map<string, string>();
  readonly #texts: ReadonlyMap<string, string>;

  constructor(
    readonly kernel: string,
    files: readonly SourceFile[],
    slice: readonly Declaration[],
    symbols: Symbols,
    types: TypeTable,
  ) {
    this.#texts = new Map(files.map((file) => [file.path, file.text]));
    const parts: string[] = [];
    for (const decl of slice) {
      if (decl.kind === 'table' || decl.kind === 'kfunc' || decl.kind === 'helper' || decl.kind === 'kernel') continue;
      parts.push(this.textOf(decl));
    }
    for (const table of symbols.tables.values()) {
      this.tables.set(table.name, `${table.decl.doc ?? ''}\n${this.#without(table.decl.span, messageTexts(table.decl.body))}`);
      parts.push(`${table.name}(${table.params.map((param) => `${param.name}: ${JSON.stringify(param.type)}`).join(', ')})`);
    }
    parts.push(JSON.stringify(types.added));
    this.stamp = parts.join('\n');
  }

  /** A declaration as written, with its doc. */
  textOf(decl: Declaration): string {
    const { file, start, end } = decl.span;
    return `${decl.doc ?? ''}\n${this.#texts.get(file)?.slice(start, end) ?? ''}`;
  }

  /** What stands there apart from some spans within it. */
  #without(span: Span, spans: readonly Span[]): string {
    const text = this.#texts.get(span.file) ?? '';
    let kept = '';
    let at = span.start;
    for (const { start, end } of spans) {
      kept += `${text.slice(at, start)}\0`;
      at = end;
    }
    return kept + text.slice(at, span.end);
  }
}

/** The literal parts of a body's messages, in order: code is the same whatever they say. */
function messageTexts(body: Block): Span[] {
  const found: Span[] = [];
  for (const statement of body.statements) {
    const message = 'failure' in statement ? statement.failure.message : 'reason' in statement ? statement.reason : undefined;
    for (const part of message?.parts ?? []) if (part.kind === 'text') found.push(part.span);
    if (statement.kind === 'when') {
      found.push(...messageTexts(statement.then));
      if (statement.otherwise) found.push(...messageTexts(statement.otherwise));
    } else if (statement.kind === 'each') found.push(...messageTexts(statement.body));
  }
  return found;
}
