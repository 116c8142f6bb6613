import type { Warehouse, WarehouseSession } from '../adapters/warehouse.ts';

/** Sessions of a warehouse, opened as they are needed and used again. A session that failed is not. */
export interface SessionPool {
  use<T>(work: (session: WarehouseSession) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export function openSessionPool(warehouse: Warehouse): SessionPool {
  const idle: WarehouseSession[] = [];
  return {
    async use(work) {
      const session = idle.pop() ?? (await warehouse.session());
      try {
        const result = await work(session);
        idle.push(session);
        return result;
      } catch (error) {
        await session.close().catch(() => undefined);
        throw error;
      }
    },
    async close() {
      await Promise.all(idle.splice(0).map((session) => session.close()));
    },
  };
}
