import type { Program } from '@kfuncspec/runtime/v1';
import type { Names } from './names.js';
import type { Path } from './path.js';
import type { Disassemble } from './sections/listing.js';

/** Where a rejection happened: what all sections about its path look at. */
export interface Scene {
  readonly program: Program;
  readonly path: Path;
  /** The frame that the instruction at fault runs in; places of others are told with their number. */
  readonly frame: number;
  readonly names: Names;
  readonly disassemble: Disassemble;
}
