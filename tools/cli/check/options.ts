/** What `check` was asked, as the command line gives it. */
export interface CheckOptions {
  readonly kernel: readonly string[];
  readonly format: 'text' | 'json' | 'sarif' | 'github';
  readonly program: readonly string[];
  readonly section: readonly string[];
  readonly btf: readonly string[];
  readonly kconfig: readonly string[];
  readonly quiet?: true;
  readonly rules?: string;
  readonly shard?: string;
  /** Threads; absent: as many as is worth it. */
  readonly jobs?: number;
  /** commander's name of `--no-color`. */
  readonly color: boolean;
}
