/** Targets of the links and pictures of a page, as they are written. */
export function linksOf(page: string): readonly string[] {
  const text = withoutCode(page);
  const inline = [...text.matchAll(/\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)/g)];
  const references = [...text.matchAll(/^\s*\[[^\]]+\]:\s+<?(\S+?)>?(?:\s|$)/gm)];
  return [...inline, ...references].map(([, target = '']) => target);
}

/** What a link to a heading of the page can say, by GitHub's rules. */
export function anchorsOf(page: string): ReadonlySet<string> {
  const anchors = new Set<string>();
  for (const [, heading = ''] of withoutFences(page).matchAll(/^#{1,6}\s+(.*?)\s*#*$/gm)) {
    const base = slug(heading);
    let anchor = base;
    for (let count = 1; anchors.has(anchor); count += 1) anchor = `${base}-${count}`;
    anchors.add(anchor);
  }
  for (const [, name = ''] of page.matchAll(/<a\s+(?:id|name)="([^"]+)"/g)) anchors.add(name);
  return anchors;
}

function slug(heading: string): string {
  return heading
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\p{M}_\- ]/gu, '')
    .replaceAll(' ', '-');
}

function withoutFences(page: string): string {
  return page.replaceAll(/^(\s*)(```+|~~~+)[^]*?^\s*\2\s*$/gm, '');
}

function withoutCode(page: string): string {
  return withoutFences(page).replaceAll(/(`+)[^`][^]*?\1/g, (code) => (code.includes('\n\n') ? code : ''));
}
