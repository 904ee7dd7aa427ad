import { configDefaults, defineConfig } from 'vitest/config'

const EVERYWHERE = ['src', 'examples', 'web', 'scripts'].map((folder) => `${folder}/**/*.test.ts`)
/** They change the tables themselves, or what the process stands on. */
const ALONE = ['src/bots/*/migrations.test.ts', 'src/commands/**/*.test.ts', 'src/bots/bounty/stories/audit.test.ts']

/** Whole processes that are killed and stopped, simulated worlds, the benchmark in small: `npm run test:processes`. */
const PROCESSES = ['src/testing/promise/*.test.ts', 'bench/**/*.test.ts']

export default defineConfig({
  test: {
    projects: [
      // Files of one process share what they have loaded: modules are read once, the database is opened once.
      {
        extends: true,
        test: {
          name: 'together',
          include: EVERYWHERE,
          exclude: [...configDefaults.exclude, ...ALONE, ...PROCESSES],
          isolate: false,
        },
      },
      { extends: true, test: { name: 'alone', include: ALONE } },
      { extends: true, test: { name: 'processes', include: PROCESSES, isolate: false } },
    ],
    setupFiles: ['./src/testing/setup.ts'],
    pool: 'forks',
    maxWorkers: 2,
    // Optimising PGlite's WebAssembly costs more than a test file's life gives back: 14.6 → 8.8 CPU seconds for two folders.
    execArgv: ['--liftoff-only'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
  },
})
