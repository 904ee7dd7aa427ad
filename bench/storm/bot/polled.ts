import { stormBot } from './bot.ts'

/** The same bot under another name: it writes into the tables of `storm` and is given its updates by polling. */
const { migrations: _, ...polled } = stormBot('polled')
export default polled
