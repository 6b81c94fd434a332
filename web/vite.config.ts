// Builds the app into dist/, each text file once more as .gz, which the server sends as it is.
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';

/// dmn-js asks that its licence goes where it goes.
function licences(): Plugin {
  return {
    name: 'licences',
    apply: 'build',
    generateBundle() {
      const source = readFileSync('node_modules/dmn-js/LICENSE', 'utf8');
      this.emitFile({ type: 'asset', fileName: 'licences/dmn-js.txt', source });
    },
  };
}

function packedCopies(): Plugin {
  const pack = (folder: string): void => {
    for (const name of readdirSync(folder)) {
      const path = join(folder, name);
      if (statSync(path).isDirectory()) pack(path);
      else if (/\.(js|css|html|svg)$/.test(name)) {
        writeFileSync(`${path}.gz`, gzipSync(readFileSync(path), { level: 9 }));
      }
    }
  };
  return { name: 'packed-copies', apply: 'build', closeBundle: () => pack('dist') };
}

const server = process.env['FANGAN_SERVER'] ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [licences(), packedCopies()],
  esbuild: { jsx: 'automatic' },
  build: { target: 'es2020', cssCodeSplit: true, modulePreload: { polyfill: false } },
  server: { proxy: { '/api': server } },
  test: { include: ['test/**/*.test.{ts,tsx}'], environment: 'node' },
} as Parameters<typeof defineConfig>[0]);
