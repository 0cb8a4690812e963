/** How a kernel was configured, as `/boot/config-*` and `/proc/config.gz` say. */
export interface KernelConfig {
  /** What stands behind `=`, by name: `y`, `"text"`, `0x10`. */
  readonly settings: ReadonlyMap<string, string>;
  /** Numbers of the version, where the file's head names it. */
  readonly version?: readonly [major: number, minor: number, patch: number];
}

const HEAD = /^# Linux\/\S+ (\d+)\.(\d+)\.(\d+)\S* Kernel Configuration$/;

/** Reads such a file. Of a setting that stands there twice the first counts. */
export function parseKernelConfig(text: string): KernelConfig {
  const settings = new Map<string, string>();
  let version: KernelConfig['version'];
  for (const line of text.split('\n')) {
    const head = HEAD.exec(line);
    if (head !== null) version ??= [Number(head[1]), Number(head[2]), Number(head[3])];
    const equals = line.indexOf('=');
    if (!line.startsWith('CONFIG_') || equals < 0 || equals === line.length - 1) continue;
    const name = line.slice(0, equals);
    if (!settings.has(name)) settings.set(name, line.slice(equals + 1));
  }
  return version === undefined ? { settings } : { settings, version };
}
