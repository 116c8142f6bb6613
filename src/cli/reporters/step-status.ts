import type { StepResult, Status } from '../../engine/run/run-results.ts';

export function isTest({ kind, status }: Pick<StepResult, 'kind' | 'status'>): boolean {
  return kind === 'test' || kind === 'unit_test' || status === 'pass' || status === 'warn';
}

export function isBroken(status: Status): boolean {
  return status === 'error' || status === 'fail';
}

/** `model.orders` as a person calls it: `orders`; `source.shop.reviews`: `shop.reviews`. */
export function nodeName(id: string): string {
  return id.slice(id.indexOf('.') + 1);
}
