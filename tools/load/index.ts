/** Loaders: bytes or text in, a program, a trace or one line of error out. No input makes them throw, and they do no I/O. */
export * from './bpfasm/index.js';
export * from './btf/index.js';
export { DETECT_BYTES, detectKind, detectTextKind, type InputKind } from './detect.js';
export * from './elf/index.js';
export { type KernelFacts, kernelFacts } from './kernel-facts.js';
export { type KernelOptions, kernelOptions } from './kernel-options.js';
export { LineSplitter, linesOf } from './lines.js';
export { type LoadedInput, type LoadedProgram, type LoadOptions, loadInput } from './load.js';
export * from './log/index.js';
export type { MapBtf } from './maps.js';
export { PROG_FLAGS, PROGRAM_FORMAT, ProgramJsonLoader } from './program-json.js';
export type { MapJson, ProgramJson } from './program-json-type.js';
export { type JsonlEntry, loadJsonl, loadJsonlText } from './program-jsonl.js';
export { programToJson } from './program-source.js';
export type { LoadError, Loaded } from './result.js';
