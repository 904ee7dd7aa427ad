import { parseArgs } from 'node:util'
import { toFile } from './control/recorder.ts'
import { readWorldFile } from './control/specs.ts'
import { createSimulator } from './simulator.ts'

/** The simulator by itself: `node src/simulator/serve.ts --port 8081 --world world.json`. */
const { values } = parseArgs({
  options: {
    host: { type: 'string', default: '127.0.0.1' },
    port: { type: 'string', default: '8081' },
    world: { type: 'string' },
    state: { type: 'string' },
    record: { type: 'string' },
    'fetch-urls': { type: 'string' },
  },
})

const world = values.world === undefined ? undefined : readWorldFile(values.world)
const fetchUrls = (['loopback', 'samples'] as const).find((known) => known === values['fetch-urls'])
if (values['fetch-urls'] !== undefined && !fetchUrls)
  throw new Error('--fetch-urls may be "loopback" or "samples": nothing is fetched from the network')
const simulator = await createSimulator({
  host: values.host,
  port: Number(values.port),
  ...(world ? { world } : {}),
  ...(fetchUrls ? { fetchUrls } : {}),
  ...(values.record === undefined ? {} : { recording: toFile(values.record) }),
  ...(values.state === undefined ? {} : { stateFile: values.state }),
})
process.stdout.write(`Simulated Telegram at ${simulator.url}\n`)
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void simulator.close().then(() => process.exit(0)))
