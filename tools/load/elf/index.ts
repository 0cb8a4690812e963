export { type KernelConfig, parseKernelConfig } from './kconfig-file.js';
export type { SourceLine } from './link.js';
export { loadObject, type ObjectFile, type ObjectOptions, type ObjectProgram, type ObjectProgramCode } from './load-object.js';
export { initFunctions } from './module-file.js';
export { blameLoader, type Poisoned, poisonedText } from './poisoned.js';
export { findElfSection, isElf } from './reader.js';
