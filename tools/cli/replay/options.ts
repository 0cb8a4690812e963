/** What `replay` was asked, as the command line gives it. */
export interface ReplayOptions {
  readonly kernel?: string;
  readonly format: 'text' | 'json';
  readonly program: readonly string[];
  readonly btf: readonly string[];
  readonly kconfig: readonly string[];
  readonly rules?: string;
  /** commander's name of `--no-color`. */
  readonly color: boolean;
}
