import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Declaration, Name, SourceFile } from './ast.js';
import { declaration } from './build-declaration.js';
import { type Reading, read, type Stretch } from './read.js';
import { recover } from './recover.js';
import { semantics } from './semantics.js';
import { shift } from './shift.js';
import { split } from './split.js';
import type { Range } from './squeeze.js';

export interface Parsed {
  readonly file: SourceFile;
  readonly diagnostics: readonly Diagnostic[];
}

/** What one piece of a file says, and where the piece stood. */
interface Piece {
  readonly start: number;
  readonly declarations: readonly Declaration[];
  readonly broken: readonly Name[];
  readonly diagnostics: readonly Diagnostic[];
}

semantics.addOperation<Declaration[]>('declarations', {
  File(all) {
    return all.children.map(declaration);
  },
});

/** The pieces of each file as it was last read, by their text. */
const remembered = new Map<string, ReadonlyMap<string, Piece>>();

/**
 * Reads one spec file: its tree, and everything that is wrong with its text. Never throws.
 * Only pieces (declarations, roughly) that weren't in the last text read under this path are parsed; the others keep
 * their trees, the very objects if they didn't move.
 */
export function parse(path: string, text: string): Parsed {
  const reader = new FileReader(path, text, remembered.get(path));
  for (const range of split(text, { start: 0, end: text.length }, false)) reader.read(range);
  remembered.set(path, reader.pieces);
  const { declarations, broken } = reader;
  return { file: { path, text, declarations, broken }, diagnostics: reader.diagnostics.sort((a, b) => a.span.start - b.span.start) };
}

/** Forgets the trees of files read before. */
export function forget(): void {
  remembered.clear();
}

class FileReader {
  readonly pieces = new Map<string, Piece>();
  readonly declarations: Declaration[] = [];
  readonly broken: Name[] = [];
  readonly diagnostics: Diagnostic[] = [];

  constructor(
    readonly path: string,
    readonly text: string,
    readonly before: ReadonlyMap<string, Piece> | undefined,
  ) {}

  read(range: Range): void {
    const text = this.text.slice(range.start, range.end);
    if (text.trim() === '') return;
    const known = this.before?.get(text) ?? this.pieces.get(text);
    if (known !== undefined) {
      this.#keep(text, moved(known, this.path, range.start));
      return;
    }
    const result = this.#match(range);
    if (result.failure === undefined) {
      const { tree: declarations = [], diagnostics } = result;
      this.#keep(text, { start: range.start, declarations, broken: [], diagnostics });
      return;
    }
    // A bracket may be missing: try every place that looks like a declaration's beginning.
    const parts = split(this.text, range, true);
    if (parts.length > 1) {
      for (const part of parts) this.read(part);
      return;
    }
    const found = recover(this.path, this.text, range, result, (stretch) => this.#match(stretch));
    this.#keep(text, { start: range.start, ...found });
  }

  #match(stretch: Stretch): Reading<Declaration[]> {
    return read(this.path, this.text, stretch, 'File', (match): Declaration[] => semantics(match).declarations());
  }

  #keep(text: string, piece: Piece): void {
    this.pieces.set(text, piece);
    this.declarations.push(...piece.declarations);
    this.broken.push(...piece.broken);
    this.diagnostics.push(...piece.diagnostics);
  }
}

function moved(piece: Piece, file: string, start: number): Piece {
  const by = start - piece.start;
  if (by === 0) return piece;
  const { declarations, broken, diagnostics } = piece;
  return { start, ...shift({ declarations, broken, diagnostics }, file, by) };
}
