import type { Attach, KsymStatement, MapStatement } from './parse-header.js';

/** What stands in front of the first `program` line holds for all programs of the text. */
export class SharedHeader {
  license = 'GPL';
  attach: Attach = { type: null, to: null };
  flags: readonly string[] = [];
  readonly maps = new Map<string, MapStatement>();
  readonly ksyms = new Map<string, KsymStatement>();
}
