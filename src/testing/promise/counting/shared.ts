import { countingBot } from './bot.ts'

export default countingBot('counting', { shared: true })
