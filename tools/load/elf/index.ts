export { type KernelConfig, parseKernelConfig } from './kconfig_file.js';
export type { SourceLine } from './link.js';
export { loadObject, type ObjectFile, type ObjectOptions, type ObjectProgram, type ObjectProgramCode } from './load_object.js';
export { initFunctions } from './module_file.js';
export { blameLoader, type Poisoned, poisonedText } from './poisoned.js';
export { findElfSection, isElf } from './reader.js';
