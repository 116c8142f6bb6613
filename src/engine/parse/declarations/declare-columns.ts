import type { Column } from '../project.ts';
import type { Declaration } from './declaration.ts';
import type { RawColumn } from './raw-declarations.ts';
import { readType } from './read-type.ts';

type Path = readonly (string | number)[];

/** @param path of the list of columns. */
export function declareColumns(raw: readonly RawColumn[], path: Path, declaration: Declaration): readonly Column[] {
  declaration.mustDiffer(
    raw.map(({ name }) => name),
    'columns',
    (index) => [...path, index, 'name'],
  );
  return raw.map(({ name, type, description, privacy, because }, index) => {
    const place = [...path, index];
    return {
      name,
      type: type === undefined ? undefined : declareType(type, place, declaration),
      description,
      privacy,
      because,
      location: declaration.place([...place, 'name']),
    };
  });
}

function declareType(text: string, path: Path, declaration: Declaration): string {
  const read = readType(text);
  if ('type' in read) return read.type;
  declaration.error('E0202', read.problem, declaration.place([...path, 'type']), read.hint);
  return text;
}
