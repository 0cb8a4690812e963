export { assemble, type BpfasmEntry } from './assemble.js';
export type { AssembledProgram, AssembleOptions } from './assembled_program.js';
export { type HelperNames, helperNames, kernelHelpers, NO_HELPERS } from './helper_names.js';
export { type InsnNames, insnText, printInsn } from './print_insn.js';
export { printProgram } from './print_program.js';
