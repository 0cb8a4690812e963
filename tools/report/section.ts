/** A report is a list of sections, each with a title and lines that are painted already. */

import { indent } from './layout.js';
import type { Style } from './style.js';

export interface Section {
  /** Absent: the lines stand on their own. */
  readonly title?: string;
  readonly lines: readonly string[];
}

/** Puts sections below each other with an empty line between; those without lines are left out. */
export function renderSections(sections: readonly (Section | null)[], style: Style): string {
  const blocks: string[] = [];
  for (const section of sections) {
    if (section === null || section.lines.length === 0) continue;
    const title = section.title === undefined ? [] : [`  ${style.heading(section.title)}`];
    blocks.push([...title, ...indent(section.lines, section.title === undefined ? '' : '    ')].join('\n'));
  }
  return `${blocks.join('\n\n')}\n`;
}
