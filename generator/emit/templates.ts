/** Templates of the documentation (handlebars). Everything they print is prepared as text by docs.ts. */

export const PAGE = `<!-- {{header}} -->

# {{title}}
{{#each kfuncs}}

## {{name}}

\`\`\`c
{{prototype}}
\`\`\`
{{#if doc}}

{{doc}}
{{/if}}

{{#each params}}
- \`{{name}}\` ({{type}}): {{demands}}
{{/each}}
- flags: {{flags}}
- programs: {{programs}}
{{#if module}}
- module: {{module}}
{{/if}}
- spec: {{place}}
{{/each}}
{{#each helpers}}

## {{name}}

{{declaration}}

- number: {{id}}
- programs: {{programs}}
- spec: {{place}}
{{/each}}
{{#each tables}}

## {{keyword}} {{name}}
{{#if doc}}

{{doc}}
{{/if}}

{{#each lines}}
{{this}}
{{/each}}

Spec: {{place}}
{{#each rules}}

### {{id}}

{{message}}

- {{errno}}
- spec: {{place}}
{{#if kernels}}
- kernels: {{kernels}}
{{/if}}
{{#if doc}}

{{doc}}
{{/if}}
{{#if help}}

What would be accepted: {{help}}
{{/if}}
{{#if unreachable}}

No program gets here: {{unreachable}}
{{/if}}
{{/each}}
{{/each}}
`;

export const INDEX = `<!-- {{header}} -->

# The verifier of Linux {{kernel}}, as its spec has it

{{counts}}

{{#each pages}}
- [{{title}}]({{path}}): {{about}}
{{/each}}

## Flags of kfuncs

{{#each flags}}
- \`{{name}}\`: \`{{pattern}}\`. {{doc}}
{{/each}}
`;
