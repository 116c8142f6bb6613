import type { LocateYaml } from '../../diagnostics/resolve-location.ts';

export const locateInText: LocateYaml = () => undefined;
