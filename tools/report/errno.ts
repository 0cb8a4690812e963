const NAMES: Readonly<Record<number, string>> = {
  1: 'EPERM',
  2: 'ENOENT',
  7: 'E2BIG',
  12: 'ENOMEM',
  13: 'EACCES',
  14: 'EFAULT',
  22: 'EINVAL',
  28: 'ENOSPC',
  34: 'ERANGE',
  40: 'ELOOP',
  95: 'EOPNOTSUPP',
  524: 'ENOTSUPP',
};

/** `EINVAL` for 22 (x86 numbers, positive); a number that has no name here as it is. */
export function errnoName(errno: number): string {
  return NAMES[errno] ?? `errno ${errno}`;
}
