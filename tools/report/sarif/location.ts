import type { FilePlace } from '../finding.js';
import type { SarifLocation, SarifPhysicalLocation, SarifText } from './format.js';

/** Standard input has no place that anyone could look at. */
const STANDARD_INPUT = '-';

/** A place, and the function of a program that it belongs to. */
export function location(place: FilePlace, program: string | null, functionName: string | null, message?: string): SarifLocation {
  const physicalLocation = physical(place);
  return {
    ...(physicalLocation === null ? {} : { physicalLocation }),
    ...(program === null || program === '' ? {} : { logicalLocations: [logical(program, functionName)] }),
    ...(message === undefined ? {} : { message: text(message) }),
  };
}

function physical({ file, line, column, snippet }: FilePlace): SarifPhysicalLocation | null {
  if (file === STANDARD_INPUT) return null;
  // where lines mean nothing, those who show findings want one all the same
  const region = {
    startLine: line ?? 1,
    ...(column === null ? {} : { startColumn: column }),
    ...(snippet === null ? {} : { snippet: { text: snippet } }),
  };
  return { artifactLocation: { uri: fileUri(file) }, region };
}

function logical(program: string, functionName: string | null) {
  const isProgram = functionName === null || functionName === program;
  const name = isProgram ? program : functionName;
  return { name, fullyQualifiedName: isProgram ? program : `${program}/${name}`, kind: 'function' } as const;
}

/** A path as a URI: relative to whatever the reader takes for the root, or `file:` for an absolute one. */
export function fileUri(path: string): string {
  const plain = path.replaceAll('\\', '/').replace(/^(?:\.\/)+/, '');
  const encoded = plain.split('/').map(encodeURIComponent).join('/');
  if (plain.startsWith('/')) return `file://${encoded}`;
  return /^[A-Za-z]:\//.test(plain) ? `file:///${encoded.replace('%3A', ':')}` : encoded;
}

/** A text as the standard wants it: braces would be placeholders, `[…](…)` a link. */
export function text(plain: string): SarifText {
  return { text: plain.replace(/[{}]/g, '$&$&').replaceAll('](', '\\](') };
}
