import type { Kernel } from '@kfuncspec/runtime/v1';

/** The kernel that a generated package's module exports as `kernel`, whatever its ABI; undefined when it exports none. */
export function kernelOf(module: unknown): Kernel | undefined {
  const kernel = typeof module === 'object' && module !== null && 'kernel' in module ? module.kernel : undefined;
  return isKernel(kernel) ? kernel : undefined;
}

function isKernel(value: unknown): value is Kernel {
  return (
    typeof value === 'object' && value !== null && 'abi' in value && typeof value.abi === 'number' && 'hooks' in value && 'rules' in value
  );
}
