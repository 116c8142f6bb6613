import { config } from './methods/config.ts';
import { fqn } from './methods/fqn.ts';
import { resourceType, testType } from './methods/kinds.ts';
import { file, source, tag, testName, unitTest, zone } from './methods/labels.ts';
import { path } from './methods/path.ts';
import type { SelectionMethod } from './selection-method.ts';

const all = [fqn, path, file, tag, zone, source, config, resourceType, testType, testName, unitTest];

/** By the name that stands before the colon. */
export const selectionMethods: ReadonlyMap<string, SelectionMethod> = new Map(all.map((each) => [each.name, each]));
