/** UTF-8 bytes of a text; a lone surrogate becomes U+FFFD. (The engine has no TextEncoder: it runs where there is no DOM or Node.) */
export function encodeUtf8(text: string): Uint8Array {
  let bytes = new Uint8Array(text.length + (text.length >> 2) + 16)
  let at = 0
  for (let i = 0; i < text.length; i++) {
    if (at + 4 > bytes.length) {
      const larger = new Uint8Array(bytes.length * 2)
      larger.set(bytes)
      bytes = larger
    }
    let code = text.charCodeAt(i)
    if (code < 0x80) {
      bytes[at++] = code
      continue
    }
    if (code >= 0xd800 && code < 0xe000) {
      const low = i + 1 < text.length ? text.charCodeAt(i + 1) : 0
      if (code < 0xdc00 && low >= 0xdc00 && low < 0xe000) {
        code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00)
        i++
      } else {
        code = 0xfffd
      }
    }
    if (code < 0x800) bytes[at++] = 0xc0 | (code >> 6)
    else {
      if (code < 0x10000) bytes[at++] = 0xe0 | (code >> 12)
      else {
        bytes[at++] = 0xf0 | (code >> 18)
        bytes[at++] = 0x80 | ((code >> 12) & 63)
      }
      bytes[at++] = 0x80 | ((code >> 6) & 63)
    }
    bytes[at++] = 0x80 | (code & 63)
  }
  return bytes.slice(0, at)
}
