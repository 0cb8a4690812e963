/** Telling what is wrong with specs. */

import type { Diagnostic } from '../../../generator/diagnostics/diagnostic.js';
import { renderDiagnostic } from '../../../generator/diagnostics/render.js';
import { count, listed } from '../../report/layout.js';

/** Gives a spec file's text by the name that diagnostics use. */
export type SourceOf = (file: string) => string | undefined;

/** All diagnostics with their excerpts and a count; the empty string when there are none. */
export function renderDiagnostics(found: readonly Diagnostic[], sourceOf: SourceOf, color: boolean): string {
  if (found.length === 0) return '';
  const errors = found.filter(({ severity }) => severity === 'error').length;
  const warnings = found.length - errors;
  const counts = [...(errors > 0 ? [count(errors, 'error')] : []), ...(warnings > 0 ? [count(warnings, 'warning')] : [])];
  return `${found.map((one) => renderDiagnostic(one, sourceOf, { color })).join('\n\n')}\n\n${listed(counts)}\n`;
}
