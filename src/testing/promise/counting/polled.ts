import { countingBot } from './bot.ts'

/** The same bot under another name: it writes into the tables of `counting` and is given its updates by polling. */
const { migrations: _, ...polled } = countingBot('polled', { shared: false })
export default polled
