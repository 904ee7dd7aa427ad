import type { Job, Json } from '#platform/bot.ts'

// A payment in doubt is looked up, sent again, and looked up again: jobs and moves that queue each other would import
// each other in a circle. A job is queued by its name; bot.ts lists what runs under it.

const named = <Input extends Json>(name: string): Job<Input> => {
  const elsewhere = () => {
    throw new Error(`The job "${name}" is listed in bot.ts; this is only its name.`)
  }
  return { kind: 'job', name, call: elsewhere, save: elsewhere }
}

export const startPayout = named<{ payment: number }>('start-payout')
export const payOut = named<{
  payment: number
  attempt: number
  key: string
  body: string
  at: string
  currency: string
  destination: string | null
}>('pay-out')
export const lookUpPayout = named<{ payment: number; key: string; cents: number }>('look-up-payout')
export const reconcile = named<Record<string, never>>('reconcile')
export const publishReceipt = named<{ assignment: number }>('publish-receipt')
