import type { PrintedState } from './printed-state.js';

/** One line of a verifier log, told by what it is. `line` is its 1-based number in the input. */
export type LogEvent =
  /** `12: (85) call bpf_map_lookup_elem#1 ; R0_w=…`: an instruction is looked at; `state` is what it changed. */
  | {
      readonly kind: 'insn';
      readonly line: number;
      readonly insn: number;
      /** undefined for what no kernel could decode, or a loader made of it (`<invalid CO-RE relocation>`). */
      readonly opcode: number | undefined;
      readonly text: string;
      readonly state: PrintedState | undefined;
    }
  /** `12: R0=…`: the state in front of an instruction. */
  | { readonly kind: 'state'; readonly line: number; readonly insn: number; readonly state: PrintedState }
  /** `from 5 to 9: R0=…`: a branch that was left for later is taken up. */
  | {
      readonly kind: 'branch';
      readonly line: number;
      readonly from: number;
      readonly to: number;
      readonly speculative: boolean;
      readonly state: PrintedState;
    }
  /** `9: safe`, `from 5 to 9: safe`: a state that was verified already covers this one. */
  | { readonly kind: 'pruned'; readonly line: number; readonly insn: number; readonly from: number | undefined }
  /** `caller:`, `callee:`, `returning from callee:`, `to caller at 9:`; their states follow as `frame-state`. */
  | {
      readonly kind: 'frame';
      readonly line: number;
      readonly what: 'caller' | 'callee' | 'returning' | 'to-caller';
      readonly insn: number | undefined;
    }
  | { readonly kind: 'frame-state'; readonly line: number; readonly state: PrintedState }
  /** `; source line`, since 6.9 with ` @ file.c:12`. */
  | {
      readonly kind: 'source';
      readonly line: number;
      readonly text: string;
      readonly file: string | undefined;
      readonly fileLine: number | undefined;
    }
  /**
   * Lines of the search for scalars whose value matters (`last_idx …`, `regs=…`, `mark_precise: …`); `state` is that of the ancestor
   * that the search came to, when the line shows it.
   */
  | { readonly kind: 'backtrack'; readonly line: number; readonly text: string; readonly state: PrintedState | undefined }
  /** `func#1 @12` */
  | { readonly kind: 'function'; readonly line: number; readonly number: number; readonly insn: number }
  /** A line of the analyses that precede the walk (6.15 and later): a listing's headline, or what they found. */
  | { readonly kind: 'analysis'; readonly line: number; readonly text: string; readonly heads: 'stack' | 'registers' | undefined }
  /** An instruction in such a listing: not one that was walked. */
  | { readonly kind: 'listing'; readonly line: number; readonly insn: number; readonly text: string }
  /** What the verifier tells of its way without ending it (`Func#1 is safe for any args…`). */
  | { readonly kind: 'note'; readonly line: number; readonly text: string }
  /** A line of the report that kernels since 7.3 put behind a rejection's message (`Verification failed: …`). */
  | { readonly kind: 'report'; readonly line: number; readonly text: string }
  | { readonly kind: 'statistics'; readonly line: number; readonly text: string; readonly statistics: Partial<Statistics> }
  /** Anything else: the reason for a rejection stands in the last of these. `quoted`: a loader's line has it, so it surely is one. */
  | { readonly kind: 'message'; readonly line: number; readonly text: string; readonly quoted?: true }
  /** Lines are missing here: whoever printed the log left them out. */
  | { readonly kind: 'gap'; readonly line: number }
  /** A line of whatever loaded the program. */
  | {
      readonly kind: 'loader';
      readonly line: number;
      readonly text: string;
      readonly program: string | undefined;
      /** A log begins behind it, ends in front of it, or it has the last lines of one. */
      readonly edge: 'begins' | 'ends' | 'sums-up' | undefined;
    };

/** The last lines of a log. */
export interface Statistics {
  /** `processed N insns`: how many instructions were looked at. */
  readonly processed: number;
  /** The most that may be. */
  readonly limit: number;
  readonly maxStatesPerInsn: number;
  readonly totalStates: number;
  readonly peakStates: number;
  readonly markRead: number;
  readonly verificationMicroseconds: number;
  /** Bytes of stack of each function. */
  readonly stackDepth: readonly number[];
}
