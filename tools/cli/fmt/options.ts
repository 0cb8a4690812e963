/** What `fmt` was asked, as the command line gives it. */
export interface FmtOptions {
  readonly check?: true;
  /** commander's name of `--no-color`. */
  readonly color: boolean;
}
