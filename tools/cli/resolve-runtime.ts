/** Rules generated into a directory of one's own import the runtime by its package name, which may not be installed there: they get ours. */

import { register } from 'node:module';

const RUNTIME = '@kfuncspec/runtime/v1';

// Runs in the loader's own thread, so it is a module of its own, given as text.
const HOOK = `
let ours;
export function initialize(url) { ours = url; }
export async function resolve(specifier, context, next) {
  if (specifier === '${RUNTIME}') return { url: ours, format: 'module', shortCircuit: true };
  return next(specifier, context);
}`;

let registered = false;

/** From now on `@kfuncspec/runtime/v1` means the runtime that this tool runs on, whoever imports it. */
export function resolveRuntime(): void {
  if (registered) return;
  registered = true;
  register(`data:text/javascript,${encodeURIComponent(HOOK)}`, { data: import.meta.resolve(RUNTIME) });
}
