/** The same context with some parts of it replaced, for a handler that is called by itself. What belongs to it is looked up in it. */
export const dress = <Part extends object>(ctx: object, parts: Part) =>
  Object.create(ctx, Object.getOwnPropertyDescriptors(parts)) as Part
