// Adds what npm leaves out of package-lock.json: binaries for platforms that a registry does not serve. Without an
// entry for each of them, `npm ci` takes the lockfile for outdated. Run after each `npm install`.
import { readFileSync, writeFileSync } from 'node:fs';

const systems = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const processors = ['arm64', 'arm', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64'];

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const { packages } = lock;
let added = 0;

for (const [path, entry] of Object.entries(packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (path === '' || packages[`${path}/node_modules/${name}`] || packages[`node_modules/${name}`]) continue;
    packages[`node_modules/${name}`] = describe(name, version, entry.dev === true);
    added += 1;
  }
}

lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync('package-lock.json', `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} entries added`);

function describe(name, version, dev) {
  const words = name.split(/[/\-_]/);
  const system = systems.find((each) => words.includes(each));
  const processor = processors.find((each) =>
    words.some((word) => word === each || (each === 'arm' && word.startsWith('arm') && word !== 'arm64')),
  );
  return {
    version,
    ...(processor === undefined ? {} : { cpu: [processor] }),
    ...(dev ? { dev: true } : {}),
    ...(words.includes('musl') || words.includes('musleabihf') ? { libc: ['musl'] } : {}),
    optional: true,
    ...(system === undefined ? {} : { os: [system] }),
  };
}
