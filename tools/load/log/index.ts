export type { LogEvent, Statistics } from './events.js';
export type { KernelReport, ReportedPlace } from './kernel-report.js';
export { pathTo } from './path.js';
export { PrintedRegister, PrintedSlot, PrintedState } from './printed-state.js';
export { type PrintedFields, type PrintedValue, parsePrintedValue } from './printed-value.js';
export { LogReader } from './reader.js';
export {
  type LogSegment,
  type LogSource,
  type LogStep,
  type LogTrace,
  parseLog,
  parseLogStream,
  TraceCollector,
  type TraceOptions,
} from './trace.js';
