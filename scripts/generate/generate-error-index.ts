import { errorCodes } from '../../src/engine/diagnostics/codes.ts';

const ranges: Readonly<Record<string, string>> = {
  E01: 'loading the files',
  E02: 'parsing declarations and templates',
  E03: 'the graph and selections',
  E04: 'SQL',
  E05: 'types, contracts and TypeScript models',
  E06: 'planning',
  E07: 'running',
  E08: 'privacy',
  E09: 'connections and secrets',
};

const introduction = `# Errors

Each message of Alambic about your project begins with a code, as in \`error E0301 unknown ref: …\`. A code is stable: it
always means the same, and is never used again for something else. Its page says what it means, shows the message,
names the usual causes, and how to mend them.

A command ends with 0 where it succeeded (warnings included), with 1 where a model, a test or a policy failed, and with
2 where the project, its configuration or the command line is wrong. With \`--log-format json\` each message is one line
of JSON, with its code, its file, line and column.
`;

/** docs/errors/README.md: every code with its title, by range. */
export async function generateErrorIndex(): Promise<ReadonlyMap<string, string>> {
  const sections = Object.entries(ranges).map(([range, title]) => {
    const codes = Object.entries(errorCodes).filter(([code]) => code.startsWith(range));
    return `## ${range} ${title}\n\n${codes.map(([code, meaning]) => `- [${code}](${code}.md) ${meaning}`).join('\n')}\n`;
  });
  return new Map([['docs/errors/README.md', [introduction, ...sections].join('\n')]]);
}
