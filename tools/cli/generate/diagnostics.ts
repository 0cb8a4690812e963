/** Telling what is wrong with specs. */

import { relative } from 'node:path';
import type { Diagnostic } from '../../../generator/diagnostics/diagnostic.js';
import { type RenderOptions, renderDiagnostic } from '../../../generator/diagnostics/render.js';
import { count, listed } from '../../report/layout.js';

/** Gives a spec file's text by the name that diagnostics use. */
export type SourceOf = (file: string) => string | undefined;

/** All diagnostics with their excerpts and a count; the empty string when there are none. */
export function renderDiagnostics(found: readonly Diagnostic[], sourceOf: SourceOf, options: RenderOptions): string {
  if (found.length === 0) return '';
  const errors = found.filter(({ severity }) => severity === 'error').length;
  const warnings = found.length - errors;
  const counts = [...(errors > 0 ? [count(errors, 'error')] : []), ...(warnings > 0 ? [count(warnings, 'warning')] : [])];
  return `${found.map((one) => renderDiagnostic(one, sourceOf, options)).join('\n\n')}\n\n${listed(counts)}\n`;
}

/** A path as it is said to someone who stands in the working directory. */
export function pathFromHere(path: string): string {
  const short = relative('', path);
  return short.startsWith('..') ? path : short;
}
