import { Refused } from './errors.ts'
import { type Body, number } from './fields.ts'

/** Models that think take neither a temperature nor the old name of the limit. */
export function checkSampling(body: Body, model: string) {
  const temperature = number(body, 'temperature', { least: 0, most: 2 })
  number(body, 'top_p', { least: 0, most: 1 })
  if (!/^(gpt-5|o\d)/.test(model)) return
  if (body.max_tokens !== undefined)
    throw new Refused(
      400,
      "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
      { param: 'max_tokens', code: 'unsupported_parameter' },
    )
  if (temperature !== undefined && temperature !== 1)
    throw new Refused(
      400,
      `Unsupported value: 'temperature' does not support ${temperature} with this model. Only the default (1) value is supported.`,
      { param: 'temperature', code: 'unsupported_value' },
    )
}
