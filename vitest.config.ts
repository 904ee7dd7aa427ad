import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: [
      'src/**/*.test.ts',
      'examples/**/*.test.ts',
      'web/**/*.test.ts',
      'scripts/**/*.test.ts',
      'bench/**/*.test.ts',
    ],
    setupFiles: ['./src/testing/setup.ts'],
    pool: 'forks',
    maxWorkers: 2,
    // Optimising PGlite's WebAssembly costs more than a test file's life gives back: 14.6 → 8.8 CPU seconds for two folders.
    execArgv: ['--liftoff-only'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
