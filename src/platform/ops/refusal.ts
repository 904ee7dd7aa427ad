/**
 * "Tell the person, wake nobody": thrown by a handler, a reader or a job's `save` when what was asked cannot be done.
 * Everything the handler wrote or noted is taken back; the person gets the sentence; the update counts as done.
 */
export class Refusal<Sentence = unknown> extends Error {
  override readonly name = 'Refusal'
  readonly sentence: Sentence
  readonly options: object

  constructor(sentence: Sentence, options: object = {}) {
    super('refused')
    this.sentence = sentence
    this.options = options
  }
}
