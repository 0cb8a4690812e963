import { InvalidArgumentError } from 'commander';

/** Parser of an option that may be given several times. */
export function collect(value: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, value];
}

const MOST_THREADS = 256;

/** Parser of a number of threads. */
export function threads(value: string): number {
  const count = /^\d+$/.test(value) ? Number(value) : 0;
  if (count < 1 || count > MOST_THREADS) throw new InvalidArgumentError(`It must be a number from 1 to ${MOST_THREADS}.`);
  return count;
}
