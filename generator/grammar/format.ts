import type { SourceFile } from './ast.js';
import { parse } from './parse.js';
import { DeclarationPrinter } from './print-declaration.js';
import { Trivia } from './trivia.js';

/**
 * A spec's text as it should be written: comments and single empty lines are kept, the tree is the same, and formatting again
 * changes nothing. A text with errors comes back as it is: `parse` says what is wrong.
 */
export function format(path: string, text: string): string {
  const { file, diagnostics } = parse(path, text);
  return diagnostics.some(({ severity }) => severity === 'error') ? text : print(file);
}

/** A tree as text; comments and empty lines come from the text that the tree was read from, if any. */
export function print(file: SourceFile): string {
  return new DeclarationPrinter(new Trivia(file)).file(file);
}
