/** How the command ends: its exit statuses, and the two errors that are the user's to mend. */

/** Exit statuses: all accepted, something rejected or inconclusive, usage or input wrong. */
export const EXIT = { ok: 0, rejected: 1, wrong: 2, pipeBroken: 141 } as const;

/** The command line asks for something that there is not; ends with status 2. One line. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** An input that can't be used: `where` is a file, with line and column if known; ends with status 2. One line. */
export class InputError extends Error {
  override readonly name = 'InputError';
  constructor(
    readonly where: string,
    message: string,
  ) {
    super(message);
  }
}

/** What the operating system says of a failed file operation, without its code, path and call. */
export function systemReason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  switch (code) {
    case 'ENOENT':
      return 'no such file or directory';
    case 'EACCES':
    case 'EPERM':
      return 'permission denied';
    case 'EISDIR':
      return 'is a directory';
    case 'ENOTDIR':
      return 'a part of the path is not a directory';
    case 'EMFILE':
    case 'ENFILE':
      return 'too many open files';
    case 'ENOSPC':
      return 'no space left on the device';
    case 'ELOOP':
      return 'too many symbolic links';
    case 'ENAMETOOLONG':
      return 'the name is too long';
    default:
      return error.message.replace(/\s+/g, ' ');
  }
}
