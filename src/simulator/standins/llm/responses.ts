import type { Effect } from '../exchanges.ts'
import type { Made } from './chat.ts'
import type { Body } from './fields.ts'
import { readResponses } from './read-responses.ts'
import { stream } from './response-events.ts'
import { whole } from './response-json.ts'
import type { Rules } from './rules.ts'
import { think } from './think.ts'

/** POST /responses: the same model through the newer door. What it said before is not kept here. */
export function respond(body: Body, rules: Rules, trouble: string | undefined, made: Made): Effect {
  const question = readResponses(body)
  const thought = think(question, rules, trouble)
  const response = whole(question, thought, made, body)
  const wait = thought.wait
  if (question.stream) return { ...stream(thought, response), wait, shown: response }
  return {
    status: 200,
    json: response,
    wait,
    ...(thought.breaksAfter === undefined ? {} : { breaksOff: true as const }),
  }
}
