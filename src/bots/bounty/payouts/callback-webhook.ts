import { webhook } from '#platform/bot.ts'
import { callbackReceived } from '../moves/callback-received.ts'
import type { Outside } from '../outside.ts'
import { admitCallback, callbackSchema } from './callback.ts'

/** What the pay-out service says of its own accord, at `POST /webhooks/payout`, signed as our requests to it are. */
export const callbackWebhook = webhook({
  admit({ headers, raw, now, outside }: { headers: Headers; raw: Buffer; now: Date; outside: Outside }) {
    if (outside.callbackKeys.length === 0) return { refuse: 404 }
    const admission = admitCallback(headers, raw.toString(), now, outside.callbackKeys)
    if (admission.kind === 'stranger') return { refuse: 401 }
    if (admission.kind === 'unreadable') return { refuse: 400 }
    return { key: `${headers['x-payout-timestamp']} ${headers['x-payout-signature']}` }
  },
  body: callbackSchema,
  receive: (ctx, { body }) => callbackReceived(ctx, body),
})

type Headers = Readonly<Record<string, string | undefined>>
