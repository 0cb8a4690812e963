/** What `explain` was asked, as the command line gives it. */
export interface ExplainOptions {
  readonly kernel?: string;
  readonly rules?: string;
  /** commander's name of `--no-color`. */
  readonly color: boolean;
}
