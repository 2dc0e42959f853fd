// what XML 1.0 cannot hold at all, not even escaped
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to find
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g
const SPECIAL: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Text for an XML element or attribute; characters XML cannot hold become U+FFFD. */
export function xmlText(value: string): string {
  return value.replace(FORBIDDEN, '\ufffd').replace(/[&<>"]/g, (character) => SPECIAL[character])
}
