import { notSimulated, Refused } from './errors.ts'
import { type Body, checkNames, flag, modelOf, number } from './fields.ts'
import { checkModel } from './models.ts'
import type { ChatQuestion } from './question.ts'
import { readFormat } from './read-format.ts'
import { readMessages } from './read-messages.ts'
import { checkSampling } from './read-sampling.ts'
import { readChoice, readTools } from './read-tools.ts'

const KNOWN =
  'model messages audio frequency_penalty function_call functions logit_bias logprobs max_completion_tokens max_tokens metadata modalities n parallel_tool_calls prediction presence_penalty prompt_cache_key prompt_cache_retention reasoning_effort response_format safety_identifier seed service_tier stop store stream stream_options temperature tool_choice tools top_logprobs top_p user verbosity web_search_options'.split(
    ' ',
  )

/** What a request to /chat/completions asks; throws what OpenAI would refuse. */
export function readChat(body: Body): ChatQuestion {
  const model = modelOf(body)
  checkModel(model, 'chat', '/v1/chat/completions')
  checkNames(body, KNOWN)
  checkSampling(body, model)
  for (const name of ['audio', 'functions', 'function_call', 'web_search_options', 'logprobs'])
    if (body[name]) throw notSimulated(`'${name}' is not answered.`, name)
  const most =
    number(body, 'max_completion_tokens', { least: 1, whole: true }) ??
    number(body, 'max_tokens', { least: 1, whole: true })
  const stream = flag(body, 'stream')
  if (body.stream_options && !stream)
    throw new Refused(400, "The 'stream_options' parameter is only allowed when 'stream' is enabled.", {
      param: 'stream_options',
    })
  const turns = readMessages(body.messages)
  const tools = readTools(body.tools)
  return {
    model,
    turns,
    tools,
    call: readChoice(body.tool_choice, tools),
    format: readFormat(body.response_format, turns),
    most,
    stop: [body.stop ?? []].flat() as string[],
    stream,
    usage: (body.stream_options as Body | undefined)?.include_usage === true,
    choices: number(body, 'n', { least: 1, most: 128, whole: true }) ?? 1,
  }
}
