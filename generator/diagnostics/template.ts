/** Words with holes: `say\`expected ${'what'}\`` makes a function that wants exactly the parameter `what`. */
export interface Template<K extends string> {
  (params: Readonly<Record<K, string | number>>): string;
  /** The parameters in the order of their places. */
  readonly keys: readonly K[];
}

/** Tag of a message template. Each `${'name'}` is a parameter; a message without any takes an empty object. */
export function say<const K extends string = never>(strings: TemplateStringsArray, ...keys: readonly K[]): Template<K> {
  const render = (params: Readonly<Record<K, string | number>>): string =>
    strings.reduce((text, part, index) => {
      const key = keys[index - 1];
      return key === undefined ? text + part : text + String(params[key]) + part;
    });
  return Object.assign(render, { keys });
}
