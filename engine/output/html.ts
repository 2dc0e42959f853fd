/** Markup that is safe to put into a page as it is. */
export interface Html {
  readonly markup: string
}

type Part = string | number | Html | readonly Html[]

/** Template tag: the text between is markup, every value put in is escaped unless it is markup made by this tag itself. */
export function html(markup: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return { markup: markup.reduce((page, text, k) => page + textOf(parts[k - 1]) + text) }
}

function textOf(part: Part): string {
  if (typeof part === 'string' || typeof part === 'number') return escapeHtml(String(part))
  return 'markup' in part ? part.markup : part.map(({ markup }) => markup).join('')
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Safe as the text of an element and inside a quoted attribute; control characters, which XML and HTML forbid, become spaces. */
function escapeHtml(text: string): string {
  return text.replace(/[^\P{Cc}\t\n\r]/gu, ' ').replace(/[&<>"']/g, (character) => ENTITIES[character])
}
