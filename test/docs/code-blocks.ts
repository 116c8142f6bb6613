/** A fenced block of a Markdown page. */
export interface CodeBlock {
  readonly language: string;
  /** What stands behind the language, as `file=seeds/a.csv` or `exit=1`. */
  readonly settings: Readonly<Record<string, string>>;
  readonly text: string;
  /** Of the fence, from 1. */
  readonly line: number;
}

/** Every fenced block of a page, in order. */
export function codeBlocks(page: string): readonly CodeBlock[] {
  return [...page.matchAll(/^```(?<language>\w+)(?<rest>[^\n]*)\n(?<text>[^]*?)^```$/gm)].map((match) => {
    const { language = '', rest = '', text = '' } = match.groups ?? {};
    const settings = Object.fromEntries(
      [...rest.matchAll(/(\w+)=(\S+)/g)].map(([, key = '', value = '']) => [key, value]),
    );
    return { language, settings, text, line: page.slice(0, match.index).split('\n').length };
  });
}
