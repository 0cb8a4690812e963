export { assemble, type BpfasmEntry } from './assemble.js';
export type { AssembledProgram, AssembleOptions } from './assembled-program.js';
export { type HelperNames, helperNames, kernelHelpers, NO_HELPERS } from './helper-names.js';
export { type InsnNames, insnText, printInsn } from './print-insn.js';
export { printProgram } from './print-program.js';
