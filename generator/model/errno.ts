/** The kernel's error numbers that a verifier's rule can end with. */
export const ERRNO: ReadonlyMap<string, number> = new Map([
  ['EPERM', 1],
  ['ENOENT', 2],
  ['ESRCH', 3],
  ['EIO', 5],
  ['E2BIG', 7],
  ['EBADF', 9],
  ['EAGAIN', 11],
  ['ENOMEM', 12],
  ['EACCES', 13],
  ['EFAULT', 14],
  ['EBUSY', 16],
  ['EEXIST', 17],
  ['EINVAL', 22],
  ['ENOSPC', 28],
  ['ERANGE', 34],
  ['ENAMETOOLONG', 36],
  ['EOPNOTSUPP', 95],
  ['ENOTSUPP', 524],
]);

const NAMES = new Map([...ERRNO].map(([name, value]) => [value, name]));

/** `EINVAL` for 22; the number itself when it has no name here. */
export function errnoName(errno: number): string {
  return NAMES.get(errno) ?? String(errno);
}
