export async function generateYamlReference(): Promise<ReadonlyMap<string, string>> {
  return new Map();
}
