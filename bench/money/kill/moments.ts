import type { Call } from '../../storm/telegram/ledger.ts'
import type { Gates } from './gates.ts'
import type { Held } from './held.ts'
import type { Receiver } from './receiver.ts'

/** One run: a person, their task, and what is to happen to them. All three have this number. */
export interface Round {
  readonly n: number
  readonly chat: number
}

/** The world around the process, by which a moment is recognised from outside. */
export interface Outside {
  gates: Gates
  receiver: Receiver
  /** Resolves when such a call of the bot to Telegram has arrived and is being held. */
  holdCall(fits: (call: Call) => boolean): Promise<Held>
}

/** A point on the road from approval to receipt at which the process is killed. */
export interface Moment {
  name: string
  /** The payment is large enough to want an admin. */
  wantsAdmin?: true
  hold(outside: Outside, round: Round): Promise<Held>
  /** What was under way ends like this when it need not be both ways in turn. */
  happens?: boolean
}

const about =
  (words: string, { chat }: Round) =>
  (call: Call) =>
    call.chat === chat && call.text.includes(words)

export const MOMENTS: readonly Moment[] = [
  {
    name: 'in the transaction that approves the work',
    hold: ({ gates }, { n }) => gates.close('payment made', n),
  },
  {
    name: 'approved, and the person is just being told',
    hold: ({ holdCall }, round) => holdCall(about('Approved.', round)),
  },
  {
    name: 'approved, before the payment is looked at',
    hold: ({ gates }, { n }) => gates.close('start claimed', n),
  },
  {
    name: 'in the transaction in which an admin agrees',
    wantsAdmin: true,
    hold: ({ gates }, { n }) => gates.close('agreed', n),
  },
  {
    name: 'in the transaction that writes the attempt down',
    hold: ({ gates }, { n }) => gates.close('attempt written', n),
  },
  {
    name: 'the attempt is written down, before the socket',
    hold: ({ gates }, { n }) => gates.close('pay-out claimed', n),
  },
  {
    name: 'the request is under way and lost',
    happens: false,
    hold: ({ receiver }, { n }) => receiver.hold('request', n),
  },
  {
    name: 'the request is under way and arrives after the death',
    happens: true,
    hold: ({ receiver }, { n }) => receiver.hold('request', n),
  },
  {
    name: 'credited, before the answer',
    hold: ({ receiver }, { n }) => receiver.hold('answer', n),
  },
  {
    name: 'in the transaction that enters "paid"',
    hold: ({ gates }, { n }) => gates.close('paid', n),
  },
  {
    name: 'the answer was lost, in the transaction that enters the doubt',
    hold({ gates, receiver }, { n }) {
      receiver.lose(n)
      return gates.close('in doubt', n)
    },
  },
  {
    name: 'the answer was lost, and the receiver is just being asked',
    hold({ receiver }, { n }) {
      receiver.lose(n)
      return receiver.hold('look-up', n)
    },
  },
  {
    name: 'paid, before the message leaves',
    hold: ({ gates }, { chat }) => gates.close('receipt leaves', chat),
  },
  {
    name: 'paid, the message is under way and lost',
    happens: false,
    hold: ({ holdCall }, round) => holdCall(about('Paid ', round)),
  },
  {
    name: 'paid, the message arrives after the death',
    happens: true,
    hold: ({ holdCall }, round) => holdCall(about('Paid ', round)),
  },
  {
    name: 'paid and told, before that is written down',
    hold: ({ gates }, { chat }) => gates.close('receipt noted', chat),
  },
]
