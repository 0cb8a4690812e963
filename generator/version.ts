/** The generator's version, as emitted headers name it; that of the package `kfuncspec`. */
export const VERSION = '0.1.0';
