/** What `generate` was asked, as the command line gives it. */
export interface GenerateOptions {
  readonly out?: string;
  readonly check?: true;
  readonly watch?: true;
  readonly target: 'ts' | 'js';
  /** commander's name of `--no-color`. */
  readonly color: boolean;
}
