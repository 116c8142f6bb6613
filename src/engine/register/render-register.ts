import type { Register, RegisterSheet } from './build-register.ts';

/** Each format of the register, by the name of its file. */
export const registerFormats: Readonly<Record<string, (register: Register) => string>> = {
  'registre.json': (register) => `${JSON.stringify(register, null, 2)}\n`,
  'registre.md': renderMarkdown,
  'registre.html': renderHtml,
};

function renderMarkdown(register: Register): string {
  const row = (label: string, value: string): string =>
    `| ${label} | ${value.replaceAll('|', '\\|').replaceAll('\n', ' ')} |`;
  const table = (rows: readonly { readonly label: string; readonly value: string }[]): string =>
    ['| Rubrique | Contenu |', '|---|---|', ...rows.map(({ label, value }) => row(label, value))].join('\n');
  return [
    '# Registre des activités de traitement',
    `Projet ${register.project} · établi le ${register.generatedAt.slice(0, 10)} · empreinte ${register.hash.slice(0, 16)}`,
    table(register.controller),
    '## Activités',
    register.sheets.map((sheet, index) => `${index + 1}. ${sheet.name}`).join('\n'),
    ...register.sheets.map((sheet) => `## ${sheet.name}\n\n${table(sheet.fields)}`),
    '',
  ].join('\n\n');
}

function renderHtml(register: Register): string {
  const table = (rows: readonly { readonly label: string; readonly value: string }[]): string =>
    `<table>${rows.map(({ label, value }) => `<tr><th scope="row">${escape(label)}</th><td>${escape(value)}</td></tr>`).join('')}</table>`;
  const sheet = (each: RegisterSheet): string =>
    `<section><h2>${escape(each.name)}</h2>${table(each.fields)}</section>`;
  return `<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><title>Registre des activités de traitement</title><style>${style}</style></head><body>
<h1>Registre des activités de traitement</h1>
<p>Projet ${escape(register.project)} · établi le ${register.generatedAt.slice(0, 10)} · empreinte <code>${register.hash.slice(0, 16)}</code></p>
${table(register.controller)}
${register.sheets.map(sheet).join('\n')}
</body></html>
`;
}

const style = `body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222}
table{border-collapse:collapse;width:100%}th,td{border:1px solid #ccc;padding:.4rem .6rem;text-align:left;vertical-align:top}
th{width:16rem;background:#f4f4f4;font-weight:600}section{break-inside:avoid}@media print{body{margin:0}}`;

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
